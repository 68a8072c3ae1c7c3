import type { Operation } from './table.ts';

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** Unsigned, as `bits` wide: small numbers in decimal, large ones (negative ones, mostly) in hexadecimal. */
function unsigned(imm: number, bits: number): string {
  const value = BigInt.asUintN(bits, BigInt(imm));
  return value > 0x7fff_ffffn ? hex(value) : String(value);
}

/** Bit patterns read best in hexadecimal. */
function pattern(imm: number, bits: number): string {
  const value = BigInt.asUintN(bits, BigInt(imm));
  return value < 10n ? String(value) : hex(value);
}

/** The immediate of an instruction as its operation takes it: sign-extended, truncated, masked. */
export function formatImmediate({ form }: Operation, imm: number): string {
  if (form.kind === 'store') return form.bits === 64 ? String(imm) : unsigned(imm, form.bits);
  if (form.kind === 'jump') {
    if (form.code === 'Jset') return pattern(imm, form.bits);
    return form.code.startsWith('Js') ? String(imm) : unsigned(imm, form.bits);
  }
  if (form.kind !== 'alu') return String(imm);
  switch (form.code) {
    case 'Lsh':
    case 'Rsh':
    case 'Arsh':
      return String(imm & (form.bits - 1));
    case 'And':
    case 'Or':
    case 'Xor':
      return pattern(imm, form.bits);
    case 'Div':
    case 'Mod':
      return unsigned(imm, form.bits);
    case 'Mov':
      return form.bits === 32 ? unsigned(imm, 32) : String(imm);
    default:
      return String(imm);
  }
}
