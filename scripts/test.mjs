// Everything that has to hold. The last line is `N passed, N failed`, with `, N skipped` when there are any.
import './lib/require-node.mjs';

/** @typedef {import('./lib/stages.mjs').Stage} Stage */
/** @typedef {import('./lib/stages.mjs').Outcome} Outcome */

const { ensureInstalled } = await import('./lib/install.mjs');
await ensureInstalled();
const stages = await import('./lib/stages.mjs');
const { report, summary } = await import('./lib/report-stages.mjs');

// Cheap stages two at a time, then those that want the machine to themselves: they measure, or use every core.
const { types, lint, format, build, unused, budget, unit, browser } = stages;
const cheap = await together(2, [types, lint, format, build, unused]);
const built = cheap.get(build)?.failed === 0;
const outcomes = [
  ...cheap.values(),
  await report(built ? budget : withoutBuild(budget)),
  await report(unit),
  await report(built ? browser : withoutBuild(browser)),
];

const { line, failed } = summary(outcomes);
console.log(line);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {number} width
 * @param {Stage[]} waiting
 */
async function together(width, waiting) {
  /** @type {Map<Stage, Outcome>} */
  const done = new Map();
  const lane = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift())
      done.set(stage, await report(stage));
  };
  await Promise.all(Array.from({ length: width }, lane));
  return done;
}

/**
 * A stage that could not be run because the build failed; it fails too.
 *
 * @param {Stage} stage
 * @returns {Stage}
 */
function withoutBuild({ name }) {
  const outcome = { passed: 0, failed: 1, skipped: 0, output: 'Not run: there is no build to test.' };
  return { name, run: () => Promise.resolve(outcome) };
}
