import { describe, expect, test } from 'vitest';
import {
  type Instruction,
  imm64,
  jumpTarget,
  loadedFunction,
  nextPc,
  type OperationName,
  operation,
  registersRead,
  registersWritten,
} from '../src/index.ts';

const instruction = (name: OperationName, fields: Partial<Instruction> = {}): Instruction => ({
  pc: 10,
  op: operation(name),
  dst: 1,
  src: 2,
  off: 3,
  imm: 4,
  nextImm: 0,
  ...fields,
});

/** With r1 as destination and r2 as source: registers read, registers written. */
const OPERANDS: readonly (readonly [OperationName, readonly number[], readonly number[]])[] = [
  ['Add64Imm', [1], [1]],
  ['Add64Reg', [1, 2], [1]],
  ['Mov64Imm', [], [1]],
  ['Mov32Reg', [2], [1]],
  ['Neg64', [1], [1]],
  ['ToBe16', [1], [1]],
  ['Jeq64Reg', [1, 2], []],
  ['Jeq64Imm', [1], []],
  ['Ja', [], []],
  ['MayGoto', [], []],
  ['CallHelper', [1, 2, 3, 4, 5], [0]],
  ['CallLocal', [1, 2, 3, 4, 5], [0]],
  ['CallReg', [1, 2, 3, 4, 5], [0]],
  ['Exit', [0], []],
  ['LoadImm64', [], [1]],
  ['LoadAbs32', [6], [0]],
  ['LoadInd32', [2, 6], [0]],
  ['Load64', [2], [1]],
  ['Store64Imm', [1], []],
  ['Store64Reg', [1, 2], []],
  ['AtomicAdd64', [1, 2], []],
  ['AtomicFetchAdd64', [1, 2], [2]],
  ['AtomicXchg64', [1, 2], [2]],
  ['AtomicCmpxchg64', [0, 1, 2], [0]],
  ['LoadAcquire32', [2], [1]],
  ['StoreRelease32', [1, 2], []],
];

describe('operands', () => {
  test.each(OPERANDS)('%s reads %j and writes %j', (name, read, written) => {
    expect(registersRead(instruction(name))).toEqual(read);
    expect(registersWritten(instruction(name))).toEqual(written);
  });

  test('jumps and local calls lead to a slot, other instructions nowhere', () => {
    expect(jumpTarget(instruction('Ja'))).toBe(14);
    expect(jumpTarget(instruction('Jeq64Imm', { off: -11 }))).toBe(0);
    expect(jumpTarget(instruction('Ja32'))).toBe(15);
    expect(jumpTarget(instruction('CallLocal'))).toBe(15);
    expect(jumpTarget(instruction('CallHelper'))).toBeUndefined();
    expect(jumpTarget(instruction('LoadFunc'))).toBeUndefined();
    expect(loadedFunction(instruction('LoadFunc'))).toBe(15);
    expect(loadedFunction(instruction('LoadImm64'))).toBeUndefined();
  });

  test('the next slot is behind the whole instruction', () => {
    expect(nextPc(instruction('Exit'))).toBe(11);
    expect(nextPc(instruction('LoadImm64'))).toBe(12);
  });

  test('a 64-bit immediate joins two unsigned halves', () => {
    expect(imm64({ imm: -1, nextImm: 0 })).toBe(0xffff_ffffn);
    expect(imm64({ imm: 0, nextImm: -1 })).toBe(0xffff_ffff_0000_0000n);
  });
});
