import type { BpfObject, Program } from '@skep/abi';
import { assemble, disassemble } from '@skep/asm';
import { bytesToHex } from '@skep/base';
import type { Source } from './source.ts';
import type { Compilation, ListedInstruction, ListedProgram } from './view.ts';

function listProgram(object: BpfObject, program: Program, syntax: 'kernel' | 'mnemonic'): ListedProgram {
  const lines = disassemble(object, { syntax, program: program.name });
  const instructions = lines.map(({ pc, bytes, text, instruction, target }): ListedInstruction => {
    const origin = program.origins[pc];
    return {
      pc,
      bytes: bytesToHex(bytes),
      text,
      operation: instruction?.op.name ?? 'raw',
      ...(origin && { origin }),
      ...(target !== undefined && { target }),
    };
  });
  return { name: program.name, type: program.type, instructions, subprograms: program.subprograms };
}

/** Turns a source into an object and what a page shows of it. */
export function compile({ text, syntax, programType }: Source): Compilation {
  const { object, diagnostics, syntax: detected } = assemble(text, { syntax, programType });
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    programs: object?.programs.map((program) => listProgram(object, program, detected)) ?? [],
    maps: object?.maps ?? [],
    syntax: detected,
    ...(object && !isWrong && { object }),
  };
}
