import type { TextRange } from '@skep/base';
import { type OperationName, operation } from '@skep/isa';
import { byOperator, CONDITION_OPERATORS } from '../../kernel-operators.ts';
import type { Cursor } from '../../text/cursor.ts';
import { quote } from '../../text/problems.ts';
import { rangeOf, spanOf } from '../../text/token.ts';
import { parseCall, parseRegisterCall } from '../call.ts';
import type { Draft } from '../draft.ts';
import { failWidth, isRegister, parseRegister, parseSource, parseTarget } from '../operands.ts';
import { parsePseudoLoad } from '../wide.ts';
import { parseAssignment } from './assignment.ts';
import { parseLocked, parseStoreRelease } from './atomic.ts';
import { parseStore } from './memory.ts';

const BY_OPERATOR = byOperator(CONDITION_OPERATORS);

/** Words that an instruction can begin with. */
export const STATEMENT_WORDS = [
  'if',
  'goto',
  'gotol',
  'may_goto',
  'call',
  'callx',
  'exit',
  'lock',
  'store_release',
  'ld_pseudo',
] as const;

/** What follows `if`: `w3 s> 0x7 goto +2`. */
function parseConditionalJump(cursor: Cursor, start: TextRange): Draft {
  const dst = parseRegister(cursor);
  const code = BY_OPERATOR.get(cursor.peek().text) ?? 'Jeq';
  if (!BY_OPERATOR.has(cursor.peek().text)) cursor.unexpected('a comparison such as `==`, `s>` or `&`');
  cursor.next();
  const range = rangeOf(cursor.peek());
  const source = parseSource(cursor);
  cursor.expect('goto');
  const target = parseTarget(cursor);
  const shared = { kind: 'operation', dst: dst.number, target, range: spanOf(start, target.range) } as const;
  if (!isRegister(source)) return { ...shared, op: operation(`${code}${dst.bits}Imm`), src: 0, imm: source };
  if (source.bits !== dst.bits) failWidth(cursor, range, source, dst.bits);
  return { ...shared, op: operation(`${code}${dst.bits}Reg`), src: source.number };
}

function parseJump(cursor: Cursor, start: TextRange, name: OperationName): Draft {
  const target = parseTarget(cursor);
  return { kind: 'operation', op: operation(name), dst: 0, src: 0, target, range: spanOf(start, target.range) };
}

function parseWord(cursor: Cursor, start: TextRange): Draft | undefined {
  const word = cursor.next().text.toLowerCase() as (typeof STATEMENT_WORDS)[number];
  switch (word) {
    case 'if':
      return parseConditionalJump(cursor, start);
    case 'goto':
      return parseJump(cursor, start, 'Ja');
    case 'gotol':
      return parseJump(cursor, start, 'Ja32');
    case 'may_goto':
      return parseJump(cursor, start, 'MayGoto');
    case 'call':
      return parseCall(cursor, start);
    case 'callx':
      return parseRegisterCall(cursor, start);
    case 'exit':
      return { kind: 'operation', op: operation('Exit'), dst: 0, src: 0, range: start };
    case 'lock':
      return parseLocked(cursor, start);
    case 'store_release':
      return parseStoreRelease(cursor, start);
    case 'ld_pseudo':
      return parsePseudoLoad(cursor, parseRegister(cursor, 64).number, start);
    default:
      return undefined;
  }
}

/**
 * One instruction as the kernel and LLVM write it. `undefined` after reporting what is wrong.
 *
 * @param wide whether a listing's opcode says that this is a 64-bit immediate load
 * @param isMnemonic tells words that begin an instruction in the other syntax, for a better message
 */
export function parseKernelInstruction(
  cursor: Cursor,
  wide: boolean,
  isMnemonic: (word: string) => boolean,
): Draft | undefined {
  const token = cursor.peek();
  const start = rangeOf(token);
  let draft: Draft | undefined;
  if (token.kind === 'register') draft = parseAssignment(cursor, start, wide);
  else if (cursor.accept('*')) draft = parseStore(cursor, start);
  else if (token.kind === 'word') draft = parseWord(cursor, start);
  if (draft === undefined && !cursor.failed) failUnknown(cursor, start, token.text, isMnemonic(token.text));
  cursor.expectEnd();
  return cursor.failed ? undefined : draft;
}

function failUnknown(cursor: Cursor, range: TextRange, text: string, isMnemonic: boolean): void {
  if (isMnemonic) {
    const message = `${quote(text)} belongs to the mnemonic syntax, but this program is written in the kernel's (\`r0 += 1\`).`;
    cursor.fail('other-syntax', range, message);
    return;
  }
  const message = `${quote(text)} begins no instruction; one begins with a register, \`*\`, \`if\`, \`goto\`, \`call\`, \`lock\` or \`exit\`.`;
  cursor.problems.unknownName('unknown-instruction', range, text, message, () => STATEMENT_WORDS);
  cursor.giveUp();
}
