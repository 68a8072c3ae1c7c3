import type { Diagnostic } from '@skep/base';
import { type Decoded, decode } from './decode.ts';
import { type Instruction, jumpTarget, SLOT_BYTES } from './instruction.ts';

function checkTarget(instruction: Instruction, starts: ReadonlySet<number>, slots: number): Diagnostic | undefined {
  const target = jumpTarget(instruction);
  if (target === undefined || starts.has(target)) return undefined;
  const { pc, op } = instruction;
  const position = { kind: 'slot', pc } as const;
  if (target < 0 || target >= slots) {
    return {
      code: 'isa/jump-out-of-range',
      severity: 'error',
      message: `Instruction ${pc} (${op.mnemonic}) goes to instruction ${target}, but the program has only 0 to ${slots - 1}.`,
      position,
    };
  }
  if (!starts.has(target - 1)) return undefined; // The target did not decode; that is already reported there.
  return {
    code: 'isa/jump-into-lddw',
    severity: 'error',
    message: `Instruction ${pc} (${op.mnemonic}) goes to slot ${target}, the second half of the two-slot instruction at ${target - 1}.`,
    position,
    related: [{ position: { kind: 'slot', pc: target - 1 }, message: 'The two-slot instruction starts here.' }],
  };
}

/** Decodes and checks what the encoding alone can tell: fields, registers, and where jumps and local calls land. */
export function validate(code: Uint8Array): Decoded {
  const { instructions, diagnostics } = decode(code);
  const slots = Math.floor(code.byteLength / SLOT_BYTES);
  const starts = new Set(instructions.map(({ pc }) => pc));
  const jumps = instructions.map((instruction) => checkTarget(instruction, starts, slots));
  const empty: Diagnostic[] =
    code.byteLength === 0
      ? [{ code: 'isa/empty', severity: 'error', message: 'The program has no instructions.' }]
      : [];
  return { instructions, diagnostics: [...empty, ...diagnostics, ...jumps.filter((found) => found !== undefined)] };
}
