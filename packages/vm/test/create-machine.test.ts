import type { BpfObject, MapDefinition } from '@skep/abi';
import { describe, expect, it } from 'vitest';
import { createMachine, type MachineOptions } from '../src/index.ts';
import { OPTIONS, objectOf, type Row } from './support/program.ts';

const EXIT: readonly Row[] = [{ op: 'Exit' }];
const ARRAY: MapDefinition = { name: 'a', type: 'array', keySize: 4, valueSize: 8, maxEntries: 2, flags: 0 };
const zero = new Uint8Array(4);

function problems(object: BpfObject, options: Partial<MachineOptions> = {}): readonly (readonly string[])[] {
  const made = createMachine(object, { ...OPTIONS, ...options });
  return made.ok ? [] : made.error.map(({ code, message }) => [code, message]);
}

describe('createMachine refuses', () => {
  it('an object without a program', () => {
    expect(problems(objectOf([]))).toEqual([['vm/no-program', 'The object has no program.']]);
  });
  it('an unknown entry', () => {
    expect(problems(objectOf([EXIT]), { entry: 'p1' })).toEqual([
      ['vm/no-such-program', 'The object has no program called p1; it has p0.'],
    ]);
  });
  it('options without sense, all at once', () => {
    expect(
      problems(objectOf([EXIT]), { cpus: 0, budget: -1, memoryLimit: Number.NaN }).map(([, text]) => text),
    ).toEqual([
      'A machine has 1 to 1024 CPUs, not 0.',
      'The instruction budget must not be negative, but is -1.',
      'The memory limit must not be negative, but is NaN.',
    ]);
  });
  it('a program that does not validate', () => {
    expect(problems(objectOf([[{ op: 'Ja', off: 5 }], EXIT])).map(([code]) => code)).toEqual(['isa/jump-out-of-range']);
  });
  it('immediates that stand for nothing', () => {
    const rows: Row[] = [
      { op: 'LoadMapFd', dst: 1, src: 1, imm: 3 },
      { op: 'LoadMapValue', dst: 1, src: 2, imm: 0, nextImm: 16 },
      { op: 'Exit' },
    ];
    expect(problems(objectOf([rows], { maps: [ARRAY] }))).toEqual([
      ['vm/no-such-map', "Instruction 0 refers to map 3, but the object's maps are 0 to 0."],
      [
        'vm/no-direct-value',
        'Instruction 2 takes the address of byte 16 of the value of a, which has no such byte: only array maps with one element, and only bytes of their value, can be named so.',
      ],
    ]);
  });
  it('maps that need too much memory', () => {
    const big: MapDefinition = { ...ARRAY, name: 'big', maxEntries: 1_000_000 };
    const [[code, message] = []] = problems(objectOf([EXIT], { maps: [ARRAY, big] }), { memoryLimit: 1e6 });
    expect(code).toBe('vm/memory-limit');
    expect(message).toContain('but only 1.0 MB are allowed. The largest map is big: lower its max_entries.');
  });
  it.each([
    [{ key: new Uint8Array(3), value: new Uint8Array(8) }, 'its key has 3 bytes instead of 4'],
    [{ key: zero, value: new Uint8Array(4) }, 'its value has 4 bytes instead of 8'],
    [{ key: Uint8Array.of(9, 0, 0, 0), value: new Uint8Array(8) }, 'Linux would answer E2BIG'],
  ])('an initial entry that does not fit', (entry, reason) => {
    expect(problems(objectOf([EXIT], { maps: [{ ...ARRAY, initial: [entry] }] }))).toEqual([
      ['vm/bad-initial-entry', `Initial entry 0 of map a cannot be set: ${reason}.`],
    ]);
  });
  it('a program array with an unknown program', () => {
    const initial = [{ key: zero, value: { program: 'p7' } }];
    const map: MapDefinition = { ...ARRAY, type: 'prog_array', valueSize: 4, initial };
    expect(problems(objectOf([EXIT], { maps: [map] }))).toEqual([
      ['vm/bad-initial-entry', 'Initial entry 0 of map a (program p7) cannot be set: the object has no such program.'],
    ]);
  });
});

it('puts initial entries into maps, a value for every CPU or one for each', () => {
  const value = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const two = Uint8Array.from({ length: 16 }, (_, index) => index);
  const perCpu = { ...ARRAY, name: 'p', type: 'percpu_array' } as const;
  const maps: MapDefinition[] = [
    { ...ARRAY, initial: [{ key: zero, value }] },
    { ...perCpu, initial: [{ key: zero, value }] },
    { ...perCpu, initial: [{ key: zero, value: two }] },
  ];
  const made = createMachine(objectOf([EXIT], { maps }), OPTIONS);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const values = made.value.maps.map((map) => {
    const found = map.lookup(zero);
    return found.ok && found.value.map((bytes) => [...bytes]);
  });
  expect(values).toEqual([[[...value]], [[...value], [...value]], [[...two.slice(0, 8)], [...two.slice(8)]]]);
});
