import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type HelperCase } from './helper-case.ts';
import { picker } from './number-cases.ts';
import {
  add,
  callHelper,
  copy,
  exit,
  load64,
  loadFunction,
  loadMap,
  loadValue,
  move,
  type Slots,
  stackAddress,
  store32,
  store64,
} from './slots.ts';

const SLOT_OF_LOAD = 2;
const ZERO_SEED = 64;

/** Adds what the callback sees to a running sum, and stops when a number of calls is reached. */
export function callbackCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const over = pick(['loop', 'array', 'percpu_array', 'hash', 'percpu_hash', 'lru_hash', 'lru_percpu_hash'] as const);
    const maxEntries = 1 + random(20);
    const builder = new CaseBuilder();
    const sum = builder.room(8);
    const stopAfter = random(12);
    if (over !== 'loop') builder.add(...fill(maxEntries, random));
    const before = builder.slots.length;
    const count = pick([0, 1, 5, 30, 8 * 1024 * 1024 + 1]);
    const flags = load64(4, pick([0n, 0n, 0n, 1n]));
    const first = over === 'loop' ? move(1, count) : loadMap(1, 1);
    const helper = over === 'loop' ? 'loop' : 'for_each_map_elem';
    builder.add(first, loadFunction(2, 0), stackAddress(3, 0), flags, callHelper(helper)).keep().finish();
    const callback = builder.slots.length;
    const functionLoad = before + first.length;
    builder.slots[functionLoad] = loadFunction(2, callback - functionLoad - SLOT_OF_LOAD + 1)[0]!;
    builder.add(callbackBody(over === 'loop', sum, stopAfter));
    const map = { type: over === 'loop' ? 'array' : over, keySize: 4, valueSize: 8, maxEntries } as const;
    const hashed = over.endsWith('hash');
    return builder.build(`callback ${over} ${seed}.${i}`, {
      maps: [{ ...map, flags: hashed ? ZERO_SEED : 0 }],
      callback,
    });
  });
}

function fill(maxEntries: number, random: (below: number) => number): Slots[] {
  return Array.from({ length: maxEntries }, () => [
    ...move(1, random(40)),
    ...store32(10, -4, 1),
    ...load64(1, BigInt(random(1000))),
    ...store64(10, -16, 1),
    ...loadMap(1, 1),
    ...stackAddress(2, -4),
    ...stackAddress(3, -16),
    ...move(4, 0),
    ...callHelper('map_update_elem'),
  ]);
}

/** sum = sum * 31 + what is seen (an index, or key and value); returns 1 when the sum's low bits say so. */
function callbackBody(loop: boolean, sum: number, stopAfter: number): Slots {
  const seen: Slots = loop
    ? copy(4, 1)
    : [
        [0x61, 4, 2, 0, 0],
        [0x79, 5, 3, 0, 0],
        [0x0f, 4, 5, 0, 0],
      ];
  return [
    ...seen,
    ...loadValue(1, 0, sum),
    [0x79, 2, 1, 0, 0],
    [0x27, 2, 0, 0, 31],
    [0x0f, 2, 4, 0, 0],
    ...add(2, 1),
    [0x7b, 1, 2, 0, 0],
    ...move(0, 0),
    [0x57, 2, 0, 0, 15],
    [0x55, 2, 0, 1, stopAfter],
    ...move(0, 1),
    ...exit,
  ];
}
