// Reads statements and an envelope of ours with npm jose.   node read.mjs INPUT.json
// INPUT: {"typ", "public": JWK, "private": JWK, "token", "envelope"}; the answer is JSON.
import fs from 'node:fs';
import * as jose from 'jose';

const asked = JSON.parse(fs.readFileSync(process.argv[2]));
const { payload } = await jose.jwtVerify(asked.token, await jose.importJWK(asked.public, 'ES256'), { typ: asked.typ, algorithms: ['ES256'] });
const sealed = await jose.compactDecrypt(asked.envelope, await jose.importJWK(asked.private, 'ECDH-ES+A256KW'));
console.log(JSON.stringify({
  payload, clear: new TextDecoder().decode(sealed.plaintext), header: sealed.protectedHeader,
  thumbprint: await jose.calculateJwkThumbprint(asked.public),
}));
