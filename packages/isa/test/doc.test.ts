import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instruction, OPERATIONS, type OperationName, operation, operationDoc, pseudoCode } from '../src/index.ts';
import { instructionOf } from './support/arbitrary.ts';

const at5 = (name: OperationName, fields: Partial<Instruction> = {}): Instruction => ({
  pc: 5,
  op: operation(name),
  dst: 0,
  src: 0,
  off: 0,
  imm: 0,
  nextImm: 0,
  ...fields,
});

/** Instruction and its pseudo-code with actual operands. */
const RENDERED: readonly (readonly [Instruction, string])[] = [
  [at5('Add32Imm', { imm: 7 }), 'r0 = (u32)(r0 + 7)'],
  [at5('Add64Imm', { dst: 1, imm: -8 }), 'r1 = r1 - 8'],
  [at5('Sub64Reg', { dst: 1, src: 2 }), 'r1 = r1 - r2'],
  [at5('Mov32Imm', { imm: -1 }), 'r0 = 0xffffffff'],
  [at5('Mov64Imm', { imm: -1 }), 'r0 = -1'],
  [at5('And64Imm', { imm: -16 }), 'r0 = r0 & 0xfffffffffffffff0'],
  [at5('Div64Imm', { imm: 10 }), 'r0 = r0 / 10'],
  [at5('Div64Imm', { imm: 0 }), 'r0 = 0'],
  [at5('Mod32Imm', { imm: 0 }), 'r0 = (u32)r0'],
  [at5('Div64Reg', { dst: 3, src: 4 }), 'r3 = r4 != 0 ? r3 / r4 : 0'],
  [at5('SDiv32Reg', { dst: 3, src: 4 }), 'r3 = (u32)r4 != 0 ? (u32)((s32)r3 / (s32)r4) : 0'],
  [at5('SMod64Reg', { dst: 3, src: 4 }), 'r3 = r4 != 0 ? (s64)r3 % (s64)r4 : r3'],
  [at5('Lsh64Reg', { dst: 1, src: 2 }), 'r1 = r1 << (r2 & 63)'],
  [at5('Arsh32Reg', { dst: 1, src: 2 }), 'r1 = (u32)((s32)r1 >> (r2 & 31))'],
  [at5('Rsh32Imm', { dst: 1, imm: 33 }), 'r1 = (u32)r1 >> 1'],
  [at5('Neg32', { dst: 2 }), 'r2 = (u32)-r2'],
  [at5('MovSX8To64', { dst: 1, src: 2 }), 'r1 = (s64)(s8)r2'],
  [at5('ToBe16', { dst: 2, imm: 16 }), 'r2 = be16(r2)'],
  [at5('Ja', { off: 3 }), 'goto 9'],
  [at5('Ja32', { imm: -6 }), 'goto 0'],
  [at5('Jsgt32Imm', { dst: 3, imm: 7, off: 2 }), 'if ((s32)r3 > 7) goto 8'],
  [at5('Jgt64Imm', { dst: 3, imm: -1, off: 2 }), 'if (r3 > 0xffffffffffffffff) goto 8'],
  [at5('Jset64Imm', { dst: 3, imm: 16, off: 2 }), 'if ((r3 & 0x10) != 0) goto 8'],
  [at5('MayGoto', { off: 2 }), 'if (--iterations_left < 0) goto 8'],
  [at5('CallHelper', { imm: 1 }), 'r0 = bpf_map_lookup_elem(r1, r2, r3, r4, r5)'],
  [at5('CallHelper', { imm: 999 }), 'r0 = helper[999](r1, r2, r3, r4, r5)'],
  [at5('CallLocal', { imm: 4 }), 'r0 = sum(r1, r2, r3, r4, r5)'],
  [at5('CallLocal', { imm: 5 }), 'r0 = function[11](r1, r2, r3, r4, r5)'],
  [at5('Exit'), 'return r0'],
  [at5('LoadImm64', { imm: 0x55667788, nextImm: 0x11223344 }), 'r0 = 0x1122334455667788'],
  [at5('LoadMapFd', { dst: 1, imm: 0 }), 'r1 = map(counters)'],
  [at5('LoadMapValue', { dst: 1, imm: 3, nextImm: 8 }), 'r1 = &value_of(map(3)) + 8'],
  [at5('LoadFunc', { dst: 2, imm: 4 }), 'r2 = &sum'],
  [at5('LoadAbs16', { imm: 12 }), 'r0 = be16(*(u16 *)(packet + 12))'],
  [at5('LoadInd8', { src: 7, imm: -4 }), 'r0 = *(u8 *)(packet + r7 - 4)'],
  [at5('Load32', { dst: 0, src: 1, off: 4 }), 'r0 = *(u32 *)(r1 + 4)'],
  [at5('LoadSX16', { dst: 0, src: 1, off: -4 }), 'r0 = (s64)*(s16 *)(r1 - 4)'],
  [at5('Store8Imm', { dst: 10, off: -1, imm: -1 }), '*(u8 *)(r10 - 1) = 255'],
  [at5('Store64Imm', { dst: 10, off: -8, imm: -1 }), '*(u64 *)(r10 - 8) = -1'],
  [at5('Store16Reg', { dst: 10, off: -2, src: 3 }), '*(u16 *)(r10 - 2) = (u16)r3'],
  [at5('AtomicAdd64', { dst: 1, src: 2 }), 'atomic { *(u64 *)(r1) += r2 }'],
  [
    at5('AtomicCmpxchg64', { dst: 1, src: 2, off: 8 }),
    'atomic { old = *(u64 *)(r1 + 8); if (old == r0) *(u64 *)(r1 + 8) = r2; r0 = old }',
  ],
];

