import type { Operation } from './table.ts';

/** Bytes in a slot. A program is a sequence of slots; `pc` counts slots, as in the verifier's log. */
export const SLOT_BYTES = 8;

/** The fields of one 8-byte slot as they stand (RFC 9669 section 3), whatever they may mean. */
export interface Slot {
  readonly opcode: number;
  /** 0 to 15; only 0 to 10 name registers. */
  readonly dst: number;
  readonly src: number;
  /** Signed 16 bits. */
  readonly off: number;
  /** Signed 32 bits. */
  readonly imm: number;
}

/** A decoded instruction. */
export interface Instruction {
  /** The slot it starts at. */
  readonly pc: number;
  readonly op: Operation;
  readonly dst: number;
  readonly src: number;
  readonly off: number;
  readonly imm: number;
  /** The second slot's `imm` of a two-slot instruction (signed 32 bits); 0 for all others. */
  readonly nextImm: number;
}

/** The 64-bit immediate of a two-slot instruction, unsigned. */
export function imm64(instruction: Pick<Instruction, 'imm' | 'nextImm'>): bigint {
  return (BigInt(instruction.nextImm >>> 0) << 32n) | BigInt(instruction.imm >>> 0);
}

/** The slot a jump or a local call goes to when taken; `undefined` for every other instruction. */
export function jumpTarget(instruction: Instruction): number | undefined {
  const { fields } = instruction.op;
  if (fields.off === 'jump') return instruction.pc + 1 + instruction.off;
  if (fields.imm === 'jump') return instruction.pc + 1 + instruction.imm;
  return undefined;
}

/** The slot of the function whose address the instruction loads; `undefined` for every other instruction. */
export function loadedFunction(instruction: Instruction): number | undefined {
  return instruction.op.name === 'LoadFunc' ? instruction.pc + 1 + instruction.imm : undefined;
}

/** The slot after the instruction. */
export function nextPc(instruction: Instruction): number {
  return instruction.pc + instruction.op.slots;
}
