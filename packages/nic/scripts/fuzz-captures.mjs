// Reads damaged captures and reports what became of them; fails at the first that breaks the reader.
//
//   node packages/nic/scripts/fuzz-captures.mjs [MUTATIONS=100000] [SEED=1]

import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [mutations = '100000', seed = '1'] = process.argv.slice(2);
const path = fileURLToPath(new URL('../test/mutate-captures.ts', import.meta.url));
const { fuzzCaptures } = (await runnerImport(path, { logLevel: 'error' })).module;

const begun = performance.now();
const report = fuzzCaptures(Number(mutations), Number(seed));
const seconds = (performance.now() - begun) / 1000;
console.log(
  `${mutations} mutations, seed ${seed}, ${seconds.toFixed(1)} s: ${report.opened} opened, ` +
    `${report.damaged} opened up to the damage, ${report.refused} refused; none threw, ` +
    `the slowest took ${report.slowestMilliseconds.toFixed(1)} ms`,
);
