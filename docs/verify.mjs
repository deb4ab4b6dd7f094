// Checks an evidence file of Carnet (docs/evidence-file.md) without Carnet: npm "jose" and node's own modules only.
//
//   npm install jose
//   node verify.mjs FILE.zip [--root KEYS.json]
//
// --root KEYS.json   the root keys you trust, from the publisher of the catalogue: {"catalogue": "...", "roots": [JWK, ...]}.
//                    Without it the file is only held against the keys it brings itself: compare them yourself.
// One line a check, the count last. Exit code 0: all of it holds; 1: something does not; 2: it cannot be read.
import crypto from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import * as jose from 'jose';

const PERSON = 'urn:ietf:params:oauth:jwk-thumbprint:sha-256:';
const DAY = 86400, SKEW = 60, MOST = 256 * 2 ** 20;
const bytes = text => Buffer.from(text, 'base64url');
const sha256 = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts.map(p => Buffer.from(p)))).digest();
const hash = data => sha256(data).toString('base64url');
const must = (held, why) => { if (!held) throw new Error(why); };
const same = (a, b) => a?.jti === b.jti && a?.sha256 === b.sha256;

let held = 0, broken = 0;
async function check(name, work) {
  try { await work(); held++; console.log(`ok    ${name}`); return true; }
  catch (error) { broken++; console.log(`FAIL  ${name}: ${error.code ?? error.message}`); return false; }
}

// ------------------------------------------------------------------ the zip
function unzip(data) {
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== 0x06054b50) end--;
  must(end >= 0, 'not a zip');
  const files = new Map();
  let left = MOST;
  for (let n = data.readUInt16LE(end + 10), at = data.readUInt32LE(end + 16); n > 0; n--) {
    must(data.readUInt32LE(at) === 0x02014b50, 'a damaged zip');
    const method = data.readUInt16LE(at + 10), packed = data.readUInt32LE(at + 20), local = data.readUInt32LE(at + 42);
    const [name, extra, comment] = [28, 30, 32].map(offset => data.readUInt16LE(at + offset));
    const path = data.toString('utf8', at + 46, at + 46 + name);
    const from = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const raw = data.subarray(from, from + packed);
    must(method === 0 || method === 8, 'an unknown packing');
    must(!files.has(path), 'a name twice');
    const body = method === 8 ? zlib.inflateRawSync(raw, { maxOutputLength: left }) : raw;
    left -= body.length;
    must(left > 0, 'too large');
    if (!path.endsWith('/')) files.set(path, body);
    at += 46 + name + extra + comment;
  }
  return files;
}

const files = (() => {
  try { return unzip(fs.readFileSync(process.argv[2])); }
  catch (error) { console.log(`cannot be read: ${error.message}`); process.exit(2); }
})();
const option = process.argv.indexOf('--root');
const trusted = option > 0 ? JSON.parse(fs.readFileSync(process.argv[option + 1])) : null;
const file = path => { must(files.has(path), `${path} is missing`); return files.get(path); };
const text = path => file(path).toString('latin1');
const json = path => JSON.parse(file(path));
const number = path => Number(path.split('/').pop().split('.')[0]);
const under = folder => [...files.keys()].filter(path => path.startsWith(`${folder}/`)).sort((a, b) => number(a) - number(b));

// ------------------------------------------------------------------ statements
const algorithm = jwk => (jwk.kty === 'EC' ? 'ES256' : 'Ed25519');
async function named(token, keys) {
  const { kid } = jose.decodeProtectedHeader(token);
  for (const jwk of keys) if (await jose.calculateJwkThumbprint(jwk) === kid) return jwk;
  throw new Error('signed by a key that is not known');
}

// An old statement is read as of the moment it was signed.
async function opened(token, typ, keys, more = {}) {
  const header = jose.decodeProtectedHeader(token);
  must(Object.keys(header).sort().join() === 'alg,kid,typ', 'another header');
  must(header.typ === typ, `typ is ${header.typ}`);
  const jwk = await named(token, keys);
  must(!('d' in jwk), 'a private key');
  const { payload } = await jose.jwtVerify(token, await jose.importJWK(jwk, algorithm(jwk)), {
    algorithms: ['ES256', 'Ed25519'], clockTolerance: SKEW, currentDate: new Date(jose.decodeJwt(token).iat * 1000), ...more,
  });
  must(payload.csp === 1, 'another version of the protocol');
  must((payload.must_understand ?? []).every(name => name === 'act'), 'a member that is not known');
  return { payload, jwk };
}

