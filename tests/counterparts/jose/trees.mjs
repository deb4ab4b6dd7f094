// Roots and proofs of RFC 6962, computed again.   node trees.mjs INPUT.json
// INPUT: {"leaves": [hex], "roots": [hex by size], "inclusion": [[index, size, [hex]]], "consistency": [[first, second, [hex]]]}
import crypto from 'node:crypto';
import fs from 'node:fs';

const asked = JSON.parse(fs.readFileSync(process.argv[2]));
const sha = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts)).digest();
const [zero, one] = [Buffer.from([0]), Buffer.from([1])], hex = text => Buffer.from(text, 'hex');
const leaves = asked.leaves.map(hex), kept = new Map();
function mth(from, to) {
  if (to === from) return sha();
  if (to - from === 1) return sha(zero, leaves[from]);
  const name = `${from}-${to}`;
  if (!kept.has(name)) kept.set(name, sha(one, mth(from, from + half(to - from)), mth(from + half(to - from), to)));
  return kept.get(name);
}
const half = count => 2 ** (Math.ceil(Math.log2(count)) - 1);
function path(m, from, to) {
  if (to - from === 1) return [];
  const k = half(to - from);
  return m < k ? [...path(m, from, from + k), mth(from + k, to)] : [...path(m - k, from + k, to), mth(from, from + k)];
}
function grown(m, from, to, whole) {
  if (m === to - from) return whole ? [] : [mth(from, to)];
  const k = half(to - from);
  return m <= k ? [...grown(m, from, from + k, whole), mth(from + k, to)] : [...grown(m - k, from + k, to, false), mth(from, from + k)];
}
const equal = (ours, theirs) => JSON.stringify(ours.map(part => part.toString('hex'))) === JSON.stringify(theirs);
let wrong = 0;
asked.roots.forEach((top, size) => { if (mth(0, size).toString('hex') !== top) wrong++; });
for (const [index, size, proof] of asked.inclusion) if (!equal(path(index, 0, size), proof)) wrong++;
for (const [first, second, proof] of asked.consistency) if (!equal(grown(first, 0, second, true), proof)) wrong++;
console.log(JSON.stringify({ wrong, checked: asked.roots.length + asked.inclusion.length + asked.consistency.length }));
