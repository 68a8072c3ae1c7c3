import { type Instruction, SLOT_BYTES, type Slot } from './instruction.ts';

export function writeSlot(code: Uint8Array, pc: number, slot: Slot): void {
  const view = new DataView(code.buffer, code.byteOffset + pc * SLOT_BYTES, SLOT_BYTES);
  view.setUint8(0, slot.opcode);
  view.setUint8(1, (slot.src << 4) | slot.dst);
  view.setInt16(2, slot.off, true);
  view.setInt32(4, slot.imm, true);
}

/** The bytes of instructions laid one after the other; their `pc` is not consulted. */
export function encode(instructions: readonly Omit<Instruction, 'pc'>[]): Uint8Array<ArrayBuffer> {
  const slots = instructions.reduce((sum, { op }) => sum + op.slots, 0);
  const code = new Uint8Array(slots * SLOT_BYTES);
  let pc = 0;
  for (const { op, dst, src, off, imm, nextImm } of instructions) {
    writeSlot(code, pc, { opcode: op.opcode, dst, src, off, imm });
    if (op.slots === 2) writeSlot(code, pc + 1, { opcode: 0, dst: 0, src: 0, off: 0, imm: nextImm });
    pc += op.slots;
  }
  return code;
}
