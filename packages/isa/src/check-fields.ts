import type { Diagnostic } from '@skep/base';
import type { Slot } from './instruction.ts';
import type { Operation } from './table.ts';

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

function error(pc: number, code: string, message: string): Diagnostic {
  return { code, severity: 'error', message, position: { kind: 'slot', pc } };
}

export function unknownOpcode(pc: number, slot: Slot): Diagnostic {
  return error(
    pc,
    'isa/unknown-opcode',
    `Instruction ${pc} has opcode ${hex(slot.opcode)}, which no instruction uses.`,
  );
}

/** Says which field keeps `slot` from being one of the operations that share its opcode: always exactly one selects. */
export function unknownSelection(pc: number, slot: Slot, candidates: readonly Operation[]): Diagnostic {
  const field = (['src', 'off', 'imm'] as const).find((name) => candidates[0]!.select[name] !== undefined)!;
  const known = candidates.map((candidate) => candidate.select[field]).join(', ');
  return error(
    pc,
    `isa/bad-${field}`,
    `Instruction ${pc} (opcode ${hex(slot.opcode)}, like ${candidates[0]!.mnemonic}) has ${field} = ${slot[field]}; this opcode knows only ${known}.`,
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
  if (op.slots === 1) return undefined;
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
  const namesMap = op.name === 'LoadMapFd' || op.name === 'LoadMapIdx';
  if (namesMap && second.imm !== 0) {
    return error(
      pc,
      'isa/reserved-field',
      `Instruction ${pc} (${op.mnemonic}) loads a map, so the immediate of its second slot must be 0, not ${second.imm}.`,
    );
  }
  return undefined;
}

/** Address spaces are 0 (the kernel's) and 1 (the arena's): the upper half of `imm` is the target, the lower the source. */
const ADDR_SPACE_CASTS = [0x0000_0001, 0x0001_0000];

function checkAddrSpaceCast(pc: number, slot: Slot, op: Operation): Diagnostic | undefined {
  if (op.form.kind !== 'addr-space-cast' || ADDR_SPACE_CASTS.includes(slot.imm)) return undefined;
  return error(
    pc,
    'isa/bad-imm',
    `Instruction ${pc} (${op.mnemonic}) has imm = ${slot.imm}; it only casts from address space 1 to 0 (1) and from 0 to 1 (65536).`,
  );
}

/** The first field of `slot` that does not suit the operation that it encodes. */
export function checkFields(pc: number, slot: Slot, op: Operation, second: Slot | undefined): Diagnostic | undefined {
  return (
    checkRegister(pc, slot, op, 'dst') ??
    checkRegister(pc, slot, op, 'src') ??
    checkReserved(pc, slot, op, 'off') ??
    checkReserved(pc, slot, op, 'imm') ??
    checkAddrSpaceCast(pc, slot, op) ??
    checkSecondSlot(pc, op, second)
  );
}
