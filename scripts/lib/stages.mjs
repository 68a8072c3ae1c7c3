import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, playwrightCli } from './chromium.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { runNode } from './run.mjs';
import { playwrightCounts, vitestCounts } from './test-reports.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string | undefined} [note] what the stage has to say when all is well
 * @property {readonly string[]} [skips] which cases were skipped, for people
 * @property {string} [output] shown when something failed
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {() => Promise<Outcome>} run
 */

const REPORTS = join(CACHE, 'reports');

/**
 * The file of a tool's command, so that it runs in this Node without a shell.
 *
 * @param {string} tool name of its package
 * @param {string} [command]
 * @param {string} [from] folder of the package that depends on it
 */
function commandFile(tool, command = tool, from = '.') {
  const folder = join(ROOT, from, 'node_modules', tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * A stage that passes or fails as a whole.
 *
 * @param {string} name
 * @param {() => string} file
 * @param {readonly string[]} args
 * @param {(output: string) => string | undefined} [note]
 * @returns {Stage}
 */
function tool(name, file, args, note) {
  return {
    name,
    run: async () => {
      const { status, output } = await runNode(file(), args, { env: { NO_COLOR: '1' } });
      const passed = status === 0;
      return {
        passed: Number(passed),
        failed: Number(!passed),
        skipped: 0,
        output,
        note: passed ? note?.(output) : undefined,
      };
    },
  };
}

/** @param {string} output */
const lastLine = (output) => output.trim().split('\n').at(-1)?.trim();

export const format = tool('format', () => commandFile('@biomejs/biome', 'biome'), ['check', '--error-on-warnings']);
export const lint = tool('lint', () => commandFile('oxlint'), ['--type-aware', '--deny-warnings']);
export const types = tool('types', () => commandFile('typescript', 'tsc'), ['-b']);
export const unused = tool('unused code', () => commandFile('knip'), ['--no-progress', '--no-config-hints']);
export const build = tool('build', () => 'scripts/build.mjs', []);
export const budget = tool('bundle budget', () => 'scripts/budget.mjs', [], lastLine);

/** @type {Stage} */
export const unit = {
  name: 'unit, conformance, property tests',
  run: () =>
    testStage('vitest.json', vitestCounts, (report) =>
      runNode(commandFile('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
        env: { NO_COLOR: '1' },
      }),
    ),
};

/** @type {Stage} */
export const browser = {
  name: 'browser tests',
  run: async () => {
    const chromium = await ensureChromium();
    if ('problem' in chromium) return { passed: 0, failed: 1, skipped: 0, output: chromium.problem };
    return testStage('playwright.json', playwrightCounts, (report) =>
      runNode(playwrightCli(), ['test', '--config=e2e', '--reporter=line,json'], {
        env: { NO_COLOR: '1', CHROMIUM_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      }),
    );
  },
};

/**
 * A stage whose cases are counted from the report that the runner leaves.
 *
 * @param {string} name
 * @param {(report: any) => Outcome} counts
 * @param {(report: string) => Promise<import('./run.mjs').RunResult>} runner
 * @returns {Promise<Outcome>}
 */
async function testStage(name, counts, runner) {
  mkdirSync(REPORTS, { recursive: true });
  const report = join(REPORTS, name);
  rmSync(report, { force: true });
  const { status, output } = await runner(report);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, output };
  const outcome = counts(JSON.parse(readFileSync(report, 'utf8')));
  // The runner found something wrong that no case shows: a file that does not load, an error nobody awaited.
  const hidden = status !== 0 && outcome.failed === 0 ? 1 : 0;
  return { ...outcome, failed: outcome.failed + hidden, output };
}
