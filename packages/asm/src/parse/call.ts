import type { TextRange } from '@skep/base';
import { type OperationName, operation } from '@skep/isa';
import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Cursor } from '../text/cursor.ts';
import { rangeOf, spanOf, textOf } from '../text/token.ts';
import type { Draft, NamedCallDraft, OperationDraft, Target } from './draft.ts';
import { parseRegister, parseTarget } from './operands.ts';

/** What the kernel prints for a kfunc whose name it does not know. */
const UNNAMED_KFUNC = ['kernel', '-', 'function'] as const;

type Fields = Partial<Pick<OperationDraft, 'dst' | 'off' | 'imm' | 'target'>>;

function callDraft(cursor: Cursor, start: TextRange, name: OperationName, fields: Fields): OperationDraft {
  const op = operation(name);
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op, dst: 0, src: op.select.src ?? 0, ...fields, range };
}

function parseLocalCall(cursor: Cursor, start: TextRange): Draft {
  const target: Target = parseTarget(cursor);
  // bpftool names the program behind the distance: `call pc+3#bpf_prog_1234_name`.
  if (cursor.accept('#')) while (cursor.peek().kind !== 'end') cursor.next();
  return callDraft(cursor, start, 'CallLocal', { target });
}

/** `, 3` behind a kfunc: the index of the BTF that its number is of. */
function parseIndex(cursor: Cursor): { index?: Expression } {
  return cursor.accept(',') ? { index: parseExpression(cursor) } : {};
}

function numberedKfunc(cursor: Cursor, start: TextRange): Draft {
  const imm = parseExpression(cursor);
  const { index } = parseIndex(cursor);
  return callDraft(cursor, start, 'CallKfunc', { imm, ...(index === undefined ? {} : { off: index }) });
}

/** A name, and perhaps its number as the verifier prints it: `bpf_map_lookup_elem#1`. */
function parseNamedCall(cursor: Cursor, start: TextRange, callee: NamedCallDraft['callee']): Draft {
  const token = cursor.next();
  const name = textOf(token);
  const number = cursor.accept('#') ? parseExpression(cursor) : undefined;
  const index = parseIndex(cursor);
  const range = spanOf(start, rangeOf(cursor.previous));
  return {
    kind: 'named-call',
    name,
    nameRange: rangeOf(token),
    callee: token.kind === 'string' ? 'local' : callee,
    ...(number === undefined ? {} : { number }),
    ...index,
    range,
  };
}

/** `call 1`, `call 1#bpf_map_lookup_elem` (as before Linux 4.9) */
function parseNumberedCall(cursor: Cursor, start: TextRange): Draft {
  const number = parseExpression(cursor);
  if (!cursor.accept('#')) return callDraft(cursor, start, 'CallHelper', { imm: number });
  const name = cursor.next();
  if (name.kind !== 'word') cursor.unexpected('the name of the helper');
  const range = spanOf(start, rangeOf(name));
  return { kind: 'named-call', name: name.text, nameRange: rangeOf(name), number, callee: 'helper', range };
}

/** A word that says what kind of function follows, as bpf_conformance and ubpf have it. */
function parseQualifiedCall(cursor: Cursor, start: TextRange): Draft | undefined {
  if (cursor.peek(1).kind === 'end' || cursor.sees('#', 1)) return undefined;
  if (cursor.accept('local')) return parseLocalCall(cursor, start);
  const isName = cursor.peek(1).kind === 'word';
  if (cursor.accept('helper')) {
    return isName ? parseNamedCall(cursor, start, 'helper') : parseUnqualified(cursor, start);
  }
  if (cursor.accept('kfunc') || cursor.accept('runtime')) {
    return isName ? parseNamedCall(cursor, start, 'kfunc') : numberedKfunc(cursor, start);
  }
  return undefined;
}

function parseUnqualified(cursor: Cursor, start: TextRange): Draft {
  const token = cursor.peek();
  if (token.kind === 'register') {
    return callDraft(cursor, start, 'CallReg', { dst: parseRegister(cursor, 64).number });
  }
  const signed = cursor.sees('+') || cursor.sees('-');
  const relative = cursor.sees('pc') && (cursor.sees('+', 1) || cursor.sees('-', 1));
  if (signed || relative) return parseLocalCall(cursor, start);
  if (UNNAMED_KFUNC.every((part, ahead) => cursor.sees(part, ahead))) {
    for (const part of UNNAMED_KFUNC) cursor.expect(part);
    cursor.expect('#');
    return numberedKfunc(cursor, start);
  }
  if (token.kind === 'word' || token.kind === 'string') return parseNamedCall(cursor, start, 'any');
  if (token.kind !== 'number' && !cursor.sees('(')) cursor.unexpected('a helper, a subprogram or a register');
  return parseNumberedCall(cursor, start);
}

/** What follows `call`. Both syntaxes share it. */
export function parseCall(cursor: Cursor, start: TextRange): Draft {
  return parseQualifiedCall(cursor, start) ?? parseUnqualified(cursor, start);
}

/** `callx r2` */
export function parseRegisterCall(cursor: Cursor, start: TextRange): Draft {
  return callDraft(cursor, start, 'CallReg', { dst: parseRegister(cursor, 64).number });
}
