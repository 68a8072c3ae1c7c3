import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, OPERATIONS, readSlot, SLOT_BYTES, validate, writeSlot } from '../src/index.ts';
import { anyProgram, bytesOf, instructionOf } from './support/arbitrary.ts';

describe('encode and decode', () => {
  test.each(OPERATIONS.map((op) => [op.name, op] as const))('%s decodes to what was encoded', (_, op) => {
    fc.assert(
      fc.property(instructionOf(op), (instruction) => {
        const { instructions, diagnostics } = decode(bytesOf(instruction));
        expect(diagnostics).toEqual([]);
        expect(instructions).toEqual([{ ...instruction, pc: 0 }]);
      }),
      { numRuns: 50 },
    );
  });

  test('a program decodes to the same instructions, at the slots where they start', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        let pc = 0;
        const placed = program.map((instruction) => {
          const at = { ...instruction, pc };
          pc += instruction.op.slots;
          return at;
        });
        const code = encode(program);
        expect(code.byteLength).toBe(pc * SLOT_BYTES);
        const decoded = decode(code);
        expect(decoded.diagnostics).toEqual([]);
        expect(decoded.instructions).toEqual(placed);
        expect(encode(decoded.instructions)).toEqual(code);
      }),
    );
  });

  test('a slot written is the slot read, whatever its fields', () => {
    const slot = fc.record({
      opcode: fc.integer({ min: 0, max: 255 }),
      dst: fc.integer({ min: 0, max: 15 }),
      src: fc.integer({ min: 0, max: 15 }),
      off: fc.integer({ min: -0x8000, max: 0x7fff }),
      imm: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
    });
    fc.assert(
      fc.property(slot, (written) => {
        const code = new Uint8Array(3 * SLOT_BYTES);
        writeSlot(code, 1, written);
        expect(readSlot(code, 1)).toEqual(written);
        expect([readSlot(code, 0).opcode, readSlot(code, 2).opcode]).toEqual([0, 0]);
      }),
    );
  });

  test('code within a larger buffer is read where it lies', () => {
    const code = bytesOf({ op: OPERATIONS[0]!, dst: 3, src: 0, off: 0, imm: 7, nextImm: 0 });
    const buffer = new Uint8Array(64);
    buffer.set(code, 13);
    expect(decode(buffer.subarray(13, 13 + code.length))).toEqual(decode(code));
  });
});

describe('bytes that are no program', () => {
  test('validate answers for any bytes, and what it accepts encodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (code) => {
        const { instructions, diagnostics } = validate(code);
        const slots = Math.floor(code.length / SLOT_BYTES);
        for (const { pc } of instructions) expect(pc).toBeLessThan(slots);
        if (!diagnostics.some(({ code: name }) => name !== 'isa/jump-out-of-range' && name !== 'isa/jump-into-lddw')) {
          expect([...encode(instructions)]).toEqual([...code]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('validate answers for valid programs with a few bytes changed', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(anyProgram, fc.array(change, { minLength: 1, maxLength: 4 }), (program, changes) => {
        const code = encode(program);
        for (const [where, value] of changes) code[where % code.length] = value;
        const { instructions, diagnostics } = validate(code);
        const bad = new Set(diagnostics.map(({ position }) => (position?.kind === 'slot' ? position.pc : -1)));
        const reached = instructions.length + bad.size;
        expect(reached).toBeGreaterThan(0);
        for (const { message } of diagnostics) expect(message).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});
