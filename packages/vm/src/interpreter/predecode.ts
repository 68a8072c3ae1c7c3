import type { Program, ProgramTypeName } from '@skep/abi';
import type { Diagnostic } from '@skep/base';
import { type Instruction, jumpTarget, nextPc, SLOT_BYTES, validate } from '@skep/isa';
import type { MachineMap } from '../maps/machine-map.ts';
import type { Core, Step } from './core.ts';
import type { Operands } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { type RegisterFile, word } from './register-file.ts';
import { wideImmediate } from './wide-immediate.ts';

/** A valid program, decoded; with the value of every immediate. */
export interface DecodedProgram {
  readonly type: ProgramTypeName;
  readonly slots: number;
  /** By slot; none for the second slot of a two-slot instruction. */
  readonly instructions: readonly (Instruction | undefined)[];
  /** By slot; what takes the place of the source register, where there is an immediate. */
  readonly immediates: readonly (bigint | undefined)[];
}

/** Decodes a program and finds what its immediates stand for, or says everything that is wrong with it. */
export function decodeProgram(
  program: Program,
  maps: readonly MachineMap[],
): { readonly decoded: DecodedProgram; readonly diagnostics: readonly Diagnostic[] } {
  const { instructions, diagnostics } = validate(program.code);
  const slots = Math.floor(program.code.length / SLOT_BYTES);
  const bySlot: (Instruction | undefined)[] = new Array(slots).fill(undefined);
  for (const instruction of instructions) bySlot[instruction.pc] = instruction;
  const problems = [...diagnostics];
  const immediates = bySlot.map((instruction) => {
    if (instruction === undefined) return undefined;
    const { op, imm } = instruction;
    if (op.form.kind !== 'load-imm64') return op.fields.imm === 'value' ? BigInt.asUintN(64, BigInt(imm)) : undefined;
    const value = wideImmediate(instruction, maps);
    if (!value.ok) problems.push(value.error);
    return value.ok ? value.value : 0n;
  });
  return { decoded: { type: program.type, slots, instructions: bySlot, immediates }, diagnostics: problems };
}

function operandsOf(
  instruction: Instruction,
  immediate: bigint | undefined,
  program: number,
  registers: RegisterFile,
): Operands {
  const next = nextPc(instruction);
  return {
    program,
    pc: instruction.pc,
    next,
    target: jumpTarget(instruction) ?? next,
    dst: word(instruction.dst),
    src: immediate === undefined ? word(instruction.src) : registers.constant(immediate),
    off: instruction.off,
    imm: instruction.imm,
  };
}

function fallOff(core: Core, pc: number): Step {
  const message = `The program runs past its last instruction (${pc - 1}): every path must end with exit.`;
  return () => core.fault('vm/fell-off-end', pc, message);
}

/** Makes the steps of a program, one a slot and one more behind the end. */
export function predecode(core: Core, { slots, instructions, immediates }: DecodedProgram, program: number): Step[] {
  const beyond = fallOff(core, slots);
  const steps = instructions.map((instruction, pc) => {
    if (instruction === undefined) return beyond;
    const operands = operandsOf(instruction, immediates[pc], program, core.registers);
    return HANDLERS[instruction.op.name](core, operands);
  });
  return [...steps, beyond];
}