async function byPerson(token, typ, grant) {
  const { payload, jwk } = await opened(token, typ, grant.keys, { audience: grant.payload.aud });
  must(payload.iss === PERSON + await jose.calculateJwkThumbprint(jwk), 'iss is not its key');
  return payload;
}

// ------------------------------------------------------------------ scopes: what a grant asks is no wider than what the service asked
function scope(words) {
  const [head, query = ''] = words.split('?');
  must(/^patient\/[A-Za-z]+\.(rs|c)$/.test(head), 'no scope');
  return { head, wanted: new Map(query.split('&').filter(Boolean).map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1).split(',')])) };
}
function narrower(small, big) {
  const [a, b] = [scope(small), scope(big)];
  return a.head === b.head && [...b.wanted].every(([name, values]) => a.wanted.get(name)?.every(value => values.includes(value)));
}

// ------------------------------------------------------------------ trees, RFC 6962 and RFC 9162
const leaf = data => sha256([0], data), node = (left, right) => sha256([1], left, right);
function root(leaves) {
  if (leaves.length <= 1) return leaves.length ? leaf(leaves[0]) : sha256();
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return node(root(leaves.slice(0, half)), root(leaves.slice(half)));
}
function includes(data, index, size, proof, top) {
  if (!(index >= 0 && index < size)) return false;
  let at = index, last = size - 1, found = leaf(data);
  for (const part of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      found = node(part, found);
      while (at && at % 2 === 0) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
    } else found = node(found, part);
    at = Math.floor(at / 2); last = Math.floor(last / 2);
  }
  return last === 0 && found.equals(top);
}
function extended(first, second, proof, before, after) {
  if (first === second) return !proof.length && before.equals(after);
  if (!(first > 0 && first < second) || !proof.length) return false;
  const path = Number.isInteger(Math.log2(first)) ? [before, ...proof] : proof;
  let at = first - 1, last = second - 1;
  while (at % 2 === 1) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
  let [older, newer] = [path[0], path[0]];
  for (const part of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = node(part, older); newer = node(part, newer);
      while (at && at % 2 === 0) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
    } else newer = node(newer, part);
    at = Math.floor(at / 2); last = Math.floor(last / 2);
  }
  return last === 0 && older.equals(before) && newer.equals(after);
}

// ------------------------------------------------------------------ the checks
function manifest() {
  const stated = json('manifest.json');
  must(stated.format === 'carnet-evidence' && stated.version === 1, 'another format');
  const listed = new Map(stated.files.map(one => [one.path, one.sha256]));
  for (const [path, body] of files) must(path === 'manifest.json' || listed.get(path) === hash(body), `${path} is not the file that is listed`);
  for (const path of listed.keys()) must(files.has(path), `${path} is missing`);
}

function noPrivateKey() {
  const look = value => {
    if (Array.isArray(value)) value.forEach(look);
    else if (value && typeof value === 'object') {
      must(!('kty' in value && ['d', 'k', 'p', 'q'].some(name => name in value)), 'a private key');
      Object.values(value).forEach(look);
    }
  };
  for (const [path, body] of files) {
    must(!body.includes('PRIVATE KEY'), 'a private key');
    if (path.endsWith('.jwt')) look(jose.decodeJwt(body.toString('latin1')));
    else if (path.endsWith('.json')) look(JSON.parse(body));
  }
}

async function roots() {
  const stated = json('trust.json');
  must(stated.roots.length && stated.catalogue, 'no root');
  if (!trusted) return stated;
  must(stated.catalogue === trusted.catalogue, 'another catalogue');
  const known = new Set(await Promise.all(trusted.roots.map(jwk => jose.calculateJwkThumbprint(jwk))));
  for (const jwk of stated.roots) must(known.has(await jose.calculateJwkThumbprint(jwk)), 'a root that you do not trust');
  return stated;
}

async function catalogue(path, trust) {
  const token = text(path), { payload } = await opened(token, 'catalogue+jwt', trust.roots, { issuer: trust.catalogue });
  must(payload.exp - payload.iat <= 14 * DAY, 'holds too long');
  must(payload.version === number(path), 'another number');
  return { ...payload, hash: hash(token) };
}

