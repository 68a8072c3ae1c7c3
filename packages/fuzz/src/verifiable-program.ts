import type { MapDefinition } from '@skep/abi';
import { BINARY_ALU, type BinaryAluName, CONDITIONS, type OperationName } from '@skep/isa';
import { ProgramBuilder } from './program-builder.ts';
import { interestingImmediate, Random } from './random.ts';

/** A random program with the maps that it uses and a packet to run it on. */
export interface RandomProgram {
  readonly code: Uint8Array<ArrayBuffer>;
  readonly maps: readonly MapDefinition[];
  readonly packet: Uint8Array<ArrayBuffer>;
}

const MAPS: readonly MapDefinition[] = [
  { name: 'counts', type: 'array', keySize: 4, valueSize: 16, maxEntries: 4, flags: 0 },
  { name: 'flows', type: 'hash', keySize: 8, valueSize: 24, maxEntries: 3, flags: 0 },
  { name: 'percpu', type: 'percpu_array', keySize: 4, valueSize: 8, maxEntries: 2, flags: 0 },
];

const HELPER = { lookup: 1, update: 2, delete: 3 };
const SCALARS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const CALLER_SAVED = [1, 2, 3, 4, 5];
/** Stack bytes that programs use for scalars, and below them room for keys and values of map calls. */
const SCRATCH_BYTES = 64;
const KEY_OFFSET = -96;
const VALUE_OFFSET = -128;
const SIZES = [8, 16, 32, 64] as const;
const MOST_DEPTH = 3;

/**
 * Writes programs that Linux accepts: registers always hold scalars between statements, stack slots are initialised
 * before anything else, jumps go forwards, and map values are touched only after their null check.
 */
class Writer {
  readonly #random: Random;
  readonly #builder = new ProgramBuilder();

  constructor(random: Random) {
    this.#random = random;
  }

  program(statements: number): Uint8Array<ArrayBuffer> {
    for (const register of SCALARS) this.#scalar(register);
    for (let off = 8; off <= SCRATCH_BYTES; off += 8)
      this.#builder.emit('Store64Reg', { dst: 10, src: off / 8, off: -off });
    this.#statements(statements, 0);
    this.#fold();
    this.#builder.emit('Exit');
    return this.#builder.bytes();
  }

