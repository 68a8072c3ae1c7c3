import { helperByName } from '@skep/abi';
import { SLOT_BYTES, writeSlot } from '@skep/isa';

export type Slot = readonly [opcode: number, dst: number, src: number, off: number, imm: number];
export type Slots = readonly Slot[];

export const move = (dst: number, imm: number): Slots => [[0xb7, dst, 0, 0, imm]];
export const copy = (dst: number, src: number): Slots => [[0xbf, dst, src, 0, 0]];
export const add = (dst: number, imm: number): Slots => [[0x07, dst, 0, 0, imm]];
export const load64 = (dst: number, value: bigint): Slots => [
  [0x18, dst, 0, 0, Number(BigInt.asIntN(32, value))],
  [0, 0, 0, 0, Number(BigInt.asIntN(32, value >> 32n))],
];
export const loadMap = (dst: number, map: number): Slots => [
  [0x18, dst, 1, 0, map],
  [0, 0, 0, 0, 0],
];
/** Address of a byte of the only value of an array. */
export const loadValue = (dst: number, map: number, offset: number): Slots => [
  [0x18, dst, 2, 0, map],
  [0, 0, 0, 0, offset],
];
export const stackAddress = (dst: number, offset: number): Slots => [...copy(dst, 10), ...add(dst, offset)];
export const store64 = (base: number, offset: number, src: number): Slots => [[0x7b, base, src, offset, 0]];
export const store32 = (base: number, offset: number, src: number): Slots => [[0x63, base, src, offset, 0]];
export const load32 = (dst: number, base: number, offset: number): Slots => [[0x61, dst, base, offset, 0]];
/** Skips the slots when the register is 0. */
export const unlessZero = (register: number, slots: Slots): Slots => [[0x15, register, 0, slots.length, 0], ...slots];
export const callHelper = (name: string): Slots => [[0x85, 0, 0, 0, helperByName(name)!.id]];
export const exit: Slots = [[0x95, 0, 0, 0, 0]];
/** Address of the function `distance` slots behind the end of this instruction. */
export const loadFunction = (dst: number, distance: number): Slots => [
  [0x18, dst, 4, 0, distance],
  [0, 0, 0, 0, 0],
];

export function encodeSlots(slots: Slots): Uint8Array<ArrayBuffer> {
  const code = new Uint8Array(slots.length * SLOT_BYTES);
  slots.forEach(([opcode, dst, src, off, imm], pc) => writeSlot(code, pc, { opcode, dst, src, off, imm }));
  return code;
}
