import { expect, test } from 'vitest';
import { judge, orphans } from '../marks.js';
import { measure, spread } from '../measure.js';

/** A clock that only work moves on. */
function machine() {
  let time = 0;
  return { now: () => time, work: (ms: number, units: number) => () => ((time += ms), units) };
}

test('a case that does twice the units in the same time has the ratio 2', async () => {
  const { now, work } = machine();
  const bench = { name: 'case', unit: 'packets', run: work(4, 20), against: { name: 'other', run: work(8, 20) } };
  const measured = await measure(bench, { rounds: 5, warmUp: 20, sample: 10, now });
  expect(measured).toEqual({
    name: 'case',
    unit: 'packets',
    rate: { median: 5000, low: 5000, high: 5000 },
    against: 'other',
    ratio: { median: 2, low: 2, high: 2 },
  });
});

test('a case alone has a rate, and work may be asynchronous', async () => {
  const { now, work } = machine();
  const run = work(1, 3);
  const measured = await measure(
    { name: 'case', unit: 'bytes', run: async () => run() },
    { rounds: 2, warmUp: 3, sample: 2, now },
  );
  expect([measured.rate.median, measured.ratio]).toEqual([3000, undefined]);
});

test('the sides take turns in going first', async () => {
  const { now, work } = machine();
  const order: string[] = [];
  const side = (name: string) => {
    const run = work(1, 1);
    return () => (order.push(name), run());
  };
  await measure(
    { name: 'case', unit: 'bytes', run: side('a'), against: { name: 'b', run: side('b') } },
    { rounds: 2, warmUp: 1, sample: 1, now },
  );
  expect(order.join('')).toBe('ab' + 'ab' + 'ba');
});

test.each([
  [[3, 1, 2], { median: 2, low: 1, high: 3 }],
  [[4, 1, 2, 3], { median: 2.5, low: 1, high: 4 }],
])('the spread of %j', (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

const measured = (ratio: number, rate = 1e7) => ({
  name: 'case',
  unit: 'instructions',
  against: 'other',
  rate: { median: rate, low: rate, high: rate },
  ratio: { median: ratio, low: ratio, high: ratio },
});

test.each([
  [undefined, measured(1), undefined],
  [{ ratioAtLeast: 2, tolerance: 0.25 }, measured(1.5), { met: true, text: 'mark met' }],
  [{ ratioAtLeast: 2, tolerance: 0.25 }, measured(1.49), { met: false, text: 'mark missed: below 1.50 ×' }],
  [{ rateAtLeast: 2e7 }, measured(1), { met: false, text: 'mark missed: below 20.0 M instructions/s' }],
  [{ ratioAtLeast: 1 }, { ...measured(1), ratio: undefined }, { met: false, text: 'mark missed: below 1.00 ×' }],
])('%j judges %j', (mark, result, verdict) => {
  expect(judge(mark, result)).toEqual(verdict);
});

test('a mark without its case is found', () => {
  expect(orphans({ 'vm/a': {}, 'vm/b': {} }, new Set(['vm/a']))).toEqual(['vm/b']);
});
