import type { TextRange } from '@skep/base';
import { type Expression, literalValue, numberExpression, parseExpression } from '../expression/expression.ts';
import type { Cursor } from '../text/cursor.ts';
import { type Register, rangeOf, registerOf, spanOf, textOf } from '../text/token.ts';
import type { Target } from './draft.ts';

const LAST_REGISTER = 10;

/**
 * A register.
 *
 * @param bits 64: only `r` will do; 32: only `w`; left out: either
 */
export function parseRegister(cursor: Cursor, bits?: 32 | 64): Register {
  const token = cursor.peek();
  if (token.kind !== 'register') {
    cursor.unexpected(bits === 32 ? 'a 32-bit register (w0 to w10)' : 'a register (r0 to r10)');
    return { number: 0, bits: bits ?? 64 };
  }
  const register = registerOf(token);
  const letter = register.bits === 32 ? 'w' : 'r';
  if (register.number > LAST_REGISTER) {
    const message = `There is no register \`${token.text}\`; the registers are ${letter}0 to ${letter}10.`;
    cursor.fail('bad-register', rangeOf(token), message, `${letter}${LAST_REGISTER}`);
  } else if (bits !== undefined && bits !== register.bits) {
    failWidth(cursor, rangeOf(token), register, bits);
  }
  cursor.next();
  return register;
}

/** Says that a register of the other width belongs here. */
export function failWidth(cursor: Cursor, range: TextRange, register: Register, bits: 32 | 64): void {
  const [written, wanted] = register.bits === 32 ? ['w', 'r'] : ['r', 'w'];
  const name = `${written}${register.number}`;
  const what = register.bits === 32 ? `the lower 32 bits of r${register.number}` : 'all 64 bits';
  const message = `\`${name}\` means ${what}, but here ${bits} bits are used: write \`${wanted}${register.number}\`.`;
  cursor.fail('register-width', range, message, `${wanted}${register.number}`);
}

/** A `<symbol+0x10>` that LLVM prints behind a target; it says nothing new. */
function skipSymbol(cursor: Cursor): void {
  if (!cursor.accept('<')) return;
  while (cursor.peek().kind !== 'end' && !cursor.sees('>')) cursor.next();
  cursor.expect('>');
}

/** A label, `pc+3`, `+3`, `-3` or a plain number, which counts like one with a sign. */
export function parseTarget(cursor: Cursor): Target {
  const token = cursor.peek();
  const range = rangeOf(token);
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'label', name: textOf(token), range };
  }
  if (cursor.sees('pc') && (cursor.sees('+', 1) || cursor.sees('-', 1))) cursor.next();
  else if (token.kind === 'word') {
    cursor.next();
    return { kind: 'label', name: token.text, range };
  }
  const first = cursor.peek();
  if (first.kind !== 'number' && !cursor.sees('+') && !cursor.sees('-') && !cursor.sees('(')) {
    cursor.unexpected('a label or a distance such as `+3`');
  }
  const distance = parseExpression(cursor);
  skipSymbol(cursor);
  return { kind: 'distance', distance, range: spanOf(range, distance.range) };
}

export interface Address {
  readonly register: number;
  readonly off: Expression;
}

/** A base register and an offset, as between the brackets of a memory operand: `r1`, `r1 +4`, `r10 - 0x8`. */
export function parseAddress(cursor: Cursor): Address {
  const register = parseRegister(cursor, 64);
  return { register: register.number, off: parseOffset(cursor) };
}

/** `+4`, `- 8`, or nothing, which is 0. */
export function parseOffset(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (!cursor.sees('-') && !cursor.accept('+')) return numberExpression(0, rangeOf(token));
  return parseExpression(cursor);
}

/** A register or an expression, for the second operand of arithmetic, comparisons and stores. */
export function parseSource(cursor: Cursor): Register | Expression {
  const token = cursor.peek();
  if (token.kind === 'register') return parseRegister(cursor);
  if (token.kind === 'bad' || token.kind === 'end' || token.kind === 'string') {
    cursor.unexpected('a register, a number or a constant');
  }
  return parseExpression(cursor);
}

export const isRegister = (source: Register | Expression): source is Register => 'number' in source;

/** Whether the value can only be a 64-bit immediate: a literal beyond the 32 bits of the others. */
export function needsWideImmediate(expression: Expression): boolean {
  const value = literalValue(expression);
  return (
    value !== undefined && (value < -(1n << 31n) || value >= 1n << 32n) && BigInt.asIntN(32, value) !== signed(value)
  );
}

const signed = (value: bigint): bigint => (value >= 1n << 63n ? value - (1n << 64n) : value);
