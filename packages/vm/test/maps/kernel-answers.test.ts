import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type MapOutcome, runOnMachine } from './map-case.ts';
import { randomMapCase, randomTwoCpuCase } from './random-map-case.ts';

interface Answer {
  readonly seed: number;
  readonly cpus: number;
  readonly outcome: MapOutcome;
}

// Written by scripts/record-kernel-answers.mjs.
const answers = readFileSync(new URL('./kernel-answers.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

const cases = answers.map((answer) => {
  const one = answer.cpus === 1 ? randomMapCase(answer.seed) : randomTwoCpuCase(answer.seed);
  return { ...answer, one, name: `${one.definition.type}, seed ${answer.seed}, ${answer.cpus} CPU` };
});

describe('random operations do what Linux 6.12 did', () => {
  it.each(cases)('$name', ({ one, outcome }) => {
    expect(runOnMachine(one)).toEqual(outcome);
  });
});