  /** Mixes all registers and the stack into r0, so that a difference anywhere shows. */
  #fold(): void {
    const builder = this.#builder;
    for (let register = 1; register <= 9; register++) {
      builder.emit('Mul64Imm', { dst: 0, imm: 31 });
      builder.emit('Add64Reg', { dst: 0, src: register });
    }
    for (let off = 8; off <= SCRATCH_BYTES; off += 8) {
      builder.emit('Load64', { dst: 1, src: 10, off: -off });
      builder.emit('Mul64Imm', { dst: 0, imm: 31 });
      builder.emit('Xor64Reg', { dst: 0, src: 1 });
    }
    builder.emit('Mov64Reg', { dst: 1, src: 0 });
    builder.emit('Rsh64Imm', { dst: 1, imm: 32 });
    builder.emit('Xor64Reg', { dst: 0, src: 1 });
  }

  #statements(count: number, depth: number): void {
    for (let i = 0; i < count; i++) this.#statement(depth);
  }

  #statement(depth: number): void {
    const roll = this.#random.below(20);
    if (roll < 9) this.#arithmetic();
    else if (roll < 11) this.#unary();
    else if (roll < 13) this.#stack();
    else if (roll < 14) this.#stackAtomic();
    else if (roll < 17 && depth < MOST_DEPTH) this.#branch(depth);
    else if (roll < 19) this.#lookup();
    else this.#updateOrDelete();
  }

  #scalar(register: number): void {
    if (this.#random.chance(1, 3)) {
      this.#builder.emit('Mov64Imm', { dst: register, imm: interestingImmediate(this.#random) });
    } else {
      const [imm, nextImm] = [interestingImmediate(this.#random), interestingImmediate(this.#random)];
      this.#builder.emit('LoadImm64', { dst: register, imm, nextImm });
    }
  }

  #arithmetic(): void {
    const random = this.#random;
    const code = random.pick(BINARY_ALU);
    const bits = random.pick([32, 64] as const);
    const dst = random.pick(SCALARS);
    if (random.chance(1, 2)) this.#builder.emit(`${code}${bits}Reg`, { dst, src: random.pick(SCALARS) });
    else this.#builder.emit(`${code}${bits}Imm`, { dst, imm: this.#legalImmediate(code, bits) });
  }

  /** Linux rejects immediate divisors of 0 and immediate shifts of the width or more. */
  #legalImmediate(code: BinaryAluName, bits: 32 | 64): number {
    const imm = interestingImmediate(this.#random);
    if (code === 'Lsh' || code === 'Rsh' || code === 'Arsh') return (imm >>> 0) % bits;
    const divides = code === 'Div' || code === 'Mod' || code === 'SDiv' || code === 'SMod';
    return divides && imm === 0 ? 3 : imm;
  }

  #unary(): void {
    const dst = this.#random.pick(SCALARS);
    const src = this.#random.pick(SCALARS);
    const moves: OperationName[] = ['MovSX8To32', 'MovSX16To32', 'MovSX8To64', 'MovSX16To64', 'MovSX32To64'];
    const others: OperationName[] = ['Neg32', 'Neg64'];
    for (const order of ['ToLe', 'ToBe', 'Bswap'] as const) {
      for (const bits of ['16', '32', '64'] as const) others.push(`${order}${bits}`);
    }
    if (this.#random.chance(1, 3)) this.#builder.emit(this.#random.pick(moves), { dst, src });
    else this.#builder.emit(this.#random.pick(others), { dst });
  }

  #stack(): void {
    const random = this.#random;
    const bits = random.pick(SIZES);
    const off = -(1 + random.below(SCRATCH_BYTES / (bits / 8))) * (bits / 8);
    const register = random.pick(SCALARS);
    const roll = random.below(4);
    if (roll === 0) this.#builder.emit(`Store${bits}Reg`, { dst: 10, src: register, off });
    else if (roll === 1) this.#builder.emit(`Store${bits}Imm`, { dst: 10, imm: interestingImmediate(random), off });
    else if (roll === 2 && bits !== 64) this.#builder.emit(`LoadSX${bits}`, { dst: register, src: 10, off });
    else this.#builder.emit(`Load${bits}`, { dst: register, src: 10, off });
  }

  #stackAtomic(): void {
    const bits = this.#random.pick([32, 64] as const);
    const off = -(1 + this.#random.below(SCRATCH_BYTES / (bits / 8))) * (bits / 8);
    this.#atomic(10, off, bits);
  }

  #atomic(dst: number, off: number, bits: 32 | 64): void {
    const random = this.#random;
    const src = random.pick(dst === 0 ? SCALARS.filter((register) => register !== 0) : SCALARS);
    const name = random.pick([
      `AtomicAdd${bits}`,
      `AtomicOr${bits}`,
      `AtomicAnd${bits}`,
      `AtomicXor${bits}`,
      `AtomicFetchAdd${bits}`,
      `AtomicFetchOr${bits}`,
      `AtomicFetchAnd${bits}`,
      `AtomicFetchXor${bits}`,
      `AtomicXchg${bits}`,
      ...(dst === 0 ? [] : ([`AtomicCmpxchg${bits}`] as const)),
    ] as const);
    this.#builder.emit(name, { dst, src, off });
  }

  #branch(depth: number): void {
    const random = this.#random;
    const builder = this.#builder;
    const bits = random.pick([32, 64] as const);
    const code = random.pick(CONDITIONS);
    const dst = random.pick(SCALARS);
    const otherwise = builder.label();
    if (random.chance(1, 2)) builder.jump(`${code}${bits}Imm`, otherwise, { dst, imm: interestingImmediate(random) });
    else builder.jump(`${code}${bits}Reg`, otherwise, { dst, src: random.pick(SCALARS) });
    this.#statements(1 + random.below(4), depth + 1);
    if (random.chance(1, 2)) {
      const end = builder.label();
      builder.jump(random.chance(1, 2) ? 'Ja' : 'Ja32', end);
      builder.place(otherwise);
      this.#statements(1 + random.below(4), depth + 1);
      builder.place(end);
    } else {
      builder.place(otherwise);
    }
  }

  /** r1 = map, r2 = key on the stack; keys of the array run past its end at times. */
  #mapAndKey(map: number): void {
    const builder = this.#builder;
    if (MAPS[map]!.keySize === 4) {
      builder.emit('Store32Imm', { dst: 10, off: KEY_OFFSET, imm: this.#random.below(MAPS[map]!.maxEntries + 1) });
    } else {
      builder.emit('Store64Imm', { dst: 10, off: KEY_OFFSET, imm: this.#random.below(5) });
    }
    builder.emit('Mov64Reg', { dst: 2, src: 10 });
    builder.emit('Add64Imm', { dst: 2, imm: KEY_OFFSET });
    builder.emit('LoadMapFd', { dst: 1, imm: map });
  }

  #lookup(): void {
    const random = this.#random;
    const builder = this.#builder;
    const map = random.below(MAPS.length);
    this.#mapAndKey(map);
    builder.emit('CallHelper', { imm: HELPER.lookup });
    for (const register of CALLER_SAVED) this.#scalar(register);
    const end = builder.label();
    builder.jump('Jeq64Imm', end, { dst: 0, imm: 0 });
    for (let count = 1 + random.below(3); count > 0; count--) this.#touchValue(MAPS[map]!.valueSize);
    builder.place(end);
    this.#scalar(0);
  }

  /** Accesses the map value that r0 points at. */
  #touchValue(valueSize: number): void {
    const random = this.#random;
    const register = 1 + random.below(9);
    const bits = random.pick(SIZES);
    const off = random.below(valueSize / (bits / 8)) * (bits / 8);
    const roll = random.below(5);
    if (roll === 0) this.#builder.emit(`Store${bits}Reg`, { dst: 0, src: register, off });
    else if (roll === 1) this.#builder.emit(`Store${bits}Imm`, { dst: 0, off, imm: interestingImmediate(random) });
    else if (roll === 2) this.#builder.emit(`Load${bits}`, { dst: register, src: 0, off });
    else {
      const wide = random.pick([32, 64] as const);
      this.#atomic(0, random.below(valueSize / (wide / 8)) * (wide / 8), wide);
    }
  }

  #updateOrDelete(): void {
    const random = this.#random;
    const builder = this.#builder;
    const map = random.below(MAPS.length);
    if (random.chance(1, 4)) {
      this.#mapAndKey(map);
      builder.emit('CallHelper', { imm: HELPER.delete });
    } else {
      for (let off = 0; off < MAPS[map]!.valueSize; off += 8) {
        builder.emit('Store64Reg', { dst: 10, src: random.pick(SCALARS), off: VALUE_OFFSET + off });
      }
      this.#mapAndKey(map);
      builder.emit('Mov64Reg', { dst: 3, src: 10 });
      builder.emit('Add64Imm', { dst: 3, imm: VALUE_OFFSET });
      builder.emit('Mov64Imm', { dst: 4, imm: random.below(3) });
      builder.emit('CallHelper', { imm: HELPER.update });
    }
    for (const register of CALLER_SAVED) this.#scalar(register);
  }
}

/** The program that a seed stands for. */
export function verifiableProgram(seed: number): RandomProgram {
  const random = new Random(seed);
  const packet = Uint8Array.from({ length: 64 }, () => random.below(256));
  const code = new Writer(random).program(5 + random.below(40));
  return { code, maps: MAPS, packet };
}
