// Writes down what a real kernel answers, for the tests to compare with:
//   node packages/vm/scripts/record-kernel-answers.mjs ORACLE_FOLDER
import { writeFileSync } from 'node:fs';
import { askKernel, loadCases } from './kernel.mjs';

const [oracle] = process.argv.slice(2);
const { casesOf, FAMILIES, helperOutcome, helperRequest, mapOutcome, mapRequest, randomMapCase, randomTwoCpuCase } =
  await loadCases();

const MAP_CASES = 40;
const TWO_CPU_CASES = 24;
const HELPER_CASES = 3;
const SEED = 1000;

const file = (path) => new URL(`../${path}`, import.meta.url);

/** One line an answer, so that a change shows which one it is. */
function write(path, answers) {
  const wrong = answers.find(({ outcome }) => typeof outcome === 'string' && outcome.startsWith('{'));
  if (wrong !== undefined) throw new Error(`no answer: ${JSON.stringify(wrong)}`);
  writeFileSync(file(path), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
}

const seeds = (count) => Array.from({ length: count }, (_, i) => i + 1);
async function mapAnswers(cpus, count, make) {
  const cases = seeds(count).map((seed) => make(seed));
  const answers = await askKernel(
    oracle,
    cases.map((one, i) => mapRequest(`${i}`, one)),
    ['--smp', `${cpus}`],
  );
  return cases.map((one, i) => ({ seed: i + 1, cpus, outcome: mapOutcome(one, answers[i]) }));
}

write('test/maps/kernel-answers.jsonl', [
  ...(await mapAnswers(1, MAP_CASES, randomMapCase)),
  ...(await mapAnswers(2, TWO_CPU_CASES, randomTwoCpuCase)),
]);

const cases = FAMILIES.flatMap((family) =>
  casesOf(family, SEED, HELPER_CASES).map((one, index) => ({
    one,
    key: { family, seed: SEED, cases: HELPER_CASES, index },
  })),
);
const answers = await askKernel(
  oracle,
  cases.map(({ one }) => helperRequest(one)),
);
write(
  'test/helpers/kernel-answers.jsonl',
  cases.map(({ one, key }, i) => ({ ...key, outcome: helperOutcome(one, answers[i]) })),
);
