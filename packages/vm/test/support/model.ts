import type { BinaryAluName, ConditionName, Operation } from '@skep/isa';

/*
 * What arithmetic and comparisons mean, written from RFC 9669 with BigInt alone, to hold the interpreter against.
 */

const unsigned = (bits: number, value: bigint): bigint => BigInt.asUintN(bits, value);
const signed = (bits: number, value: bigint): bigint => BigInt.asIntN(bits, value);

type Binary = (a: bigint, b: bigint, bits: number) => bigint;

const BINARY: Record<BinaryAluName, Binary> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => (b === 0n ? 0n : a / b),
  SDiv: (a, b, bits) => (b === 0n ? 0n : signed(bits, a) / signed(bits, b)),
  Mod: (a, b) => (b === 0n ? a : a % b),
  SMod: (a, b, bits) => (b === 0n ? a : signed(bits, a) % signed(bits, b)),
  Or: (a, b) => a | b,
  And: (a, b) => a & b,
  Xor: (a, b) => a ^ b,
  Lsh: (a, b, bits) => a << (b % BigInt(bits)),
  Rsh: (a, b, bits) => a >> (b % BigInt(bits)),
  Arsh: (a, b, bits) => signed(bits, a) >> (b % BigInt(bits)),
  Mov: (_a, b) => b,
};

type Condition = (a: bigint, b: bigint, bits: number) => boolean;

const CONDITION: Record<ConditionName, Condition> = {
  Jeq: (a, b) => a === b,
  Jne: (a, b) => a !== b,
  Jset: (a, b) => (a & b) !== 0n,
  Jgt: (a, b) => a > b,
  Jge: (a, b) => a >= b,
  Jlt: (a, b) => a < b,
  Jle: (a, b) => a <= b,
  Jsgt: (a, b, bits) => signed(bits, a) > signed(bits, b),
  Jsge: (a, b, bits) => signed(bits, a) >= signed(bits, b),
  Jslt: (a, b, bits) => signed(bits, a) < signed(bits, b),
  Jsle: (a, b, bits) => signed(bits, a) <= signed(bits, b),
};

function reversed(value: bigint, bits: number): bigint {
  let result = 0n;
  for (let at = 0; at < bits; at += 8) result = (result << 8n) | ((value >> BigInt(at)) & 0xffn);
  return result;
}

/** The destination after an arithmetic operation; undefined for operations that are none. `b` is the second operand. */
export function modelResult({ form }: Operation, a: bigint, b: bigint): bigint | undefined {
  switch (form.kind) {
    case 'alu': {
      const [x, y] = [unsigned(form.bits, a), unsigned(form.bits, b)];
      return unsigned(form.bits, BINARY[form.code](x, y, form.bits));
    }
    case 'neg':
      return unsigned(form.bits, -unsigned(form.bits, a));
    case 'movsx':
      return unsigned(form.bits, signed(form.from, b));
    case 'endian':
      return form.order === 'le' ? unsigned(form.bits, a) : reversed(unsigned(form.bits, a), form.bits);
    default:
      return undefined;
  }
}

/** Whether a conditional jump is taken; undefined for operations that are none. */
export function modelTaken({ form }: Operation, a: bigint, b: bigint): boolean | undefined {
  if (form.kind !== 'jump') return undefined;
  return CONDITION[form.code](unsigned(form.bits, a), unsigned(form.bits, b), form.bits);
}
