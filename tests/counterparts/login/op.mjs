// A certified OpenID provider as the login of a SMART service; prints its port when it listens.   node op.mjs FHIR_BASE
import crypto from 'node:crypto';
import http from 'node:http';
import { Provider } from 'oidc-provider';

const fhir = process.argv[2];
const server = http.createServer();
await new Promise(done => server.listen(0, '127.0.0.1', done));
const { port } = server.address();
const key = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const scopes = ['openid', 'offline_access', 'fhirUser', 'launch/patient', 'patient/*.rs'];
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'carnet-desktop', application_type: 'native', token_endpoint_auth_method: 'none', redirect_uris: ['http://127.0.0.1/cb'],
    id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] }],
  scopes, pkce: { required: () => true },
  features: {
    devInteractions: { enabled: true }, revocation: { enabled: true },
    resourceIndicators: { enabled: true, defaultResource: () => fhir, useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'launch/patient patient/*.rs', audience: fhir, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'ES256' } } }) },
  },
  jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256' }] },
  async findAccount(_ctx, sub) { return { accountId: sub, claims: async () => ({ sub }) }; },
  cookies: { keys: ['test-only'] },
});
provider.use(async (ctx, next) => {
  await next();
  if (ctx.oidc?.route === 'token' && ctx.status === 200) ctx.body.patient = ctx.oidc.entities.Account?.accountId;
});
server.on('request', provider.callback());
console.log(port);
