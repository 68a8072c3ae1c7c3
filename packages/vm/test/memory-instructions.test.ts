import { OPERATIONS, type Operation } from '@skep/isa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../src/index.ts';
import { uint64 } from './support/numbers.ts';
import { machineOf, objectOf, packetEvent, type Row } from './support/program.ts';

const named = (operations: readonly Operation[]) => operations.map((operation) => [operation.name, operation] as const);
const ofKind = (...kinds: readonly Operation['form']['kind'][]) =>
  OPERATIONS.filter(({ form }) => kinds.includes(form.kind));

/** Sixteen bytes of the stack, as one number, little endian. */
const STACK_ADDRESS = 0x8400 - 16;
const read128 = ({ memory }: Machine): bigint => memory.get64(STACK_ADDRESS) | (memory.get64(STACK_ADDRESS + 8) << 64n);

/** A machine whose one instruction is `op` with its memory operand at r10 - 16 + offset; r1 is the other register. */
function machineFor(op: Operation, offset: number, imm = 0): Machine {
  const addressed = op.form.kind === 'load' || op.form.kind === 'load-acquire' ? 'src' : 'dst';
  const row: Row = {
    op: op.name,
    dst: addressed === 'dst' ? 10 : 1,
    src: addressed === 'src' ? 10 : op.fields.src === 'zero' ? 0 : 1,
    off: offset - 16,
    imm: op.fields.imm === 'value' ? imm : (op.select.imm ?? 0),
  };
  return machineOf(objectOf([[row, { op: 'Exit' }]]));
}

function prepare(machine: Machine, low: bigint, high: bigint, registers: readonly bigint[]): void {
  machine.again();
  machine.memory.set64(STACK_ADDRESS, low);
  machine.memory.set64(STACK_ADDRESS + 8, high);
  registers.forEach((value, index) => {
    machine.registers[index] = value;
  });
  machine.stepIn();
}

describe('loads', () => {
  it.each(named(ofKind('load', 'load-acquire')))('%s', (_name, op) => {
    const bits = 'bits' in op.form ? op.form.bits : 64;
    const signed = op.form.kind === 'load' && op.form.signed;
    for (const offset of op.form.kind === 'load' ? [0, 1, 3, 7, 8] : [0, 8]) {
      const machine = machineFor(op, offset);
      fc.assert(
        fc.property(uint64, uint64, uint64, (low, high, before) => {
          prepare(machine, low, high, [0n, before]);
          const value = ((low | (high << 64n)) >> BigInt(8 * offset)) & ((1n << BigInt(bits)) - 1n);
          expect(machine.registers[1]).toBe(signed ? BigInt.asUintN(64, BigInt.asIntN(bits, value)) : value);
        }),
        { numRuns: 50 },
      );
    }
  });
});

describe('stores', () => {
  it.each(named(ofKind('store', 'store-release')))('%s', (_name, op) => {
    const bits = 'bits' in op.form ? op.form.bits : 64;
    const mask = (1n << BigInt(bits)) - 1n;
    for (const offset of op.form.kind === 'store' ? [0, 1, 3, 7, 8] : [0, 8]) {
      for (const imm of op.fields.imm === 'value' ? [0, 1, -1, 0x12345678, -0x80000000] : [0]) {
        const machine = machineFor(op, offset, imm);
        fc.assert(
          fc.property(uint64, uint64, uint64, (low, high, value) => {
            prepare(machine, low, high, [0n, value]);
            const stored = (op.fields.imm === 'value' ? BigInt.asUintN(64, BigInt(imm)) : value) & mask;
            const at = BigInt(8 * offset);
            expect(read128(machine)).toBe(((low | (high << 64n)) & ~(mask << at)) | (stored << at));
          }),
          { numRuns: 20 },
        );
      }
    }
  });
});

