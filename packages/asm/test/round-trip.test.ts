import type { BpfObject } from '@skep/abi';
import { bytesToHex } from '@skep/base';
import { encode, type Instruction, OPERATIONS } from '@skep/isa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble, disassemble, format, formatInstruction, SYNTAXES, type Syntax } from '../src/index.ts';
import { code, instructionOf, object } from './arbitrary.ts';

const hex = (instruction: Instruction): string => bytesToHex(encode([instruction]));

/** The bytes of a text, or what is wrong with it. */
function assembled(text: string, syntax: Syntax): string {
  const { object, diagnostics } = assemble(text, { syntax });
  return object === undefined ? JSON.stringify(diagnostics) : bytesToHex(object.programs[0]!.code);
}

describe.each(SYNTAXES)('in the %s syntax', (syntax) => {
  it.each(OPERATIONS.map(({ name }) => name))('%s assembles back', (name) => {
    const op = OPERATIONS.find((candidate) => candidate.name === name)!;
    fc.assert(
      fc.property(instructionOf(op), (instruction) => {
        expect(assembled(formatInstruction(instruction, { syntax }), syntax)).toBe(hex(instruction));
      }),
      { numRuns: 60 },
    );
  });

  it('a listing of any slots assembles back', () => {
    fc.assert(
      fc.property(code, (bytes) => {
        const text = disassemble(bytes, { syntax }).map((line) => line.text);
        expect(assembled(text.join('\n'), syntax)).toBe(bytesToHex(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('a whole object assembles back, detecting the syntax', () => {
    fc.assert(
      fc.property(object, (found) => {
        const text = format(found, { syntax });
        const { object: again, diagnostics } = assemble(text, { syntax });
        expect(again, `${text}\n${JSON.stringify(diagnostics)}`).toBeDefined();
        expect(essence(again!)).toEqual(essence(found));
        expect(format(again!, { syntax })).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

/** What an object does; names may have been made unique. */
function essence({ programs, maps, license }: BpfObject): unknown {
  return {
    license,
    programs: programs.map((program) => ({ type: program.type, code: bytesToHex(program.code) })),
    maps: maps.map(({ type, keySize, valueSize, maxEntries, flags, initial, keyFormat, valueFormat }) => ({
      ...{ type, keySize, valueSize, maxEntries, flags },
      ...{ keyFormat: keySize > 0 ? keyFormat : undefined, valueFormat: valueSize > 0 ? valueFormat : undefined },
      initial: initial?.map(({ key, value }) => [bytesToHex(key), 'program' in value ? value : bytesToHex(value)]),
    })),
  };
}
