import type { Instruction } from './instruction.ts';

const ARGUMENTS = [1, 2, 3, 4, 5];

/**
 * Registers whose value the instruction uses. For a call these are all that it may pass (r1 to r5): how many the
 * callee takes is not part of the encoding.
 */
export function registersRead(instruction: Instruction): readonly number[] {
  const { op, dst, src } = instruction;
  const read = new Set<number>();
  if (op.fields.dst === 'read' || op.fields.dst === 'read-write') read.add(dst);
  if (op.fields.src === 'read' || op.fields.src === 'read-write') read.add(src);
  if (op.form.kind === 'call') for (const register of ARGUMENTS) read.add(register);
  if (op.form.kind === 'exit') read.add(0);
  if (op.form.kind === 'load-packet') read.add(6);
  if (op.form.kind === 'atomic' && op.form.code === 'Cmpxchg') read.add(0);
  return [...read].sort((a, b) => a - b);
}

/** Registers that the instruction writes; a call writes r0 and leaves r1 to r5 without a meaning. */
export function registersWritten(instruction: Instruction): readonly number[] {
  const { op, dst, src } = instruction;
  if (op.form.kind === 'call' || op.form.kind === 'load-packet') return [0];
  if (op.form.kind === 'atomic' && op.form.code === 'Cmpxchg') return [0];
  const written = new Set<number>();
  if (op.fields.dst === 'write' || op.fields.dst === 'read-write') written.add(dst);
  if (op.fields.src === 'read-write') written.add(src);
  return [...written];
}
