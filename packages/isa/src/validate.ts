import type { Diagnostic } from '@skep/base';
import { type Decoded, decode } from './decode.ts';
import { type Instruction, jumpTarget, loadedFunction, SLOT_BYTES } from './instruction.ts';

interface Layout {
  readonly slots: number;
  /** Second slots of two-slot instructions. */
  readonly seconds: ReadonlySet<number>;
}

function checkTarget(instruction: Instruction, { slots, seconds }: Layout): Diagnostic | undefined {
  const target = jumpTarget(instruction) ?? loadedFunction(instruction);
  if (target === undefined) return undefined;
  const { pc, op } = instruction;
  const position = { kind: 'slot', pc } as const;
  if (target < 0 || target >= slots) {
    return {
      code: 'isa/jump-out-of-range',
      severity: 'error',
      message: `Instruction ${pc} (${op.mnemonic}) refers to instruction ${target}, but the program has only 0 to ${slots - 1}.`,
      position,
    };
  }
  if (!seconds.has(target)) return undefined;
  return {
    code: 'isa/jump-into-lddw',
    severity: 'error',
    message: `Instruction ${pc} (${op.mnemonic}) refers to slot ${target}, the second half of the two-slot instruction at ${target - 1}.`,
    position,
    related: [{ position: { kind: 'slot', pc: target - 1 }, message: 'The two-slot instruction starts here.' }],
  };
}

/**
 * Decodes and checks what the encoding alone can tell: fields, registers, and where jumps, local calls and function
 * addresses lead. A jump to a slot that does not decode gets no diagnostic of its own.
 */
export function validate(code: Uint8Array): Decoded {
  const { instructions, diagnostics } = decode(code);
  const wide = instructions.filter(({ op }) => op.slots === 2);
  const layout = {
    slots: Math.floor(code.byteLength / SLOT_BYTES),
    seconds: new Set(wide.map(({ pc }) => pc + 1)),
  };
  const targets = instructions.map((instruction) => checkTarget(instruction, layout));
  const empty: Diagnostic[] =
    code.byteLength === 0
      ? [{ code: 'isa/empty', severity: 'error', message: 'The program has no instructions.' }]
      : [];
  return { instructions, diagnostics: [...empty, ...diagnostics, ...targets.filter((found) => found !== undefined)] };
}
