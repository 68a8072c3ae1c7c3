import type { TextRange } from '@skep/base';
import type { Operation } from '@skep/isa';
import { numberExpression, parseExpression } from '../../expression/expression.ts';
import type { Cursor } from '../../text/cursor.ts';
import { quote } from '../../text/problems.ts';
import { rangeOf, spanOf } from '../../text/token.ts';
import { parseCall, parseRegisterCall } from '../call.ts';
import type { Draft, OperationDraft } from '../draft.ts';
import {
  type Address,
  failWidth,
  isRegister,
  parseAddress,
  parseRegister,
  parseSource,
  parseTarget,
} from '../operands.ts';
import { parsePseudoLoad, parseReference } from '../wide.ts';
import { MNEMONIC_WORDS, MNEMONICS } from './mnemonics.ts';

type Fields = Partial<Pick<OperationDraft, 'dst' | 'src' | 'off' | 'imm' | 'target'>>;

/** `[r1+4]` */
function parseMemory(cursor: Cursor): Address {
  cursor.expect('[', 'a memory operand such as `[r1+4]`');
  const address = parseAddress(cursor);
  cursor.expect(']');
  return address;
}

/**
 * A register. The mnemonic says how many bits count, so `r1` serves for all; `w1` is understood where 32 bits do.
 */
function parseOperandRegister(cursor: Cursor, bits: number): number {
  const token = cursor.peek();
  if (bits <= 32 && token.kind === 'register') return parseRegister(cursor).number;
  return parseRegister(cursor, 64).number;
}

/** How many bits of its registers the operation uses. */
const widthOf = ({ form }: Operation): number => ('bits' in form ? form.bits : 64);

/** The one of two operations that takes its second operand from where the text has it. */
function select(operations: readonly Operation[], source: 'imm' | 'reg'): Operation | undefined {
  return operations.find(({ form }) => 'source' in form && form.source === source);
}

/** A register or a number, and with it the operation. */
function parseChoice(cursor: Cursor, operations: readonly Operation[]): { op: Operation; fields: Fields } {
  const range = rangeOf(cursor.peek());
  const source = parseSource(cursor);
  const chosen = select(operations, isRegister(source) ? 'reg' : 'imm');
  const op = chosen ?? operations[0]!;
  if (chosen === undefined) failSource(cursor, op);
  if (!isRegister(source)) return { op, fields: { imm: source } };
  if (source.bits === 32 && widthOf(op) === 64) failWidth(cursor, range, source, 64);
  return { op, fields: { src: source.number } };
}

/** Stores have one mnemonic for registers and another for numbers. */
function failSource(cursor: Cursor, op: Operation): void {
  const isImm = 'source' in op.form && op.form.source === 'imm';
  const other = isImm ? op.mnemonic.replace('st', 'stx') : op.mnemonic.replace('stx', 'st');
  const message = isImm
    ? `\`${op.mnemonic}\` stores a number; to store a register, use \`${other}\`.`
    : `\`${op.mnemonic}\` stores a register; to store a number, use \`${other}\`.`;
  cursor.fail('wrong-operand', rangeOf(cursor.first), message, other);
}

interface Parsed {
  readonly op: Operation;
  readonly fields: Fields;
}

function parseAlu(cursor: Cursor, operations: readonly Operation[]): Parsed {
  const dst = parseOperandRegister(cursor, widthOf(operations[0]!));
  cursor.expect(',');
  const { op, fields } = parseChoice(cursor, operations);
  return { op, fields: { ...fields, dst } };
}

function parseConditionalJump(cursor: Cursor, operations: readonly Operation[]): Parsed {
  const { op, fields } = parseAlu(cursor, operations);
  cursor.expect(',');
  return { op, fields: { ...fields, target: parseTarget(cursor) } };
}

function parseStore(cursor: Cursor, operations: readonly Operation[]): Parsed {
  const { register, off } = parseMemory(cursor);
  cursor.expect(',');
  const { op, fields } = parseChoice(cursor, operations);
  return { op, fields: { ...fields, dst: register, off } };
}

/** Operations with the operands `dst, [src+off]`. */
function parseLoadLike(cursor: Cursor, op: Operation): Fields {
  const dst = parseOperandRegister(cursor, widthOf(op));
  cursor.expect(',');
  const { register, off } = parseMemory(cursor);
  return { dst, src: register, off };
}

/** Operations with the operands `[dst+off], src`. */
function parseStoreLike(cursor: Cursor, op: Operation): Fields {
  const { register, off } = parseMemory(cursor);
  cursor.expect(',');
  return { dst: register, off, src: parseOperandRegister(cursor, widthOf(op)) };
}

/** Operations with the operands `dst, src`. */
function parseRegisterPair(cursor: Cursor, op: Operation): Fields {
  const dst = parseOperandRegister(cursor, widthOf(op));
  cursor.expect(',');
  return { dst, src: parseOperandRegister(cursor, widthOf(op)) };
}

/** `addr_space_cast r1, r2, 0, 1`: the address space to go to, then the one to come from. */
function parseAddressCast(cursor: Cursor, op: Operation): Fields {
  const registers = parseRegisterPair(cursor, op);
  cursor.expect(',');
  const to = parseExpression(cursor);
  cursor.expect(',');
  return { ...registers, imm: [to, parseExpression(cursor)] };
}

