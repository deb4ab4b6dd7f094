// Checks the vectors with npm jose and node:crypto only.   node vectors.mjs FOLDER
import fs from 'node:fs';
import crypto from 'node:crypto';
import * as jose from 'jose';

const dir = process.argv[2];
const read = n => fs.readFileSync(`${dir}/${n}`, 'utf8');
const json = n => JSON.parse(read(n));
const sha = s => crypto.createHash('sha256').update(s).digest('base64url');
const h = (...b) => crypto.createHash('sha256').update(Buffer.concat(b)).digest();
let failed = 0, passed = 0;
const ok = (name, cond) => { cond ? passed++ : failed++; console.log(cond ? 'PASS' : 'FAIL', name); };
const refused = async (name, f) => { try { await f(); ok(name, false); } catch (e) { ok(`${name} (${e.code ?? e.message})`, true); } };

const { now } = json('clock.json'), trust = json('trust.json');
const at = { currentDate: new Date(now * 1000), clockTolerance: 60 };
const alg = jwk => (jwk.kty === 'EC' ? 'ES256' : 'Ed25519');
const open = async (token, typ, jwk, more = {}) => {
  const { payload, protectedHeader } = await jose.jwtVerify(token, await jose.importJWK(jwk, alg(jwk)), { typ, algorithms: ['ES256', 'Ed25519'], ...at, ...more });
  if (Object.keys(protectedHeader).sort().join() !== 'alg,kid,typ' || payload.csp !== 1) throw new Error('header or version');
  return payload;
};
const byKid = async (token, typ, keys, more) => open(token, typ, keys.find(k => k.kid === jose.decodeProtectedHeader(token).kid) ?? (() => { throw new Error('unknown kid'); })(), more);

// catalogue
const cat = await byKid(read('catalogue-42.jwt'), 'catalogue+jwt', trust.roots, { issuer: trust.catalogue });
ok('catalogue signed by a pinned root', cat.version === 42);
ok('catalogue chains to the one before', cat.prev === sha(read('catalogue-41.jwt')));
await refused('catalogue 41 is past its exp', () => byKid(read('catalogue-41.jwt'), 'catalogue+jwt', trust.roots));
const svc = cat.services[0], svcKeys = svc.jwks.keys.filter(k => k.use === 'sig');

// grant
const cnf = jose.decodeJwt(read('grant.jwt')).cnf;
const tp = await jose.calculateJwkThumbprint(cnf.jwk);
const g = await open(read('grant.jwt'), 'consent-grant+jwt', cnf.jwk, { audience: svc.id });
ok('grant: iss is the thumbprint of cnf.jwk', g.iss === `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${tp}`);
{ const jwk = jose.decodeJwt(read('grant-ed25519.jwt')).cnf.jwk; ok('the same grant with an Ed25519 key', (await open(read('grant-ed25519.jwt'), 'consent-grant+jwt', jwk, { audience: svc.id })).iss.endsWith(await jose.calculateJwkThumbprint(jwk))); }
ok('grant pins the catalogue', g.cat.sha256 === sha(read('catalogue-42.jwt')));
ok('grant pins the text that was shown', g.notice.sha256 === sha(read('notice.fr.txt')));
const d = g.authorization_details[0], fin = svc.finalities.find(f => f.code === d.finality);
const asked = fin.exchanges.filter(x => x.action === d.direction).flatMap(x => x.categories).flatMap(c => c.scopes);
ok('scopes, duration, retention within the request', d.scopes.length > 0 && d.scopes.every(s => asked.includes(s)) && g.exp - g.iat <= fin.max_days * 86400 && d.retention_days <= fin.retention_days);

// share and receipt
const m = await open(read('share.jwt'), 'share+jwt', cnf.jwk, { audience: svc.id, issuer: g.iss });
ok('share binds the grant', m.grant.sha256 === sha(read('grant.jwt')));
const r = await byKid(read('receipt.jwt'), 'share-receipt+jwt', svcKeys, { issuer: svc.id, audience: g.iss });
ok('receipt binds share, envelope, content', r.share.sha256 === sha(read('share.jwt')) && r.envelope_sha256 === sha(read('envelope.jwe')) && r.content.root === m.content.root);
const o = json('head-opening.json'), size = Buffer.alloc(8);
size.writeBigUInt64BE(BigInt(o.size));
ok('receipt witnesses the ledger head', r.witness === h(Buffer.from(o.salt, 'base64url'), size, Buffer.from(o.root, 'base64url')).toString('base64url'));
const keys = json('keys-TEST-ONLY.json');
const dec = await jose.compactDecrypt(read('envelope.jwe'), await jose.importJWK(keys.service_enc, 'ECDH-ES+A256KW'));
const inner = JSON.parse(new TextDecoder().decode(dec.plaintext)), body = Buffer.from(inner.bundle, 'base64url');
ok('envelope opens; typ, apv and apu are right', dec.protectedHeader.typ === 'health-share+jwe' && dec.protectedHeader.zip === undefined
  && Buffer.from(dec.protectedHeader.apv, 'base64url').toString() === svc.id && Buffer.from(dec.protectedHeader.apu, 'base64url').toString() === tp);
