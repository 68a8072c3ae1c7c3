// Compares random operations on maps with a real kernel:
//   node packages/vm/scripts/compare-maps.mjs ORACLE [CASES] [FIRST_SEED] [MAP_TYPE] [CPUS]
import { askKernel, loadCases } from './kernel.mjs';

const [oracle, cases = '200', first = '1', type = '', cpus = '1'] = process.argv.slice(2);
const { mapOutcome, mapRequest, randomMapCase, randomTwoCpuCase, runOnMachine } = await loadCases();

const seeds = Array.from({ length: Number(cases) }, (_, i) => Number(first) + i);
const all = seeds.map((seed) => (cpus === '2' ? randomTwoCpuCase : randomMapCase)(seed, type || undefined));
const answers = await askKernel(
  oracle,
  all.map((one, i) => mapRequest(`${seeds[i]}`, one)),
  ['--smp', cpus],
);
let differences = 0;
all.forEach((one, i) => {
  const expected = mapOutcome(one, answers[i]);
  const actual = runOnMachine(one);
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  differences++;
  console.log(`seed ${seeds[i]}: ${JSON.stringify(one.definition)}`);
  if (typeof expected === 'string') return console.log(`  no answer: ${expected}`);
  const at = expected.results.findIndex((result, k) => result !== actual.results[k]);
  if (at >= 0)
    console.log(
      `  operation ${at} ${JSON.stringify(one.operations[at])}: kernel ${expected.results[at]}, Skep ${actual.results[at]}`,
    );
  else
    console.log(
      `  elements: kernel ${JSON.stringify(expected.entries).slice(0, 400)}\n            Skep   ${JSON.stringify(actual.entries).slice(0, 400)}`,
    );
});
console.log(`${all.length} cases, ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
