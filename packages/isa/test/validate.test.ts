import { hexToBytes } from '@skep/base';
import { describe, expect, test } from 'vitest';
import { validate } from '../src/index.ts';

const EXIT = '9500000000000000';

/** Hexadecimal slots, and what is wrong with them: the code and the slot (or byte) of each diagnostic. */
interface Case {
  readonly name: string;
  readonly code: string;
  readonly problems: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'a program that is fine', code: `b700000000000000 ${EXIT}`, problems: [] },
  { name: 'nothing', code: '', problems: ['isa/empty'] },
  { name: 'half a slot', code: `${EXIT} b7000000`, problems: ['isa/cut-slot @byte 8'] },
  { name: 'less than a slot', code: 'b7', problems: ['isa/cut-slot @byte 0'] },

  { name: 'opcode 0 outside lddw', code: `0000000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'an opcode of no operation', code: `ff00000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'neg with a register operand', code: `8f00000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'goto in the register form', code: `0d00000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'exit in the 32-bit class', code: `9600000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'a sign-extending load of 64 bits', code: `9901000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  { name: 'a packet load of 64 bits', code: `3800000000000000 ${EXIT}`, problems: ['isa/unknown-opcode @0'] },
  {
    name: 'several at once',
    code: `ff00000000000000 fe00000000000000 ${EXIT}`,
    problems: ['isa/unknown-opcode @0', 'isa/unknown-opcode @1'],
  },

  { name: 'mov r0, 0 with a source register', code: `b710000000000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'mov r0, r1 with an immediate', code: `bf10000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'goto with a register', code: `0501000000000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'goto with an immediate', code: `0500000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'gotol with an offset', code: `0600010000000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'exit with an immediate', code: '9500000001000000', problems: ['isa/reserved-field @0'] },
  { name: 'a load with an immediate', code: `7911000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  {
    name: 'a store of a register with an immediate',
    code: `7b1a f8ff 01000000 ${EXIT}`,
    problems: ['isa/reserved-field @0'],
  },
  {
    name: 'a store of an immediate with a source register',
    code: `7a1a f8ff 00000000 ${EXIT}`,
    problems: ['isa/reserved-field @0'],
  },
  { name: 'if r1 == r2 with an immediate', code: `1d21000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'if r1 == 0 with a source register', code: `1521000000000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'neg with an immediate', code: `8701000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'be16 with a source register', code: `dc10000010000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'a call with a destination', code: `8501000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'a helper call with an offset', code: `8500010001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'ldabs with a source register', code: `3010000000000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  { name: 'may_goto with an immediate', code: `e500000001000000 ${EXIT}`, problems: ['isa/reserved-field @0'] },
  {
    name: 'lddw with an offset',
    code: `1800010000000000 0000000000000000 ${EXIT}`,
    problems: ['isa/reserved-field @0'],
  },
  {
    name: 'lddw of a map with an upper half',
    code: `1811000003000000 0000000005000000 ${EXIT}`,
    problems: ['isa/reserved-field @0'],
  },
  { name: 'lddw of a map’s value at an offset', code: `1821000003000000 0000000005000000 ${EXIT}`, problems: [] },

  { name: 'add with offset 1', code: `0700010000000000 ${EXIT}`, problems: ['isa/bad-off @0'] },
  { name: 'mov with offset 7', code: `bf10070000000000 ${EXIT}`, problems: ['isa/bad-off @0'] },
  { name: 'a 32-bit move that extends 32 bits', code: `bc10200000000000 ${EXIT}`, problems: ['isa/bad-off @0'] },
  { name: 'division with offset 2', code: `3f10020000000000 ${EXIT}`, problems: ['isa/bad-off @0'] },
  { name: 'bswap of 24 bits', code: `d700000018000000 ${EXIT}`, problems: ['isa/bad-imm @0'] },
  { name: 'an atomic operation that does not exist', code: `db1af8ff10000000 ${EXIT}`, problems: ['isa/bad-imm @0'] },
  { name: 'an atomic subtraction on 16 bits', code: `cb1af8ff00000000 ${EXIT}`, problems: ['isa/bad-imm @0'] },
  { name: 'an address space cast to nowhere', code: `bf10010002000000 ${EXIT}`, problems: ['isa/bad-imm @0'] },
  { name: 'a call of an unknown kind', code: `8530000001000000 ${EXIT}`, problems: ['isa/bad-src @0'] },
  { name: 'may_goto of an unknown kind', code: `e510000000000000 ${EXIT}`, problems: ['isa/bad-src @0'] },
  { name: 'lddw of an unknown kind', code: `1870000000000000 0000000000000000 ${EXIT}`, problems: ['isa/bad-src @0'] },

  { name: 'r11 as destination', code: `b70b000000000000 ${EXIT}`, problems: ['isa/bad-register @0'] },
  { name: 'r15 as source', code: `bff0000000000000 ${EXIT}`, problems: ['isa/bad-register @0'] },
  { name: 'a write to r10', code: `b70a000000000000 ${EXIT}`, problems: ['isa/frame-pointer-write @0'] },
  { name: 'r10 in arithmetic', code: `070a0000f8ffffff ${EXIT}`, problems: ['isa/frame-pointer-write @0'] },
  { name: 'an atomic fetch into r10', code: `dbaaf8ff01000000 ${EXIT}`, problems: ['isa/frame-pointer-write @0'] },
  { name: 'a store through r10', code: `7b1af8ff00000000 ${EXIT}`, problems: [] },

  { name: 'lddw cut off', code: `${EXIT} 1800000000000000`, problems: ['isa/cut-lddw @1'] },
  {
    name: 'lddw with another instruction behind it',
    code: `1800000000000000 b700000000000000 ${EXIT}`,
    problems: ['isa/bad-lddw @0'],
  },
  {
    name: 'lddw with registers in its second slot',
    code: `1800000000000000 0001000000000000 ${EXIT}`,
    problems: ['isa/bad-lddw @0'],
  },
  {
    name: 'lddw with an offset in its second slot',
    code: `1800000000000000 0000010000000000 ${EXIT}`,
    problems: ['isa/bad-lddw @0'],
  },

  { name: 'a jump beyond the end', code: `0500050000000000 ${EXIT}`, problems: ['isa/jump-out-of-range @0'] },
  { name: 'a jump just behind the end', code: `0500010000000000 ${EXIT}`, problems: ['isa/jump-out-of-range @0'] },
  { name: 'a jump before the start', code: `0500feff00000000 ${EXIT}`, problems: ['isa/jump-out-of-range @0'] },
  { name: 'a far jump beyond the end', code: `06000000ffffff7f ${EXIT}`, problems: ['isa/jump-out-of-range @0'] },
  {
    name: 'a conditional jump beyond the end',
    code: `1500640000000000 ${EXIT}`,
    problems: ['isa/jump-out-of-range @0'],
  },
  { name: 'a local call beyond the end', code: `8510000064000000 ${EXIT}`, problems: ['isa/jump-out-of-range @0'] },
  {
    name: 'the address of a function beyond the end',
    code: `1840000064000000 0000000000000000 ${EXIT}`,
    problems: ['isa/jump-out-of-range @0'],
  },
  { name: 'a jump to itself', code: `0500ffff00000000 ${EXIT}`, problems: [] },
  {
    name: 'a jump into the middle of lddw',
    code: `0500010000000000 1800000000000000 0000000000000000 ${EXIT}`,
    problems: ['isa/jump-into-lddw @0'],
  },
  {
    name: 'a jump back into the middle of lddw',
    code: `1800000000000000 0000000000000000 0500feff00000000`,
    problems: ['isa/jump-into-lddw @2'],
  },
  {
    name: 'the address of its own second slot',
    code: `1840000000000000 0000000000000000 ${EXIT}`,
    problems: ['isa/jump-into-lddw @0'],
  },
  {
    name: 'a jump to a slot that does not decode',
    code: `0500010000000000 b700000000000000 ff00000000000000 ${EXIT}`,
    problems: ['isa/unknown-opcode @2'],
  },
];

function problemsOf(code: string): string[] {
  return validate(hexToBytes(code)!).diagnostics.map(({ code: name, position }) => {
    if (position?.kind === 'slot') return `${name} @${position.pc}`;
    return position?.kind === 'byte' ? `${name} @byte ${position.offset}` : name;
  });
}

describe('validate', () => {
  test.each(CASES)('$name', ({ code, problems }) => {
    expect(problemsOf(code)).toEqual(problems);
  });

  test('shows where the lddw starts that a jump leads into', () => {
    const [problem] = validate(
      hexToBytes(CASES.find(({ name }) => name.includes('into the middle'))!.code)!,
    ).diagnostics;
    expect(problem?.message).toBe(
      'Instruction 0 (ja) refers to slot 2, the second half of the two-slot instruction at 1.',
    );
    expect(problem?.related?.map(({ position }) => position)).toEqual([{ kind: 'slot', pc: 1 }]);
  });

  test.each([
    ['b710000000000000', 'Instruction 0 (mov64) does not use src, so the field must be 0, not 1.'],
    ['b70b000000000000', 'Instruction 0 (mov64) names register r11; there are only r0 to r10.'],
    ['ff00000000000000', 'Instruction 0 has opcode 0xff, which no instruction uses.'],
    ['d700000018000000', 'Instruction 0 (opcode 0xd7, like bswap16) has imm = 24; this opcode knows only 16, 32, 64.'],
    ['0500050000000000', 'Instruction 0 (ja) refers to instruction 6, but the program has only 0 to 0.'],
  ])('%s: %s', (code, message) => {
    expect(validate(hexToBytes(code)!).diagnostics[0]?.message).toBe(message);
  });
});
