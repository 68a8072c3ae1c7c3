import type { TextRange } from '@skep/base';
import { OPERATIONS, type Operation, type OperationName, operation } from '@skep/isa';
import { parseExpression } from '../../expression/expression.ts';
import { ALU_OPERATORS, byOperator } from '../../kernel-operators.ts';
import type { Cursor } from '../../text/cursor.ts';
import { quote } from '../../text/problems.ts';
import { type Register, rangeOf, registerOf, spanOf } from '../../text/token.ts';
import type { Draft, OperationDraft } from '../draft.ts';
import { failWidth, isRegister, needsWideImmediate, parseRegister, parseSource } from '../operands.ts';
import { parseReference, REFERENCE_WORDS } from '../wide.ts';
import { ATOMIC_CALLS, parseAtomicCall, parseLoadAcquire } from './atomic.ts';
import { parseLoad } from './memory.ts';

const BY_OPERATOR = byOperator(ALU_OPERATORS);

/** Byte swaps by their word, which is the same in both syntaxes: `be16`, `bswap64`. */
const BYTE_SWAPS: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.filter(({ form }) => form.kind === 'endian').map((op) => [op.mnemonic, op]),
);

/** Words with a meaning of their own on the right of `=`. */
export const ASSIGNMENT_WORDS: readonly string[] = [
  ...BYTE_SWAPS.keys(),
  'load_acquire',
  'addr_space_cast',
  ...REFERENCE_WORDS,
];

interface Fields {
  readonly src?: number;
  readonly imm?: NonNullable<OperationDraft['imm']>;
}

/** An instruction that ends at the token read last. */
function finish(cursor: Cursor, start: TextRange, name: OperationName, dst: number, fields: Fields = {}): Draft {
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op: operation(name), dst, src: 0, ...fields, range };
}

/** Operations that read and write one register name it twice: `r1 = -r1`. */
function parseSameRegister(cursor: Cursor, dst: Register): void {
  const range = rangeOf(cursor.peek());
  const register = parseRegister(cursor, dst.bits);
  if (register.number === dst.number) return;
  const name = `${dst.bits === 32 ? 'w' : 'r'}${dst.number}`;
  const message = `This operation changes one register in place, so the same one must stand on both sides: \`${name}\`.`;
  cursor.fail('two-registers', range, message, name);
}

function parseEndian(cursor: Cursor, dst: Register, start: TextRange): Draft | undefined {
  const op = BYTE_SWAPS.get(cursor.peek().text.toLowerCase());
  if (op === undefined || cursor.peek(1).kind !== 'register') return undefined;
  cursor.next();
  if (dst.bits === 32 && op.form.kind === 'endian' && op.form.bits === 64) failWidth(cursor, start, dst, 64);
  parseSameRegister(cursor, dst);
  return finish(cursor, start, op.name, dst.number);
}

/** `(s8)r2`: a move that extends the sign. */
function parseSignExtension(cursor: Cursor, dst: Register, start: TextRange): Draft | undefined {
  const found = /^s(8|16|32)$/i.exec(cursor.peek(1).text);
  if (found === null || !cursor.sees('(') || !cursor.sees(')', 2)) return undefined;
  cursor.next();
  const from = found[1] as '8' | '16' | '32';
  const range = rangeOf(cursor.next());
  cursor.next();
  const src = parseRegister(cursor, dst.bits);
  if (dst.bits === 32) {
    if (from !== '32') return finish(cursor, start, `MovSX${from}To32`, dst.number, { src: src.number });
    const message = 'A 32-bit register is 32 bits wide already; `(s32)` extends to 64 bits, into an `r` register.';
    cursor.fail('register-width', range, message);
  }
  return finish(cursor, start, `MovSX${from}To64`, dst.number, { src: src.number });
}

/** `addr_space_cast(r2, 0, 1)`: the address space to go to, then the one to come from. */
function parseAddressCast(cursor: Cursor, dst: Register, start: TextRange): Draft {
  cursor.expect('(');
  const src = parseRegister(cursor, 64).number;
  cursor.expect(',');
  const to = parseExpression(cursor);
  cursor.expect(',');
  const from = parseExpression(cursor);
  cursor.expect(')');
  return finish(cursor, start, 'AddrSpaceCast', dst.number, { src, imm: [to, from] });
}

/** `&(void __percpu *)(r2)` */
function parsePercpu(cursor: Cursor, dst: Register, start: TextRange): Draft {
  for (const part of ['(', 'void', '__percpu', '*', ')', '(']) cursor.expect(part);
  const src = parseRegister(cursor, 64).number;
  cursor.expect(')');
  return finish(cursor, start, 'MovPercpu', dst.number, { src });
}

