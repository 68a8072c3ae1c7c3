// Fails when the JavaScript that a reader waits for outgrows its budget. Needs a build.
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS, measureInitial } from './lib/budget.mjs';
import { SITE } from './lib/paths.mjs';
import { stop } from './lib/stop.mjs';

if (!existsSync(join(SITE, '.vite/manifest.json'))) stop('There is no build yet: run `npm run build` first.');

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

const { page, workers } = measureInitial(SITE);
const parts = [
  { name: 'page', files: page, limit: LIMITS.page },
  { name: 'workers', files: workers, limit: LIMITS.workers },
].map((part) => ({ ...part, total: part.files.reduce((sum, { gzip }) => sum + gzip, 0) }));

for (const { name, files } of parts) {
  console.log(name);
  for (const { file, gzip } of files) console.log(`${kilobytes(gzip).padStart(10)}  ${file}`);
}
const figures = parts.map(({ name, total, limit }) => `${name} ${kilobytes(total)} of ${kilobytes(limit)}`);
console.log(`initial JavaScript, gzip: ${figures.join(', ')}`);
if (parts.some(({ total, limit }) => total > limit)) {
  stop('Over the budget: load late what the first screen does not need (`import()`), or leave it out.');
}
