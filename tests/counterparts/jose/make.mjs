// Makes statements and an envelope with npm jose, for our code to read.   node make.mjs INPUT.json
// INPUT: {"claims", "typ", "ec": private JWK, "okp": private JWK, "header": of the envelope, "clear"}; the answer is JSON.
import fs from 'node:fs';
import * as jose from 'jose';

const asked = JSON.parse(fs.readFileSync(process.argv[2]));
async function signed(jwk, alg) {
  const header = { alg, typ: asked.typ, kid: await jose.calculateJwkThumbprint(jwk) };
  return new jose.CompactSign(new TextEncoder().encode(JSON.stringify(asked.claims))).setProtectedHeader(header).sign(await jose.importJWK(jwk, alg));
}
const { d, ...open } = asked.ec;
const { apu, apv, ...header } = asked.header;
const envelope = await new jose.CompactEncrypt(new TextEncoder().encode(asked.clear))
  .setProtectedHeader(header)
  .setKeyManagementParameters({ apu: Buffer.from(apu, 'base64url'), apv: Buffer.from(apv, 'base64url') })
  .encrypt(await jose.importJWK(open, asked.header.alg));
console.log(JSON.stringify({ es256: await signed(asked.ec, 'ES256'), ed25519: await signed(asked.okp, 'Ed25519'), envelope }));
