import { OPERATIONS, type Operation } from '@skep/isa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../src/index.ts';
import { modelResult, modelTaken } from './support/model.ts';
import { int32, uint64 } from './support/numbers.ts';
import { machineOf, objectOf, type Row } from './support/program.ts';

const ARITHMETIC = OPERATIONS.filter((operation) => modelResult(operation, 0n, 0n) !== undefined);
const JUMPS = OPERATIONS.filter((operation) => modelTaken(operation, 0n, 0n) !== undefined);
const IMMEDIATES = [
  0,
  1,
  2,
  7,
  31,
  32,
  33,
  63,
  64,
  -1,
  -2,
  0x7fffffff,
  -0x80000000,
  ...fc.sample(int32, { numRuns: 30, seed: 1 }),
];

const named = (operations: readonly Operation[]) => operations.map((operation) => [operation.name, operation] as const);
const takesImmediate = ({ fields }: Operation): boolean => fields.imm === 'value';
const row = ({ name, select }: Operation, operands: Partial<Row>): Row => ({
  op: name,
  off: select.off ?? 0,
  imm: select.imm ?? 0,
  ...operands,
});

/** Executes one instruction after another, each on a new r1; `check` sees the machine behind it. */
function eachRow(
  rows: readonly Row[],
  values: readonly bigint[],
  check: (machine: Machine, index: number) => void,
): void {
  const machine = machineOf(objectOf([[...rows, { op: 'Exit' }, { op: 'Exit' }]]));
  values.forEach((value, index) => {
    machine.registers[1] = value;
    machine.stepIn();
    check(machine, index);
  });
}

describe('arithmetic agrees with a model of RFC 9669', () => {
  it.each(named(ARITHMETIC.filter(takesImmediate)))('%s', (_name, operation) => {
    const rows = IMMEDIATES.map((imm) => row(operation, { dst: 1, imm }));
    const values = fc.array(uint64, { minLength: rows.length, maxLength: rows.length });
    fc.assert(
      fc.property(values, (as) => {
        eachRow(rows, as, (machine, index) => {
          const imm = BigInt.asUintN(64, BigInt(IMMEDIATES[index]!));
          expect(machine.registers[1]).toBe(modelResult(operation, as[index]!, imm));
        });
      }),
      { numRuns: 6 },
    );
  });

  it.each(named(ARITHMETIC.filter((operation) => !takesImmediate(operation))))('%s', (_name, operation) => {
    const machine = machineOf(
      objectOf([[row(operation, { dst: 1, src: operation.fields.src === 'read' ? 2 : 0 }), { op: 'Exit' }]]),
    );
    fc.assert(
      fc.property(uint64, uint64, (a, b) => {
        machine.again();
        machine.registers[1] = a;
        machine.registers[2] = b;
        machine.stepIn();
        expect(machine.registers[1]).toBe(modelResult(operation, a, b));
        expect(machine.registers[2]).toBe(b);
      }),
      { numRuns: 200 },
    );
  });

  const withItself = ARITHMETIC.filter(({ fields }) => fields.src === 'read');
  it.each(named(withItself))('%s of a register with itself', (_name, operation) => {
    const machine = machineOf(objectOf([[row(operation, { dst: 3, src: 3 }), { op: 'Exit' }]]));
    fc.assert(
      fc.property(uint64, (a) => {
        machine.again();
        machine.registers[3] = a;
        machine.stepIn();
        expect(machine.registers[3]).toBe(modelResult(operation, a, a));
      }),
    );
  });
});

describe('conditional jumps agree with a model of RFC 9669', () => {
  it.each(named(JUMPS.filter((operation) => !takesImmediate(operation))))('%s', (_name, operation) => {
    const machine = machineOf(objectOf([[row(operation, { dst: 1, src: 2, off: 1 }), { op: 'Exit' }, { op: 'Exit' }]]));
    const near = uint64.chain((a) => fc.tuple(fc.constant(a), fc.oneof(fc.constant(a), uint64)));
    fc.assert(
      fc.property(near, ([a, b]) => {
        machine.again();
        machine.registers[1] = a;
        machine.registers[2] = b;
        machine.stepIn();
        expect(machine.pc).toBe(modelTaken(operation, a, b) ? 2 : 1);
      }),
      { numRuns: 200 },
    );
  });

  it.each(named(JUMPS.filter(takesImmediate)))('%s', (_name, operation) => {
    const machines = IMMEDIATES.map((imm) =>
      machineOf(objectOf([[row(operation, { dst: 1, imm, off: 1 }), { op: 'Exit' }, { op: 'Exit' }]])),
    );
    fc.assert(
      fc.property(fc.nat(IMMEDIATES.length - 1), fc.oneof(uint64, fc.constantFrom(...IMMEDIATES)), (index, given) => {
        const a = BigInt.asUintN(64, BigInt(given));
        const machine = machines[index]!;
        machine.again();
        machine.registers[1] = a;
        machine.stepIn();
        const imm = BigInt.asUintN(64, BigInt(IMMEDIATES[index]!));
        expect(machine.pc).toBe(modelTaken(operation, a, imm) ? 2 : 1);
      }),
      { numRuns: 200 },
    );
  });
});