function requireWide(cursor: Cursor, dst: Register, start: TextRange): void {
  if (dst.bits === 32) failWidth(cursor, start, dst, 64);
}

/** `bswap128 r1`, `load_aquire(…)`: a word that only an operation could be. */
function failUnknownOperation(cursor: Cursor): void {
  const token = cursor.peek();
  if (token.kind !== 'word' || token.text === 'sizeof') return;
  if (cursor.peek(1).kind !== 'register' && !cursor.sees('(', 1)) return;
  const message = `There is no operation ${quote(token.text)}.`;
  const candidates = (): Iterable<string> => [...ASSIGNMENT_WORDS, ...ATOMIC_CALLS];
  cursor.problems.unknownName('unknown-operation', rangeOf(token), token.text, message, candidates);
  cursor.giveUp();
}

/** A number or a constant, and `ll` if it fills 64 bits. */
function parseImmediate(cursor: Cursor, dst: Register, start: TextRange, wide: boolean): Draft {
  const token = cursor.peek();
  if (token.kind === 'word' && cursor.sees('ll', 1)) {
    requireWide(cursor, dst, start);
    cursor.next();
    cursor.next();
    const range = spanOf(start, rangeOf(cursor.previous));
    return { kind: 'symbol-load', dst: dst.number, name: token.text, nameRange: rangeOf(token), range };
  }
  failUnknownOperation(cursor);
  const imm = parseSource(cursor);
  if (isRegister(imm)) return finish(cursor, start, `Mov${dst.bits}Reg`, dst.number, { src: imm.number });
  if (cursor.accept('ll') || wide || (dst.bits === 64 && needsWideImmediate(imm))) {
    requireWide(cursor, dst, start);
    return finish(cursor, start, 'LoadImm64', dst.number, { imm });
  }
  return finish(cursor, start, `Mov${dst.bits}Imm`, dst.number, { imm });
}

/** What has a word or a sign of its own behind `r1 =`. */
function parseSpecial(cursor: Cursor, dst: Register, start: TextRange): Draft | undefined {
  if (cursor.sees('-') && cursor.peek(1).kind === 'register') {
    cursor.next();
    parseSameRegister(cursor, dst);
    return finish(cursor, start, `Neg${dst.bits}`, dst.number);
  }
  if (cursor.accept('*')) return parseLoad(cursor, dst, start);
  const atomic = parseAtomicCall(cursor, dst, start);
  if (atomic !== undefined) return atomic;
  if (cursor.sees('load_acquire') && cursor.sees('(', 1)) {
    cursor.next();
    return parseLoadAcquire(cursor, dst, start);
  }
  const narrow = parseEndian(cursor, dst, start) ?? parseSignExtension(cursor, dst, start);
  if (narrow !== undefined) return narrow;
  const address =
    cursor.sees('addr_space_cast') && cursor.sees('(', 1)
      ? parseAddressCast
      : cursor.sees('&')
        ? parsePercpu
        : undefined;
  if (address !== undefined) {
    requireWide(cursor, dst, start);
    cursor.next();
    return address(cursor, dst, start);
  }
  return parseReference(cursor, dst.number, start);
}

function parseMove(cursor: Cursor, dst: Register, start: TextRange, wide: boolean): Draft {
  const special = parseSpecial(cursor, dst, start);
  if (special !== undefined) {
    if (dst.bits === 32 && special.kind !== 'operation') requireWide(cursor, dst, start);
    return special;
  }
  const source = cursor.peek();
  if (source.kind === 'register' && registerOf(source).bits !== dst.bits) {
    failWidth(cursor, rangeOf(source), registerOf(source), dst.bits);
  }
  return parseImmediate(cursor, dst, start, wide);
}

/**
 * An instruction that begins with a register: `r1 += 2`, `w1 = w2`, `r0 = *(u32 *)(r1 +4)`.
 *
 * @param wide whether a listing says that this is the 64-bit load, which the verifier prints like a move
 */
export function parseAssignment(cursor: Cursor, start: TextRange, wide: boolean): Draft {
  const dst = parseRegister(cursor);
  if (cursor.accept('=')) return parseMove(cursor, dst, start, wide);
  const code = BY_OPERATOR.get(cursor.peek().text);
  if (code === undefined) cursor.unexpected('an operator such as `=`, `+=` or `s>>=`');
  cursor.next();
  const range = rangeOf(cursor.peek());
  const source = parseSource(cursor);
  const name = code ?? 'Add';
  if (!isRegister(source)) return finish(cursor, start, `${name}${dst.bits}Imm`, dst.number, { imm: source });
  if (source.bits !== dst.bits) failWidth(cursor, range, source, dst.bits);
  return finish(cursor, start, `${name}${dst.bits}Reg`, dst.number, { src: source.number });
}
