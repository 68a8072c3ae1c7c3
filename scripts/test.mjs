// Everything that has to hold. The last line is `N passed, N failed`, with `, N skipped` when there are any.
import './lib/require-node.mjs';

const { ensureInstalled } = await import('./lib/install.mjs');
await ensureInstalled();
const stages = await import('./lib/stages.mjs');
const { report, summary } = await import('./lib/report-stages.mjs');

/** Cheap stages two at a time, then those that want the machine to themselves: they measure, or use every core. */
const outcomes = [
  ...(await together(2, [stages.types, stages.lint, stages.format, stages.build, stages.unused])),
  await report(stages.budget),
  await report(stages.unit),
  await report(stages.browser),
];

const { line, failed } = summary(outcomes);
console.log(line);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {number} width
 * @param {import('./lib/stages.mjs').Stage[]} waiting
 */
async function together(width, waiting) {
  /** @type {import('./lib/stages.mjs').Outcome[]} */
  const done = [];
  const lane = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) done.push(await report(stage));
  };
  await Promise.all(Array.from({ length: width }, lane));
  return done;
}
