// Measures what packages/*/bench describes; tools/bench/README.md says how.
import './lib/require-node.mjs';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { judge, orphans, ratioText, scaled } from '../tools/bench/marks.js';
import { CACHE, ROOT } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { stop } from './lib/stop.mjs';

/** @typedef {import('../tools/bench/measure.js').Measurement} Measurement */

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '15' } },
  allowPositionals: true,
});
if (!(Number(values.rounds) >= 1)) stop(`--rounds takes a number from 1, not ${values.rounds}.`);

const [filter = ''] = positionals;

/** @type {Record<string, import('../tools/bench/marks.js').Mark>} */
const marks = JSON.parse(readFileSync(join(ROOT, 'tools/bench/marks.json'), 'utf8'));
const results = [];
for (const { id, name, bundle } of await bundled(benchFiles())) {
  // What is named is a file, with all its cases, or else cases in any file.
  for (const measured of await measureFile(bundle, id.includes(filter) ? '' : filter)) {
    const key = `${name}/${measured.name}`;
    const verdict = judge(marks[key], measured);
    results.push({ case: key, ...measured, mark: verdict });
    if (!values.json) print(key, measured, verdict);
  }
}

if (filter !== '' && results.length === 0) stop(`No bench file or case has "${filter}" in its name.`);
const lost = filter !== '' ? [] : orphans(marks, new Set(results.map((result) => result.case)));
const missed = results.filter(({ mark }) => mark?.met === false);
if (values.json) console.log(JSON.stringify({ node: process.version, results, marksWithoutCase: lost }, undefined, 2));
else {
  for (const key of lost) console.log(`✗ marks.json names "${key}", which no bench measures.`);
  console.log(`\n${results.length} measured, ${missed.length + lost.length} marks missed`);
}
process.exitCode = missed.length + lost.length === 0 ? 0 : 1;

/** @returns {{ id: string, name: string, path: string }[]} every bench file, with the package it belongs to */
function benchFiles() {
  return readdirSync(join(ROOT, 'packages'))
    .sort()
    .flatMap((name) => {
      const folder = join(ROOT, 'packages', name, 'bench');
      const files = existsSync(folder)
        ? readdirSync(folder)
            .filter((file) => file.endsWith('.bench.ts'))
            .sort()
        : [];
      return files.map((file) => ({
        id: `${name}--${file.replace(/\.bench\.ts$/, '')}`,
        name,
        path: join(folder, file),
      }));
    });
}

/**
 * Bundles the files as the product is bundled: what is measured is what is shipped, not a development server's form of it.
 *
 * @param {ReturnType<typeof benchFiles>} files
 */
async function bundled(files) {
  if (files.length === 0) return [];
  const outDir = join(CACHE, 'bench');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    root: ROOT,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      rolldownOptions: {
        input: Object.fromEntries(files.map(({ id, path }) => [id, path])),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return files.map((file) => ({ ...file, bundle: join(outDir, `${file.id}.js`) }));
}

/**
 * @param {string} bundle
 * @param {string} name part of the names of the cases to measure
 * @returns {Promise<Measurement[]>}
 */
async function measureFile(bundle, name) {
  const { status, output } = await runNode('tools/bench/run-file.js', [bundle, values.rounds, name]);
  if (status !== 0) stop(`${output}\n${bundle} could not be measured.`);
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/**
 * @param {string} key
 * @param {Measurement} measured
 * @param {ReturnType<typeof judge>} verdict
 */
function print(key, { rate, unit, ratio, against }, verdict) {
  const figure =
    ratio === undefined
      ? ''
      : `${ratioText(ratio.median)} × ${against} (${ratioText(ratio.low)}–${ratioText(ratio.high)}), `;
  const sign = verdict === undefined ? ' ' : verdict.met ? '✓' : '✗';
  const tail = verdict === undefined || verdict.met ? '' : `  ${verdict.text}`;
  console.log(`${sign} ${key}\n    ${figure}${scaled(rate.median)} ${unit}/s${tail}`);
}
