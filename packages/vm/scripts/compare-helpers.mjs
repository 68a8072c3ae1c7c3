// Compares what helpers do with a real kernel:
//   node packages/vm/scripts/compare-helpers.mjs ORACLE [FAMILY] [CASES] [SEED]
import { askKernelAboutHelpers, loadCases } from './kernel.mjs';

const [oracle, family = 'all', cases = '20', seed = '1'] = process.argv.slice(2);
const loaded = await loadCases();
const { casesOf, encodeSlots, FAMILIES, helperOutcome, runCase } = loaded;

const families = family === 'all' ? FAMILIES : [family];
const all = families.flatMap((name) => casesOf(name, Number(seed), Number(cases)));
const answers = await askKernelAboutHelpers(oracle, all, loaded);
let differences = 0;
all.forEach((one, i) => {
  const expected = helperOutcome(one, answers[i]);
  const actual = runCase(one, encodeSlots(one.slots));
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  differences++;
  console.log(`${one.name}:`);
  if (typeof expected === 'string' || typeof actual === 'string') {
    console.log(`  kernel ${JSON.stringify(expected)}\n  Skep   ${JSON.stringify(actual)}`);
    return;
  }
  for (const part of Object.keys(expected)) {
    const [want, have] = [JSON.stringify(expected[part]), JSON.stringify(actual[part])];
    if (want === have) continue;
    const at = Array.from(want).findIndex((character, k) => character !== have[k]);
    const from = Math.max(0, at - 60);
    console.log(
      `  ${part}, from ${from}, differing at ${at}:\n    kernel ${want.slice(from, at + 100)}\n    Skep   ${have.slice(from, at + 100)}`,
    );
  }
});
console.log(`${all.length} cases, ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
