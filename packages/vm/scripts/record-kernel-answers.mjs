// Writes down what a real kernel answers, for the tests to compare with:
//   node packages/vm/scripts/record-kernel-answers.mjs ORACLE
import { writeFileSync } from 'node:fs';
import { askKernel, askKernelAboutHelpers, loadCases } from './kernel.mjs';

const [oracle] = process.argv.slice(2);
const loaded = await loadCases();
const { casesOf, FAMILIES, helperOutcome, mapOutcome, mapRequest, randomMapCase, randomTwoCpuCase } = loaded;

const MAP_CASES = 40;
const TWO_CPU_CASES = 24;
const HELPER_CASES = 4;
const SEED = 1000;

/** One line an answer, so that a change shows which one it is. */
function write(path, answers) {
  const wrong = answers.find(({ outcome }) => typeof outcome === 'string' && outcome.startsWith('{'));
  if (wrong !== undefined) throw new Error(`no answer: ${JSON.stringify(wrong)}`);
  const lines = answers.map((answer) => `${JSON.stringify(answer)}\n`);
  writeFileSync(new URL(`../${path}`, import.meta.url), lines.join(''));
}

async function mapAnswers(cpus, count, make) {
  const cases = Array.from({ length: count }, (_, i) => make(i + 1));
  const requests = cases.map((one, i) => mapRequest(`${i}`, one));
  const answers = await askKernel(oracle, requests, ['--smp', `${cpus}`]);
  return cases.map((one, i) => ({ seed: i + 1, cpus, outcome: mapOutcome(one, answers[i]) }));
}

write('test/maps/kernel-answers.jsonl', [
  ...(await mapAnswers(1, MAP_CASES, randomMapCase)),
  ...(await mapAnswers(2, TWO_CPU_CASES, randomTwoCpuCase)),
]);

const keys = FAMILIES.flatMap((family) =>
  Array.from({ length: HELPER_CASES }, (_, index) => ({ family, seed: SEED, cases: HELPER_CASES, index })),
);
const cases = keys.map(({ family, index }) => casesOf(family, SEED, HELPER_CASES)[index]);
const answers = await askKernelAboutHelpers(oracle, cases, loaded);
write(
  'test/helpers/kernel-answers.jsonl',
  keys.map((key, i) => ({ ...key, outcome: helperOutcome(cases[i], answers[i]) })),
);
