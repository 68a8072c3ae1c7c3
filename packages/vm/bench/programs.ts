import type { MapDefinition } from '@skep/abi';
import type { Row } from '../test/support/program.ts';

/** Rounds of every loop. */
export const ROUNDS = 100_000;

const exit: Row = { op: 'Exit' };
const start = (counter: number): Row => ({ op: 'Mov64Imm', dst: counter, imm: 0 });
const next = (counter: number): readonly Row[] => [
  { op: 'Add64Imm', dst: counter, imm: 1 },
  { op: 'Jne64Imm', dst: counter, imm: ROUNDS, to: 'loop' },
];

/** A 64-bit xorshift generator; r0 = the sum of its numbers. */
export const XORSHIFT: readonly Row[] = [
  start(2),
  { op: 'LoadImm64', dst: 3, imm: 0x12345678, nextImm: 0x09abcdef },
  { op: 'Mov64Reg', dst: 4, src: 3, label: 'loop' },
  { op: 'Lsh64Imm', dst: 4, imm: 13 },
  { op: 'Xor64Reg', dst: 3, src: 4 },
  { op: 'Mov64Reg', dst: 4, src: 3 },
  { op: 'Rsh64Imm', dst: 4, imm: 7 },
  { op: 'Xor64Reg', dst: 3, src: 4 },
  { op: 'Mov64Reg', dst: 4, src: 3 },
  { op: 'Lsh64Imm', dst: 4, imm: 17 },
  { op: 'Xor64Reg', dst: 3, src: 4 },
  { op: 'Add64Reg', dst: 0, src: 3 },
  ...next(2),
  exit,
];

/** A linear congruential generator and remainders; r0 = their sum. */
export const CONGRUENTIAL: readonly Row[] = [
  start(2),
  { op: 'LoadImm64', dst: 5, imm: 0x4c957f2d, nextImm: 0x5851f42d },
  { op: 'Mul64Reg', dst: 3, src: 5, label: 'loop' },
  { op: 'Add64Imm', dst: 3, imm: 12345 },
  { op: 'Mov64Reg', dst: 4, src: 3 },
  { op: 'Mod64Imm', dst: 4, imm: 1000 },
  { op: 'Add64Reg', dst: 0, src: 4 },
  ...next(2),
  exit,
];

/** Adds the bytes of 64 that r1 points at, over and over, by way of the stack. */
export const BYTE_SUM: readonly Row[] = [
  start(2),
  { op: 'Store64Imm', dst: 10, off: -8, imm: 0 },
  { op: 'Mov64Reg', dst: 3, src: 2, label: 'loop' },
  { op: 'And64Imm', dst: 3, imm: 63 },
  { op: 'Add64Reg', dst: 3, src: 1 },
  { op: 'Load8', dst: 4, src: 3 },
  { op: 'Load64', dst: 0, src: 10, off: -8 },
  { op: 'Add64Reg', dst: 0, src: 4 },
  { op: 'Store64Reg', dst: 10, src: 0, off: -8 },
  ...next(2),
  exit,
];

/** Calls a function that adds 3 to its argument. */
export const CALLS: readonly Row[] = [
  start(6),
  start(0),
  { op: 'Mov64Reg', dst: 1, src: 0, label: 'loop' },
  { op: 'CallLocal', src: 1, to: 'function' },
  ...next(6),
  exit,
  { op: 'Mov64Reg', dst: 0, src: 1, label: 'function' },
  { op: 'Add64Imm', dst: 0, imm: 3 },
  exit,
];

export const COUNTERS: MapDefinition = {
  name: 'counters',
  type: 'hash',
  keySize: 4,
  valueSize: 8,
  maxEntries: 256,
  flags: 0,
};

/** Counts in a hash map with 64 keys: looks the key up, adds 1 or puts 1 in. */
export const MAP_COUNTER: readonly Row[] = [
  start(6),
  { op: 'Mov64Reg', dst: 1, src: 6, label: 'loop' },
  { op: 'And64Imm', dst: 1, imm: 63 },
  { op: 'Store32Reg', dst: 10, src: 1, off: -4 },
  { op: 'LoadMapFd', dst: 1, src: 1 },
  { op: 'Mov64Reg', dst: 2, src: 10 },
  { op: 'Add64Imm', dst: 2, imm: -4 },
  { op: 'CallHelper', imm: 1 },
  { op: 'Jeq64Imm', dst: 0, imm: 0, to: 'absent' },
  { op: 'Mov64Imm', dst: 1, imm: 1 },
  { op: 'AtomicAdd64', dst: 0, src: 1 },
  { op: 'Ja', to: 'next' },
  { op: 'Store64Imm', dst: 10, off: -16, imm: 1, label: 'absent' },
  { op: 'LoadMapFd', dst: 1, src: 1 },
  { op: 'Mov64Reg', dst: 2, src: 10 },
  { op: 'Add64Imm', dst: 2, imm: -4 },
  { op: 'Mov64Reg', dst: 3, src: 10 },
  { op: 'Add64Imm', dst: 3, imm: -16 },
  { op: 'Mov64Imm', dst: 4, imm: 0 },
  { op: 'CallHelper', imm: 2 },
  { ...next(6)[0]!, label: 'next' },
  next(6)[1]!,
  { op: 'Mov64Imm', dst: 0, imm: 0 },
  exit,
];

/** XDP: 2 for TCP to port 80 over IPv4, else 1. Reads all of the headers that it needs, with bounds checks. */
export const PARSER: readonly Row[] = [
  { op: 'Load32', dst: 2, src: 1, off: 4 },
  { op: 'Load32', dst: 1, src: 1 },
  { op: 'Mov64Imm', dst: 0, imm: 1 },
  { op: 'Mov64Reg', dst: 3, src: 1 },
  { op: 'Add64Imm', dst: 3, imm: 14 },
  { op: 'Jgt64Reg', dst: 3, src: 2, to: 'out' },
  { op: 'Load16', dst: 4, src: 1, off: 12 },
  { op: 'ToBe16', dst: 4, imm: 16 },
  { op: 'Jne64Imm', dst: 4, imm: 0x800, to: 'out' },
  { op: 'Mov64Reg', dst: 5, src: 3 },
  { op: 'Add64Imm', dst: 5, imm: 20 },
  { op: 'Jgt64Reg', dst: 5, src: 2, to: 'out' },
  { op: 'Load8', dst: 4, src: 3, off: 9 },
  { op: 'Jne64Imm', dst: 4, imm: 6, to: 'out' },
  { op: 'Load8', dst: 4, src: 3 },
  { op: 'And64Imm', dst: 4, imm: 15 },
  { op: 'Lsh64Imm', dst: 4, imm: 2 },
  { op: 'Add64Reg', dst: 3, src: 4 },
  { op: 'Mov64Reg', dst: 5, src: 3 },
  { op: 'Add64Imm', dst: 5, imm: 20 },
  { op: 'Jgt64Reg', dst: 5, src: 2, to: 'out' },
  { op: 'Load16', dst: 4, src: 3, off: 2 },
  { op: 'ToBe16', dst: 4, imm: 16 },
  { op: 'Jne64Imm', dst: 4, imm: 80, to: 'out' },
  { op: 'Mov64Imm', dst: 0, imm: 2 },
  { ...exit, label: 'out' },
];
