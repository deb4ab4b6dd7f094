// Opens the file behind a link as another program does.   node read.mjs SHLINK FILE
import fs from 'node:fs';
import { SHLViewer } from 'kill-the-clipboard';

const [uri, file] = process.argv.slice(2);
globalThis.fetch = async () => new Response(fs.readFileSync(file, 'utf8'), { status: 200, headers: { 'content-type': 'application/jose' } });
const viewer = new SHLViewer({ shlinkURI: uri });
const found = await viewer.resolveSHL({ recipient: 'test reader' });
console.log(JSON.stringify({ label: viewer.shl.label, resources: found.fhirResources }));