const NAMES = {
  helper: (id: number) => (id === 1 ? 'bpf_map_lookup_elem' : undefined),
  map: (index: number) => (index === 0 ? 'counters' : undefined),
  slot: (pc: number) => (pc === 10 ? 'sum' : undefined),
};

describe('operation documentation', () => {
  test.each(OPERATIONS.map((op) => [op.name, op] as const))('%s is described', (_, op) => {
    const doc = operationDoc(op);
    expect(doc.operation).toBe(op);
    expect(doc.title).toMatch(/^[A-Z]/);
    expect(doc.pseudoCode).not.toMatch(/undefined|NaN|object/);
    expect(doc.description).toMatch(/^[A-Z].*\.$/);
    expect(doc.description.length).toBeGreaterThan(20);
    expect(doc.availability).toContain(`v${op.version}`);
  });

  test('titles tell all operations apart', () => {
    expect(new Set(OPERATIONS.map((op) => operationDoc(op).title)).size).toBe(OPERATIONS.length);
  });

  test.each([
    ['Div64Reg', 'Dividing by 0 gives 0'],
    ['Mod64Reg', 'leaves the destination as it is'],
    ['SDiv64Reg', 'the least number divided by -1 stays itself'],
    ['Lsh32Reg', '(operand & 31)'],
    ['Add32Reg', 'The upper 32 bits of the destination become 0'],
    ['Add64Imm', 'sign-extended'],
    ['AtomicCmpxchg64', 'r0 always gets what the cell held before'],
    ['LoadAbs8', 'the program ends at once and returns 0'],
    ['CallReg', 'Linux rejects it'],
  ] as const)('%s mentions its edge case', (name, sentence) => {
    expect(operationDoc(operation(name)).description).toContain(sentence);
  });

  test.each(RENDERED.map(([instruction, text]) => [text, instruction] as const))('%s', (text, instruction) => {
    expect(pseudoCode(instruction, NAMES)).toBe(text);
  });

  test('every instruction renders on one line, with its own registers', () => {
    for (const op of OPERATIONS) {
      for (const instruction of fc.sample(instructionOf(op), { numRuns: 10, seed: 7 })) {
        const text = pseudoCode({ ...instruction, pc: 40 });
        expect(text, op.name).not.toMatch(/undefined|NaN|\n|\bdst\b|\bsrc\b|\bimm\b|\boffset\b/);
      }
    }
  });
});