describe('atomics', () => {
  const MODIFY: Record<string, (old: bigint, operand: bigint) => bigint> = {
    Add: (old, operand) => old + operand,
    Or: (old, operand) => old | operand,
    And: (old, operand) => old & operand,
    Xor: (old, operand) => old ^ operand,
    Xchg: (_old, operand) => operand,
  };

  it.each(named(ofKind('atomic')))('%s', (_name, op) => {
    if (op.form.kind !== 'atomic') return;
    const { bits, code, fetch } = op.form;
    const machine = machineFor(op, 8);
    const near = uint64.chain((old) => fc.tuple(fc.constant(old), fc.oneof(fc.constant(old), uint64)));
    fc.assert(
      fc.property(near, uint64, ([high, r0], operand) => {
        prepare(machine, 7n, high, [r0, operand]);
        const old = BigInt.asUintN(bits, high);
        const equal = old === BigInt.asUintN(bits, r0);
        const given = BigInt.asUintN(bits, operand);
        const stored = code === 'Cmpxchg' ? (equal ? given : old) : BigInt.asUintN(bits, MODIFY[code]!(old, given));
        expect(machine.memory.get64(STACK_ADDRESS + 8)).toBe(high - old + stored);
        expect(machine.registers[0]).toBe(code === 'Cmpxchg' ? old : r0);
        expect(machine.registers[1]).toBe(fetch && code !== 'Cmpxchg' ? old : operand);
      }),
      { numRuns: 300 },
    );
  });
});

describe('packet loads', () => {
  const data = Uint8Array.from({ length: 54 }, (_, index) => index + 100);
  data.set([8, 6], 12);
  /** r0, or undefined when the program was ended by the load. */
  function loaded(op: 'Abs' | 'Ind', size: 8 | 16 | 32, imm: number, index = 0): bigint | undefined {
    const rows: Row[] = [
      { op: 'Mov64Reg', dst: 6, src: 1 },
      { op: 'Mov64Imm', dst: 7, imm: index },
      { op: `Load${op}${size}`, src: op === 'Ind' ? 7 : 0, imm },
      { op: 'Mov64Imm', dst: 9, imm: 1 },
      { op: 'Exit' },
    ];
    const machine = machineOf(objectOf([rows], { type: 'socket_filter' }));
    expect(machine.begin(packetEvent(data)).ok).toBe(true);
    const stop = machine.run(100);
    if (stop?.reason !== 'exited') throw new Error(JSON.stringify(stop));
    if (machine.registers[9] === 0n) expect([stop.r0, machine.pc]).toEqual([0n, 2]);
    return machine.registers[9] === 1n ? stop.r0 : undefined;
  }
  const bigEndian = (at: number, size: number): bigint =>
    data.slice(at, at + size / 8).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

  it.each([
    [0, 14],
    [20, 34],
    [39, 53],
    [-0x100000, 14],
    [-0x100000 + 9, 23],
    [-0x200000, 0],
    [-0x200000 + 12, 12],
  ])('at %i: byte %i of the frame', (offset, at) => {
    for (const size of [8, 16, 32] as const) {
      const expected = at + size / 8 <= data.length ? bigEndian(at, size) : undefined;
      expect(loaded('Abs', size, offset)).toBe(expected);
      expect(loaded('Ind', size, offset - 5, 5)).toBe(expected);
    }
  });
  it.each([40, 54, 0x7fffffff, -1, -0x1000, -0x100001, -0x200001 - 255, -0x80000000])('at %i: nothing', (offset) => {
    for (const size of [8, 16, 32] as const) expect(loaded('Abs', size, offset)).toBeUndefined();
  });
  it('end only the function that they are in', () => {
    const rows: Row[] = [
      { op: 'Mov64Reg', dst: 6, src: 1 },
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Add64Imm', dst: 0, imm: 9 },
      { op: 'Exit' },
      { op: 'LoadAbs8', imm: 1000, label: 'f' },
      { op: 'Mov64Imm', dst: 0, imm: 7 },
      { op: 'Exit' },
    ];
    const machine = machineOf(objectOf([rows], { type: 'socket_filter' }));
    machine.begin(packetEvent(data));
    expect(machine.run(100)).toEqual({ reason: 'exited', r0: 9n });
  });
});