async function agreed(catalogues) {
  const token = text('grant.jwt'), own = jose.decodeJwt(token).cnf.jwk;
  const { payload } = await opened(token, 'consent-grant+jwt', [own]);
  must(payload.iss === PERSON + await jose.calculateJwkThumbprint(own), 'iss is not its key');
  must(payload.exp > payload.iat && payload.exp - payload.iat <= 366 * DAY, 'no end within 366 days');
  const pinned = catalogues.get(payload.cat.version);
  must(pinned?.hash === payload.cat.sha256 && pinned.iss === payload.cat.iss, 'the catalogue it names is not here');
  must(payload.iat <= pinned.exp + SKEW, 'signed under an expired catalogue');
  const service = pinned.services.find(one => one.id === payload.aud);
  must(service, 'the catalogue does not know the service');
  const services = [...catalogues.values()].flatMap(one => one.services.filter(each => each.id === payload.aud));
  const signing = services.flatMap(one => one.jwks.keys).filter(jwk => jwk.use === 'sig');
  return { payload, token, service, signing, keys: [own], name: { jti: payload.jti, sha256: hash(token) } };
}

function withinRequest({ payload, service }) {
  const details = payload.authorization_details;
  must(details.length && new Set(details.map(one => one.finality)).size === 1, 'not one purpose');
  must(details.every(one => one.mode === 'once') === Boolean(payload.content), 'content and mode do not fit');
  must(service.status === 'online', 'the service was not online');
  for (const one of details) {
    const finality = service.finalities.find(each => each.code === one.finality);
    const asked = finality.exchanges.filter(each => each.action === one.direction).flatMap(each => each.categories).flatMap(each => each.scopes);
    must(one.scopes.length && one.scopes.every(small => asked.some(big => narrower(small, big))), 'more than was asked for');
    must(finality.modes.includes(one.mode), 'another mode');
    must(one.retention_days <= finality.retention_days, 'kept longer');
    must(payload.exp - payload.iat <= finality.max_days * DAY, 'lasts longer');
  }
}

async function rotated(path, grant) {
  const document = json(path), stated = JSON.parse(bytes(document.payload)), last = grant.keys.at(-1);
  must(stated.csp === 1 && stated.aud === grant.payload.aud, 'of another service');
  must(stated.old === await jose.calculateJwkThumbprint(last), 'of another key');
  if (stated.recovery) must(await jose.calculateJwkThumbprint(stated.recovery) === grant.payload.cnf.recovery, 'another recovery key');
  for (const [place, jwk] of [stated.recovery ?? last, stated.new].entries()) {
    const one = { payload: document.payload, signatures: [document.signatures[place]] };
    const { protectedHeader } = await jose.generalVerify(one, await jose.importJWK(jwk, algorithm(jwk)));
    must(protectedHeader.typ === 'key-rotation+jws' && protectedHeader.kid === await jose.calculateJwkThumbprint(jwk), 'another signature');
  }
  grant.keys.push(stated.new);
}

const sameContent = (a, b, members) => members.every(name => a?.[name] === b?.[name]);

async function share(path, grant) {
  const payload = await byPerson(text(path), 'share+jwt', grant);
  must(same(payload.grant, grant.name), 'names another grant');
  must(payload.seq === number(path), 'another number');
  must(payload.exp > payload.iat && payload.exp - payload.iat <= 600, 'lived too long');
  must(typeof payload.ledger.commit === 'string', 'no commitment');
  if (grant.payload.content) must(sameContent(payload.content, grant.payload.content, ['sha256', 'bytes', 'count']), 'not what was signed');
  return { ...payload, name: { jti: payload.jti, sha256: hash(text(path)) } };
}

async function receipt(path, grant, shares) {
  const sent = shares.get(number(path));
  must(sent, 'no share of that number');
  const { payload } = await opened(text(path), 'share-receipt+jwt', grant.signing, { issuer: grant.payload.aud, audience: sent.iss });
  must(same(payload.grant, grant.name) && same(payload.share, sent.name), 'of another sending');
  must(sameContent(payload.content, sent.content, ['type', 'sha256', 'bytes', 'count', 'root']), 'of another content');
  must(payload.witness === sent.ledger.commit, 'witnesses another ledger');
  must(bytes(payload.envelope_sha256).length === 32, 'no envelope');
  must(payload.status === 'accepted' ? !payload.rejected?.length : payload.status === 'partial' && payload.rejected?.length, 'another status');
  const days = Math.min(...grant.payload.authorization_details.map(one => one.retention_days));
  must(payload.delete_by <= payload.iat + days * DAY + SKEW, 'kept longer than agreed');
}

function content(path, shares) {
  const sent = shares.get(number(path)), body = file(path), entries = JSON.parse(body).entry, items = json('items.json')[number(path)];
  must(sent.content.sha256 === hash(body) && sent.content.bytes === body.length, 'other bytes');
  must(items.length === entries.length && entries.length === sent.content.count, 'another count');
  const leaves = items.map((item, place) => {
    const part = body.subarray(item.at, item.at + item.bytes);
    must(JSON.stringify(JSON.parse(part)) === JSON.stringify(entries[place].resource), 'an item is not its entry');
    return sha256(bytes(item.salt), part);
  });
  must(root(leaves).toString('base64url') === sent.content.root, 'another root');
}

