// Makes links as another program does: one static file, and a manifest with a passcode.   node make.mjs > made.json
import { SHL, SHLManifestBuilder } from 'kill-the-clipboard';

const content = {
  resourceType: 'Bundle', type: 'collection', entry: [{
    fullUrl: 'urn:uuid:0d2f0c1e-0000-4000-8000-000000000001',
    resource: { resourceType: 'Observation', id: 's', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
      effectiveDateTime: '2026-01-02T08:00:00+01:00', valueQuantity: { value: 61, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' } },
  }],
};
const made = {};
for (const flag of ['L', 'P']) {
  const shl = SHL.generate({ baseManifestURL: 'https://shl.example.org/manifests/', manifestPath: '/manifest.json', label: 'Résumé', flag,
    expirationDate: new Date('2040-01-01T00:00:00Z') });
  const files = new Map();
  const builder = new SHLManifestBuilder({ shl, uploadFile: async body => { const path = `f${files.size}`; files.set(path, body); return path; },
    getFileURL: async path => `https://shl.example.org/${path}`, loadFile: async path => files.get(path) });
  await builder.addFHIRResource({ content, enableCompression: true });
  await builder.addFHIRResource({ content, enableCompression: false });
  made[flag] = { uri: shl.toURI(), files: Object.fromEntries(files), embedded: await builder.buildManifest({ embeddedLengthMax: 1e6 }),
    located: await builder.buildManifest({ embeddedLengthMax: 10 }) };
}
console.log(JSON.stringify(made));
