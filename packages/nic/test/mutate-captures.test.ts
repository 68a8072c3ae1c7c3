import { expect, it } from 'vitest';
import { fuzzCaptures } from './mutate-captures.ts';

const MUTATIONS = 3000;

it(`${MUTATIONS} damaged captures are read or refused (scripts/fuzz-captures runs more)`, () => {
  const { opened, damaged, refused, slowestMilliseconds } = fuzzCaptures(MUTATIONS, 1);
  expect(opened + damaged + refused).toBe(MUTATIONS);
  // Each outcome occurs often, or the mutations would not reach the code that matters.
  for (const count of [opened, damaged, refused]) expect(count).toBeGreaterThan(MUTATIONS / 30);
  expect(slowestMilliseconds).toBeLessThan(1000);
});
