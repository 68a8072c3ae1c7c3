/** @typedef {import('./stages.mjs').Outcome} Outcome */

/**
 * Runs a stage and prints one line about it; its output only when something failed.
 *
 * @param {import('./stages.mjs').Stage} stage
 * @returns {Promise<Outcome>}
 */
export async function report(stage) {
  const start = Date.now();
  const outcome = await attempt(stage);
  const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const { passed, failed, skipped, note, skips = [], output = '' } = outcome;
  const counts = passed + failed + skipped === 1 ? '' : sentence(outcome);
  const remarks = [counts, note].filter(Boolean).join('; ');
  console.log(`${failed === 0 ? '✓' : '✗'} ${stage.name.padEnd(34)} ${seconds.padStart(8)}  ${remarks}`.trimEnd());
  for (const skip of skips) console.log(`    skipped: ${skip}`);
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
  return outcome;
}

/**
 * @param {import('./stages.mjs').Stage} stage
 * @returns {Promise<Outcome>}
 */
async function attempt(stage) {
  try {
    return await stage.run();
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** @param {Outcome} outcome */
const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * The last line, over all stages.
 *
 * @param {readonly Outcome[]} outcomes
 */
export function summary(outcomes) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of outcomes) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return { line: sentence(total), failed: total.failed };
}
