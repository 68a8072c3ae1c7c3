import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesOf } from './all-cases.ts';
import { type HelperOutcome, runCase } from './helper-case.ts';
import { encodeSlots } from './slots.ts';

interface Answer {
  readonly family: string;
  readonly seed: number;
  readonly cases: number;
  readonly index: number;
  readonly outcome: HelperOutcome | string;
}

// Written by scripts/record-kernel-answers.mjs.
const answers = readFileSync(new URL('./kernel-answers.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

const cases = answers.map(({ family, seed, cases: count, index, outcome }) => ({
  one: casesOf(family, seed, count)[index]!,
  outcome,
}));

describe('helpers do what those of Linux 6.12 did', () => {
  it.each(cases)('$one.name', ({ one, outcome }) => {
    expect(runCase(one, encodeSlots(one.slots))).toEqual(outcome);
  });
});