async function revocation(grant) {
  const payload = await byPerson(text('revocation.jwt'), 'consent-revocation+jwt', grant);
  must(same(payload.grant, grant.name), 'names another grant');
}

async function revocationReceipt(grant) {
  const asked = jose.decodeJwt(text('revocation.jwt'));
  const { payload } = await opened(text('revocation-receipt.jwt'), 'revocation-receipt+jwt', grant.signing, { issuer: grant.payload.aud, audience: asked.iss });
  must(same(payload.revocation, { jti: asked.jti, sha256: hash(text('revocation.jwt')) }), 'answers another stop');
  must(same(payload.grant, grant.name), 'names another grant');
  must(['done', 'pending', 'refused'].includes(payload.status), 'another status');
}

async function erasure(path, grant, asked) {
  const token = text(path);
  if (jose.decodeProtectedHeader(token).typ === 'erasure-request+jwt') {
    asked.set(hash(token), (await byPerson(token, 'erasure-request+jwt', grant)).iss);
    return;
  }
  const { request } = jose.decodeJwt(token);
  must(asked.has(request), 'answers another request');
  await opened(token, 'erasure-receipt+jwt', grant.signing, { issuer: grant.payload.aud, audience: asked.get(request) });
}

async function ledger(shares) {
  const proofs = json('proofs.json'), heads = new Map();
  for (const path of under('heads')) {
    const { payload } = await opened(text(path), 'ledger-head+jwt', [proofs.identity]);
    heads.set(payload.size, bytes(payload.root));
  }
  const top = size => { must(heads.has(size), 'a head is missing'); return heads.get(size); };
  for (const one of proofs.inclusion) must(includes(file(one.file), one.index, one.size, one.proof.map(bytes), top(one.size)), `${one.file} is not in the ledger`);
  const sizes = [...heads.keys()].sort((a, b) => a - b);
  for (const [place, second] of sizes.slice(1).entries()) {
    const first = sizes[place], one = proofs.consistency.find(each => each.first === first && each.second === second);
    must(one && extended(first, second, one.proof.map(bytes), top(first), top(second)), `the state of ${second} does not extend that of ${first}`);
  }
  for (const one of proofs.openings) {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(one.size));
    must(shares.get(number(one.file))?.ledger.commit === sha256(bytes(one.salt), size, bytes(one.root)).toString('base64url'), 'a commitment does not open');
    must(!heads.has(one.size) || heads.get(one.size).equals(bytes(one.root)), 'a commitment hides another state');
  }
}

// ------------------------------------------------------------------ in order; what stands on a thing that failed is not looked at
async function all() {
  await check('the file is whole', manifest);
  await check('no private key in it', noPrivateKey);
  let trust, grant;
  const catalogues = new Map(), shares = new Map(), asked = new Map();
  if (!await check('root keys', async () => { trust = await roots(); })) return;
  for (const path of under('catalogue')) await check(path, async () => { catalogues.set(number(path), await catalogue(path, trust)); });
  if (!await check('grant.jwt', async () => { grant = await agreed(catalogues); })) return;
  await check('the grant asks for no more than the service did', () => withinRequest(grant));
  await check('the text that was shown is the text that was signed', () => must(grant.payload.notice.sha256 === hash(file('notice.txt')), 'another text'));
  for (const path of under('rotations')) await check(path, () => rotated(path, grant));
  for (const path of under('shares')) await check(path, async () => { shares.set(number(path), await share(path, grant)); });
  await check('one number, one share', () => must(new Set([...shares.values()].map(one => one.jti)).size === shares.size, 'a share twice'));
  for (const path of under('receipts')) await check(path, () => receipt(path, grant, shares));
  for (const path of under('content')) await check(path, () => content(path, shares));
  for (const path of under('refusals')) await check(path, () => must(Number.isInteger(json(path).status), 'no status'));
  if (files.has('revocation.jwt')) await check('revocation.jwt', () => revocation(grant));
  if (files.has('revocation-receipt.jwt')) await check('revocation-receipt.jwt', () => revocationReceipt(grant));
  for (const path of under('erasure')) await check(path, () => erasure(path, grant, asked));
  if (files.has('proofs.json') || under('heads').length) await check('the proof of order', () => ledger(shares));
}

await all();
if (!trusted) console.log('The root keys are those of the file itself: compare them with those of the publisher.');
console.log(`${held} hold, ${broken} do not`);
process.exit(broken ? 1 : 0);
