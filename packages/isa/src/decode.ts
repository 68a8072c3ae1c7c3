import type { Diagnostic } from '@skep/base';
import { checkFields, unknownOpcode, unknownSelection } from './check-fields.ts';
import { type Instruction, SLOT_BYTES, type Slot } from './instruction.ts';
import type { Selector } from './operation.ts';
import { operationsWithOpcode } from './table.ts';

export interface Decoded {
  /** In program order; slots that could not be decoded are left out and have a diagnostic. */
  readonly instructions: readonly Instruction[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readSlot(code: Uint8Array, pc: number): Slot {
  const at = pc * SLOT_BYTES;
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  const registers = view.getUint8(at + 1);
  return {
    opcode: view.getUint8(at),
    dst: registers & 15,
    src: registers >> 4,
    off: view.getInt16(at + 2, true),
    imm: view.getInt32(at + 4, true),
  };
}

function selects(select: Selector, slot: Slot): boolean {
  return (
    (select.src === undefined || select.src === slot.src) &&
    (select.off === undefined || select.off === slot.off) &&
    (select.imm === undefined || select.imm === slot.imm)
  );
}

/**
 * Decodes one instruction, or says why the slot at `pc` is none.
 *
 * @param pc of a whole slot within `code`
 */
export function decodeAt(
  code: Uint8Array,
  pc: number,
): { readonly instruction?: Instruction; readonly diagnostic?: Diagnostic } {
  const slot = readSlot(code, pc);
  const candidates = operationsWithOpcode(slot.opcode);
  if (candidates.length === 0) return { diagnostic: unknownOpcode(pc, slot) };
  const op = candidates.find((candidate) => selects(candidate.select, slot));
  if (op === undefined) return { diagnostic: unknownSelection(pc, slot, candidates) };

  const hasSecond = (pc + 2) * SLOT_BYTES <= code.byteLength;
  const second = op.slots === 2 && hasSecond ? readSlot(code, pc + 1) : undefined;
  const diagnostic = checkFields(pc, slot, op, second);
  if (diagnostic !== undefined) return { diagnostic };
  return {
    instruction: { pc, op, dst: slot.dst, src: slot.src, off: slot.off, imm: slot.imm, nextImm: second?.imm ?? 0 },
  };
}

/** Decodes a whole program. Errors do not stop it: every slot that is wrong gets its own diagnostic. */
export function decode(code: Uint8Array): Decoded {
  const instructions: Instruction[] = [];
  const diagnostics: Diagnostic[] = [];
  const slots = Math.floor(code.byteLength / SLOT_BYTES);
  if (code.byteLength % SLOT_BYTES !== 0) {
    diagnostics.push({
      code: 'isa/cut-slot',
      severity: 'error',
      message: `The program is ${code.byteLength} bytes long, which is not a whole number of 8-byte slots.`,
      position: { kind: 'byte', offset: slots * SLOT_BYTES, length: code.byteLength % SLOT_BYTES },
    });
  }
  for (let pc = 0; pc < slots; ) {
    const { instruction, diagnostic } = decodeAt(code, pc);
    if (instruction !== undefined) instructions.push(instruction);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
    pc += operationsWithOpcode(readSlot(code, pc).opcode)[0]?.slots ?? 1;
  }
  return { instructions, diagnostics };
}