ok('content hash: the share and the one-off grant name the same bytes', sha(body) === m.content.sha256 && g.content.sha256 === m.content.sha256 && body.length === m.content.bytes);
ok('nothing outside the grant', !/CANARY|88888|77777|99999/.test(body.toString()) && JSON.parse(body).entry.length === 3);

// RFC 6962 trees
const mth = l => { if (!l.length) return h(); if (l.length === 1) return h(Buffer.from([0]), l[0]); let k = 1; while (k * 2 < l.length) k *= 2; return h(Buffer.from([1]), mth(l.slice(0, k)), mth(l.slice(k))); };
const slices = inner.items.map(i => body.subarray(i.at, i.at + i.bytes));
ok('items are slices of the bundle', slices.every((b, n) => JSON.stringify(JSON.parse(b)) === JSON.stringify(JSON.parse(body).entry[n].resource)));
ok('content root over salted items', mth(inner.items.map((i, n) => h(Buffer.from(i.salt, 'base64url'), slices[n]))).toString('base64url') === m.content.root);
const led = json('ledger.json'), leaves = led.leaves_b64u.map(x => Buffer.from(x, 'base64url'));
const [h1, h2] = await Promise.all(led.heads.map(t => open(t, 'ledger-head+jwt', led.identity)));
ok('ledger roots and chain of heads', mth(leaves).toString('base64url') === h2.root && mth(leaves.slice(0, h1.size)).toString('base64url') === h1.root && h2.prev === sha(led.heads[0]));
{ // inclusion (RFC 9162, 2.1.3.2)
  let fn = led.inclusion_of_receipt.index, sn = h2.size - 1, x = h(Buffer.from([0]), Buffer.from(read('receipt.jwt')));
  for (const p of led.inclusion_of_receipt.path.map(p => Buffer.from(p, 'base64url'))) {
    if (fn & 1 || fn === sn) { x = h(Buffer.from([1]), p, x); while (fn && !(fn & 1)) { fn >>= 1; sn >>= 1; } } else x = h(Buffer.from([1]), x, p);
    fn >>= 1; sn >>= 1;
  }
  ok('receipt is in the ledger', sn === 0 && x.toString('base64url') === h2.root);
}
{ // consistency (RFC 9162, 2.1.4.2)
  const path = led.consistency_4_to_last.map(p => Buffer.from(p, 'base64url')), r1 = Buffer.from(h1.root, 'base64url');
  if ((h1.size & (h1.size - 1)) === 0) path.unshift(r1);
  let fn = h1.size - 1, sn = h2.size - 1;
  while (fn & 1) { fn >>= 1; sn >>= 1; }
  let fr = path[0], sr = path[0];
  for (const c of path.slice(1)) {
    if (fn & 1 || fn === sn) { fr = h(Buffer.from([1]), c, fr); sr = h(Buffer.from([1]), c, sr); while (fn && !(fn & 1)) { fn >>= 1; sn >>= 1; } } else sr = h(Buffer.from([1]), sr, c);
    fn >>= 1; sn >>= 1;
  }
  ok('the later head extends the earlier one', sn === 0 && fr.equals(r1) && sr.toString('base64url') === h2.root);
}

// revocation, erasure, rotation
const rev = await open(read('revocation.jwt'), 'consent-revocation+jwt', cnf.jwk, { audience: svc.id });
const rr = await byKid(read('revocation-receipt.jwt'), 'revocation-receipt+jwt', svcKeys, { issuer: svc.id });
ok('revocation and its receipt', rev.grant.sha256 === sha(read('grant.jwt')) && rr.revocation.sha256 === sha(read('revocation.jwt')) && rr.erased[0].share === m.jti);
await open(read('erasure-request.jwt'), 'erasure-request+jwt', cnf.jwk, { audience: svc.id });
ok('erasure and its receipt', (await byKid(read('erasure-receipt.jwt'), 'erasure-receipt+jwt', svcKeys, { issuer: svc.id })).request === sha(read('erasure-request.jwt')));
for (const [name, signers] of [['rotation.json', p => [cnf.jwk, p.new]], ['rotation-by-recovery.json', p => [p.recovery, p.new]]]) {
  const doc = json(name), p = JSON.parse(Buffer.from(doc.payload, 'base64url')), two = signers(p);
  let n = 0;
  for (const [i, jwk] of two.entries()) {
    const one = await jose.generalVerify({ payload: doc.payload, signatures: [doc.signatures[i]] }, await jose.importJWK(jwk, alg(jwk)));
    if (one.protectedHeader.typ === 'key-rotation+jws' && one.protectedHeader.kid === await jose.calculateJwkThumbprint(jwk)) n++;
  }
  ok(`${name}: two signatures`, n === 2 && p.old === tp && (name === 'rotation.json' || await jose.calculateJwkThumbprint(p.recovery) === g.cnf.recovery));
}

// what must be refused (statement level; rules about content are tested where the rule lives)
const statementLevel = new Set(['bad-typ', 'bad-signature', 'bad-statement', 'wrong-audience', 'statement-expired', 'not-yet-valid', 'unsupported-version']);
for (const b of json('bad/index.json').filter(b => b.file.endsWith('.jwt') && statementLevel.has(b.problem)))
  await refused(`${b.file} -> ${b.problem}`, () => open(read(b.file), 'consent-grant+jwt', cnf.jwk, { audience: svc.id, issuer: g.iss }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
