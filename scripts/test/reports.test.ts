import { describe, expect, test } from 'vitest';
import { initialFiles } from '../lib/budget.mjs';
import { summary } from '../lib/report-stages.mjs';
import { playwrightCounts, vitestCounts } from '../lib/test-reports.mjs';

const assertion = (status: string, title: string, ...ancestorTitles: string[]) => ({ status, title, ancestorTitles });

describe('counting', () => {
  test('cases, files that did not load, and what was skipped', () => {
    const report = {
      testResults: [
        {
          name: '/somewhere/packages/asm/test/a.test.ts',
          status: 'failed',
          assertionResults: [assertion('passed', 'one'), assertion('failed', 'two'), assertion('todo', 'later')],
        },
        { name: '/somewhere/packages/asm/test/broken.test.ts', status: 'failed', assertionResults: [] },
        {
          name: 'C:\\somewhere\\packages\\nic\\test\\b.test.ts',
          status: 'passed',
          assertionResults: [assertion('skipped', 'x', 'captures'), assertion('pending', 'y', 'captures', 'inner')],
        },
      ],
    };
    expect(vitestCounts(report)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 3,
      skips: ['packages/asm/test/a.test.ts: later', 'packages/nic/test/b.test.ts: captures (2)'],
    });
  });

  test('browser tests, second tries included', () => {
    const spec = { title: 'opens', tests: [{ status: 'skipped' }] };
    const report = {
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [],
      suites: [{ file: 'a.spec.ts', specs: [], suites: [{ specs: [spec] }] }],
    };
    expect(playwrightCounts(report)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      skips: ['e2e/a.spec.ts: opens'],
      note: '1 passed only on a second try',
    });
  });

  test.each([
    [
      [
        { passed: 1, failed: 0, skipped: 0 },
        { passed: 9, failed: 0, skipped: 0 },
      ],
      '10 passed, 0 failed',
      0,
    ],
    [[{ passed: 1, failed: 1, skipped: 2 }], '1 passed, 1 failed, 2 skipped', 1],
  ])('the last line of %j', (outcomes, line, failed) => {
    expect(summary(outcomes)).toEqual({ line, failed });
  });
});

test('the initial files are the entry, what it imports at once, and its workers', () => {
  const manifest = {
    'index.html': { file: 'assets/index-1.js', isEntry: true, imports: ['_shared.js'], dynamicImports: ['editor.ts'] },
    '_shared.js': { file: 'assets/shared-2.js', imports: ['index.html'] },
    'editor.ts': { file: 'assets/editor-3.js' },
  };
  const texts: Record<string, string> = {
    'assets/index-1.js': 'new Worker(new URL("worker-4.js", import.meta.url))',
    'assets/shared-2.js': '',
    'assets/worker-4.js': 'new Worker("inner-5.js")',
    'assets/inner-5.js': '',
  };
  const workers = ['assets/worker-4.js', 'assets/inner-5.js', 'assets/editor.worker-6.js'];
  expect(initialFiles(manifest, (file) => texts[file] ?? '', workers)).toEqual({
    page: ['assets/index-1.js', 'assets/shared-2.js'],
    workers: ['assets/worker-4.js', 'assets/inner-5.js'],
  });
});
