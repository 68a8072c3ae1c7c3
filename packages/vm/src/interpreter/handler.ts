import type { Core, Step } from './core.ts';

/** An instruction, ready for execution. Registers are given by their first word, see `RegisterFile`. */
export interface Operands {
  /** Index of the program that it belongs to. */
  readonly program: number;
  readonly pc: number;
  /** Slot of the instruction after this one. */
  readonly next: number;
  /** Slot that a taken jump or a local call goes to; otherwise `next`. */
  readonly target: number;
  readonly dst: number;
  /** The source register, or the immediate in the place of one. */
  readonly src: number;
  readonly off: number;
  readonly imm: number;
}

/** Makes the step that carries out one instruction. */
export type Handler = (core: Core, operands: Operands) => Step;

/** Rows for both kinds of second operand: an immediate is a register that nobody writes. */
export function withBothOperands<Name extends string>(
  handlers: Record<Name, Handler>,
): Record<`${Name}Imm` | `${Name}Reg`, Handler> {
  const names = Object.keys(handlers) as Name[];
  const rows = names.flatMap((name) => [
    [`${name}Imm`, handlers[name]],
    [`${name}Reg`, handlers[name]],
  ]);
  return Object.fromEntries(rows) as Record<`${Name}Imm` | `${Name}Reg`, Handler>;
}
