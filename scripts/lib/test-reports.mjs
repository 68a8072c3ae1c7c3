/** @typedef {import('./stages.mjs').Outcome} Outcome */

/**
 * Counts the cases of vitest's JSON report; a file that did not load counts as one failed case.
 *
 * @param {any} report
 * @returns {Outcome}
 */
export function vitestCounts(report) {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const skips = new Map();
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.every((/** @type {any} */ one) => one.status !== 'failed')) {
      outcome.failed++;
    }
    for (const { status, ancestorTitles, title } of file.assertionResults) {
      if (status === 'passed') outcome.passed++;
      else if (status === 'failed') outcome.failed++;
      else {
        outcome.skipped++;
        count(skips, `${shortPath(file.name)}: ${ancestorTitles[0] || title}`);
      }
    }
  }
  return { ...outcome, skips: listed(skips) };
}

/**
 * Counts the cases of Playwright's JSON report. One that passed on a second try counts as passed and is named.
 *
 * @param {any} report
 * @returns {Outcome}
 */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const skips = new Map();
  /** @param {any} suite @param {string} file */
  const visit = (suite, file) => {
    for (const inner of suite.suites ?? []) visit(inner, file);
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) if (status === 'skipped') count(skips, `e2e/${file}: ${spec.title}`);
    }
  };
  for (const suite of report.suites) visit(suite, suite.file);
  return {
    passed: expected + flaky,
    failed: unexpected + (unexpected === 0 ? report.errors.length : 0),
    skipped,
    skips: listed(skips),
    note: flaky > 0 ? `${flaky} passed only on a second try` : undefined,
  };
}

/** @param {string} path */
const shortPath = (path) => path.replaceAll('\\', '/').replace(/^.*\/(?=(?:packages|apps|tools)\/)/, '');

/** @param {Map<string, number>} counts @param {string} name */
const count = (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** @param {Map<string, number>} counts */
const listed = (counts) => [...counts].map(([name, number]) => (number === 1 ? name : `${name} (${number})`));
