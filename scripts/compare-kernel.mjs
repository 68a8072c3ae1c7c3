// Runs random programs here and in a real Linux, and compares results, packets and maps.
//
//   node scripts/compare-kernel.mjs [--oracle FOLDER] [--kernel 6.12] [--count 2000] [--seed 1] [--batch FILE.jsonl]
//
// FOLDER holds `kernel-oracle`, a command that reads requests and prints answers, one JSON object a line.
// With --batch, the requests of a file are compared instead of random ones.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const skep = join(root, 'packages/cli/dist/skep.js');
const { values } = parseArgs({
  options: {
    oracle: { type: 'string', default: join(root, '../shared/kernel-oracle') },
    kernel: { type: 'string', default: '6.12' },
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string' },
  },
});

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function output(command, args) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) fail(`${command} ${args.join(' ')} failed.`);
  return result.stdout;
}

if (!existsSync(skep)) fail('The command line is not built: run `npm run build` first.');
const oracle = join(values.oracle, 'kernel-oracle');
if (!existsSync(oracle)) fail(`There is no kernel oracle at ${values.oracle}; name its folder with --oracle.`);

const folder = mkdtempSync(join(tmpdir(), 'skep-compare-'));
/** @param {string} name */
const file = (name) => join(folder, name);
const requests = values.batch
  ? readFileSync(values.batch, 'utf8')
  : output(process.execPath, [skep, 'random', '--count', values.count, '--seed', values.seed]);
writeFileSync(file('requests.jsonl'), requests);
writeFileSync(file('ours.jsonl'), output(process.execPath, [skep, 'batch', file('requests.jsonl')]));
const options = ['--kernel', values.kernel, '--log-level', '4', '--no-xlated'];
writeFileSync(file('theirs.jsonl'), output(oracle, [...options, file('requests.jsonl')]));

const compared = spawnSync(process.execPath, [skep, 'diff', file('ours.jsonl'), file('theirs.jsonl')], {
  stdio: 'inherit',
});
if (compared.status !== 0) console.log(`Requests and answers are kept in ${folder}.`);
process.exit(compared.status ?? 2);
