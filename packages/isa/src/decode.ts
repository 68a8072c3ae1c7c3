import type { Diagnostic } from '@skep/base';
import { type Instruction, SLOT_BYTES, type Slot } from './instruction.ts';
import type { Selector } from './operation.ts';
import { type Operation, operationsWithOpcode } from './table.ts';

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

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

function selects(select: Selector, slot: Slot): boolean {
  return (
    (select.src === undefined || select.src === slot.src) &&
    (select.off === undefined || select.off === slot.off) &&
    (select.imm === undefined || select.imm === slot.imm)
  );
}

function error(pc: number, code: string, message: string): Diagnostic {
  return { code, severity: 'error', message, position: { kind: 'slot', pc } };
}

/** Says which field keeps `slot` from being one of the operations that share its opcode. */
function explainSelection(pc: number, slot: Slot, candidates: readonly Operation[]): Diagnostic {
  for (const field of ['src', 'off', 'imm'] as const) {
    const known = [...new Set(candidates.map((candidate) => candidate.select[field]))].filter((v) => v !== undefined);
    if (known.length > 0 && !known.includes(slot[field])) {
      const names = candidates[0]!.mnemonic;
      return error(
        pc,
        `isa/bad-${field}`,
        `Instruction ${pc} (opcode ${hex(slot.opcode)}, like ${names}) has ${field} = ${slot[field]}; this opcode knows only ${known.join(', ')}.`,
      );
    }
  }
  const mnemonics = candidates.map((candidate) => candidate.mnemonic).join(', ');
  return error(
    pc,
    'isa/bad-combination',
    `Instruction ${pc} has opcode ${hex(slot.opcode)}, but its fields are none of: ${mnemonics}.`,
  );
}

function checkRegister(pc: number, slot: Slot, op: Operation, field: 'dst' | 'src'): Diagnostic | undefined {
  const use = op.fields[field];
  const register = slot[field];
  if (use === 'select') return undefined;
  if (use === 'zero') {
    return register === 0
      ? undefined
      : error(
          pc,
          'isa/reserved-field',
          `Instruction ${pc} (${op.mnemonic}) does not use ${field}, so the field must be 0, not ${register}.`,
        );
  }
  if (register > 10) {
    return error(
      pc,
      'isa/bad-register',
      `Instruction ${pc} (${op.mnemonic}) names register r${register}; there are only r0 to r10.`,
    );
  }
  if (register === 10 && use !== 'read') {
    return error(
      pc,
      'isa/frame-pointer-write',
      `Instruction ${pc} (${op.mnemonic}) writes r10, but the frame pointer is read-only.`,
    );
  }
  return undefined;
}

function checkReserved(pc: number, slot: Slot, op: Operation, field: 'off' | 'imm'): Diagnostic | undefined {
  if (op.fields[field] !== 'zero' || slot[field] === 0) return undefined;
  return error(
    pc,
    'isa/reserved-field',
    `Instruction ${pc} (${op.mnemonic}) does not use ${field}, so the field must be 0, not ${slot[field]}.`,
  );
}

function checkSecondSlot(pc: number, op: Operation, second: Slot | undefined): Diagnostic | undefined {
  if (second === undefined) {
    return error(
      pc,
      'isa/cut-lddw',
      `Instruction ${pc} (${op.mnemonic}) takes two slots, but the program ends after the first.`,
    );
  }
  if (second.opcode !== 0 || second.dst !== 0 || second.src !== 0 || second.off !== 0) {
    return error(
      pc,
      'isa/bad-lddw',
      `The second slot of instruction ${pc} (${op.mnemonic}) may only hold the upper half of the immediate; its opcode, registers and offset must be 0.`,
    );
  }
  return undefined;
}

/** Decodes one instruction, or says why the slot at `pc` is none. */
export function decodeAt(
  code: Uint8Array,
  pc: number,
): { readonly instruction?: Instruction; readonly diagnostic?: Diagnostic } {
  const slot = readSlot(code, pc);
  const candidates = operationsWithOpcode(slot.opcode);
  if (candidates.length === 0) {
    return {
      diagnostic: error(
        pc,
        'isa/unknown-opcode',
        `Instruction ${pc} has opcode ${hex(slot.opcode)}, which no instruction uses.`,
      ),
    };
  }
  const op = candidates.find((candidate) => selects(candidate.select, slot));
  if (op === undefined) return { diagnostic: explainSelection(pc, slot, candidates) };

  const hasSecond = (pc + 2) * SLOT_BYTES <= code.byteLength;
  const second = op.slots === 2 && hasSecond ? readSlot(code, pc + 1) : undefined;
  const diagnostic =
    checkRegister(pc, slot, op, 'dst') ??
    checkRegister(pc, slot, op, 'src') ??
    checkReserved(pc, slot, op, 'off') ??
    checkReserved(pc, slot, op, 'imm') ??
    (op.slots === 2 ? checkSecondSlot(pc, op, second) : undefined);
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
