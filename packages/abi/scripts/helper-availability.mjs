// Finds out which helpers each program type may call by asking a kernel's verifier: one program per pair that does
// nothing but call the helper. The verifier looks the helper up before it looks at arguments, so every complaint but
// "cannot use helper" means that the type may call it.
//
//   node helper-availability.mjs requests > batch.jsonl        (in the schema of `skep batch`)
//   node helper-availability.mjs answers RESULTS.jsonl > availability.json
//
// Answer the batch with a real kernel of the pinned series at log level 1.

import { readFileSync } from 'node:fs';
import { programConfigurations } from './program-configurations.mjs';

const LAST_HELPER = 211;
function printRequests() {
  const exit = [
    [0xb7, 0, 0, 0, 0],
    [0x95, 0, 0, 0, 0],
  ];
  programConfigurations().forEach((configuration, index) => {
    for (let helper = 1; helper <= LAST_HELPER; helper++) {
      const id = `${configuration.prog_type} ${helper} ${index}`;
      console.log(JSON.stringify({ id, ...configuration, insns: [[0x85, 0, 0, 0, helper], ...exit], log_level: 1 }));
    }
  });
}

const REFUSED = /cannot use helper|unknown func|invalid func|func \S+ (not supported|supported only)/;

function isAvailable({ load }) {
  if (load.ok) return true;
  if (!load.log) throw new Error(`no verdict: ${JSON.stringify(load)}`);
  return !REFUSED.test(load.log);
}

function printAvailability(path) {
  const available = {};
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const answer = JSON.parse(line);
    const [type, helper] = answer.id.split(' ');
    available[type] ??= [];
    if (isAvailable(answer)) available[type].push(Number(helper));
  }
  for (const type of Object.keys(available)) available[type] = [...new Set(available[type])].sort((a, b) => a - b);
  console.log(JSON.stringify(available));
}

const [mode, path] = process.argv.slice(2);
if (mode === 'requests') printRequests();
else if (mode === 'answers' && path !== undefined) printAvailability(path);
else {
  console.error('usage: helper-availability.mjs requests | answers RESULTS.jsonl');
  process.exit(2);
}
