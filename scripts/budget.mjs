// Fails when the JavaScript that a reader waits for outgrows its budget. Needs a build.
import './lib/require-node.mjs';
import { INITIAL_LIMIT, measureInitial } from './lib/budget.mjs';
import { SITE } from './lib/paths.mjs';

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

const files = measureInitial(SITE);
const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
for (const { file, gzip } of files) console.log(`${kilobytes(gzip).padStart(10)}  ${file}`);
console.log(`${kilobytes(total).padStart(10)}  initial JavaScript, gzip, of ${kilobytes(INITIAL_LIMIT)}`);
if (total > INITIAL_LIMIT) {
  console.error('Over the budget: load late what the first screen does not need (`import()`), or leave it out.');
  process.exit(1);
}