/** `ldabsw 14`, `ldindh r1, 2` */
function parsePacketLoad(cursor: Cursor, indirect: boolean): Fields {
  if (!indirect) return { imm: parseExpression(cursor) };
  const src = parseRegister(cursor, 64).number;
  const imm = cursor.accept(',') ? parseExpression(cursor) : numberExpression(0, rangeOf(cursor.previous));
  return { src, imm };
}

function parseOperands(cursor: Cursor, operations: readonly Operation[]): Parsed {
  const op = operations[0]!;
  const { form } = op;
  switch (form.kind) {
    case 'alu':
      return parseAlu(cursor, operations);
    case 'jump':
      return parseConditionalJump(cursor, operations);
    case 'store':
      return parseStore(cursor, operations);
    case 'neg':
    case 'endian':
      return { op, fields: { dst: parseOperandRegister(cursor, widthOf(op)) } };
    case 'movsx':
    case 'mov-percpu':
      return { op, fields: parseRegisterPair(cursor, op) };
    case 'addr-space-cast':
      return { op, fields: parseAddressCast(cursor, op) };
    case 'ja':
    case 'may-goto':
      return { op, fields: { target: parseTarget(cursor) } };
    case 'load-packet':
      return { op, fields: parsePacketLoad(cursor, form.indirect) };
    case 'load':
    case 'load-acquire':
      return { op, fields: parseLoadLike(cursor, op) };
    case 'atomic':
    case 'store-release':
      return { op, fields: parseStoreLike(cursor, op) };
    case 'exit':
    case 'call':
    case 'load-imm64':
      return { op, fields: {} };
  }
}

/** What follows `lddw`: a number, or the address of a map, a function or a kernel variable. */
function parseWideLoad(cursor: Cursor, op: Operation, start: TextRange): Draft {
  const dst = parseRegister(cursor, 64).number;
  cursor.expect(',');
  const reference = parseReference(cursor, dst, start);
  if (reference !== undefined) return reference;
  const token = cursor.peek();
  if (token.kind === 'word' && (cursor.peek(1).kind === 'end' || cursor.sees('ll', 1))) {
    cursor.next();
    cursor.accept('ll');
    const nameRange = rangeOf(token);
    return { kind: 'symbol-load', dst, name: token.text, nameRange, range: spanOf(start, nameRange) };
  }
  const imm = parseExpression(cursor);
  cursor.accept('ll');
  return { kind: 'operation', op, dst, src: 0, imm, range: spanOf(start, imm.range) };
}

/** Reads the mnemonic, up to three words (`lock fetch add`), the longest that is one. */
function readMnemonic(cursor: Cursor): readonly Operation[] | undefined {
  for (const words of [3, 2, 1]) {
    const tokens = Array.from({ length: words }, (_, ahead) => cursor.peek(ahead));
    if (tokens.some(({ kind }) => kind !== 'word')) continue;
    const operations = MNEMONICS.get(tokens.map(({ text }) => text.toLowerCase()).join(' '));
    if (operations === undefined) continue;
    for (let read = 0; read < words; read++) cursor.next();
    return operations;
  }
  return undefined;
}

function failUnknown(cursor: Cursor): void {
  const token = cursor.peek();
  const range = rangeOf(token);
  if (token.kind === 'register' || token.text === '*' || ['if', 'goto', 'gotol'].some((word) => cursor.sees(word))) {
    const message = "This line is written in the kernel's syntax, but this program uses mnemonics (`add64 r0, 1`).";
    cursor.fail('other-syntax', range, message);
    return;
  }
  if (token.kind !== 'word') {
    cursor.unexpected('an instruction');
    return;
  }
  const words = [token];
  if (cursor.sees('lock')) {
    for (const ahead of cursor.sees('fetch', 1) ? [1, 2] : [1]) {
      if (cursor.peek(ahead).kind === 'word') words.push(cursor.peek(ahead));
    }
    if (words.length === 1) {
      cursor.next();
      cursor.unexpected('an atomic operation such as `lock add [r1], r2`');
      return;
    }
  }
  const text = words.map((word) => word.text).join(' ');
  const message = `There is no instruction ${quote(text)}.`;
  const candidates = (): Iterable<string> => (words.length > 1 ? MNEMONICS.keys() : MNEMONIC_CANDIDATES);
  const whole = spanOf(range, rangeOf(words.at(-1)!));
  cursor.problems.unknownName('unknown-instruction', whole, text, message, candidates);
  cursor.giveUp();
}

const MNEMONIC_CANDIDATES: readonly string[] = [...new Set([...MNEMONICS.keys(), ...MNEMONIC_WORDS])];

function parse(cursor: Cursor, start: TextRange): Draft | undefined {
  if (cursor.accept('call')) return parseCall(cursor, start);
  if (cursor.accept('callx')) return parseRegisterCall(cursor, start);
  if (cursor.accept('ld_pseudo')) return parsePseudoLoad(cursor, parseRegister(cursor, 64).number, start);
  const operations = readMnemonic(cursor);
  if (operations === undefined) {
    failUnknown(cursor);
    return undefined;
  }
  if (operations[0]!.form.kind === 'load-imm64') return parseWideLoad(cursor, operations[0]!, start);
  const { op, fields } = parseOperands(cursor, operations);
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op, dst: 0, src: op.select.src ?? 0, ...fields, range };
}

/** One instruction in mnemonics. `undefined` after reporting what is wrong. */
export function parseMnemonicInstruction(cursor: Cursor): Draft | undefined {
  const draft = parse(cursor, rangeOf(cursor.peek()));
  cursor.expectEnd();
  return cursor.failed ? undefined : draft;
}
