import type { TextRange } from '@skep/base';
import { OPERATIONS, operation } from '@skep/isa';
import { type Expression, numberExpression, parseExpression } from '../expression/expression.ts';
import type { Cursor } from '../text/cursor.ts';
import { rangeOf, spanOf, textOf } from '../text/token.ts';
import type { Draft, MapReference } from './draft.ts';
import { parseOffset, parseTarget } from './operands.ts';

/** `map_fd 3`, `map_by_idx(3)`: the words of RFC 9669 and of other disassemblers; true for those that mean an index. */
const MAP_WORDS: Readonly<Record<string, boolean>> = {
  map_fd: false,
  map_by_fd: false,
  map_id: false,
  map_idx: true,
  map_by_idx: true,
};
const VALUE_WORDS = ['map_val', 'map_value'];
const FUNCTION_WORDS = ['func', 'subprog', 'code_addr'];
const BTF_WORDS = ['btf', 'var_addr'];

/** Words that begin a reference to a map, a function or a kernel variable. */
export const REFERENCE_WORDS: readonly string[] = [
  'map',
  ...Object.keys(MAP_WORDS),
  ...VALUE_WORDS,
  ...FUNCTION_WORDS,
  ...BTF_WORDS,
];

const WIDE_LOADS = OPERATIONS.filter(({ form }) => form.kind === 'load-imm64');

interface MapOperand {
  readonly map: MapReference;
  readonly byIndex: boolean;
}

function parseMapReference(cursor: Cursor): MapReference {
  const token = cursor.peek();
  const range = rangeOf(token);
  if (token.kind === 'word' || token.kind === 'string') {
    cursor.next();
    return { kind: 'name', name: textOf(token), range };
  }
  if (token.kind !== 'number' && !cursor.sees('-')) cursor.unexpected('the name of a map');
  return { kind: 'number', number: parseExpression(cursor), range };
}

/** What `open` begins up to its closing bracket; without a bracket, what stands there. */
function parseBracketed<Value>(cursor: Cursor, parse: () => Value): Value {
  const close = cursor.accept('[') ? ']' : cursor.accept('(') ? ')' : undefined;
  const value = parse();
  if (close !== undefined) cursor.expect(close);
  return value;
}

/** `[counters]`, `[id:5]`, `[fd:5]`, `[idx:5]`, behind the word `map`. */
function parseMapBrackets(cursor: Cursor): MapOperand {
  cursor.expect('[');
  const prefixed = cursor.sees(':', 1);
  const byIndex = prefixed && cursor.sees('idx');
  if (prefixed && !['id', 'fd', 'idx'].some((prefix) => cursor.sees(prefix))) cursor.unexpected('`id`, `fd` or `idx`');
  if (prefixed) {
    cursor.next();
    cursor.next();
  }
  const map = parseMapReference(cursor);
  cursor.expect(']');
  return { map, byIndex };
}

/** A map, however it is written; `undefined` if the next word begins none. */
function parseMapOperand(cursor: Cursor): MapOperand | undefined {
  const word = cursor.peek().text.toLowerCase();
  if (cursor.sees('map') && cursor.sees('[', 1)) {
    cursor.next();
    return parseMapBrackets(cursor);
  }
  if (!Object.hasOwn(MAP_WORDS, word) || cursor.peek(1).kind === 'end') return undefined;
  cursor.next();
  return { map: parseBracketed(cursor, () => parseMapReference(cursor)), byIndex: MAP_WORDS[word]! };
}

/** `map_val(map_by_fd(3)) + 8`, `map_value(3)` */
function parseMapValue(cursor: Cursor): MapOperand | undefined {
  if (!VALUE_WORDS.some((word) => cursor.sees(word)) || !cursor.sees('(', 1)) return undefined;
  cursor.next();
  return parseBracketed(cursor, () => parseMapOperand(cursor) ?? { map: parseMapReference(cursor), byIndex: false });
}

/** `+8` or `-8`, if there is one. */
function parseDisplacement(cursor: Cursor): Expression | undefined {
  return cursor.sees('+') || cursor.sees('-') ? parseOffset(cursor) : undefined;
}

function parseMapLoad(cursor: Cursor, dst: number, start: TextRange): Draft | undefined {
  const value = parseMapValue(cursor);
  const operand = value ?? parseMapOperand(cursor);
  if (operand === undefined) return undefined;
  let isValue = value !== undefined;
  if (!isValue && cursor.accept('[')) {
    if (cursor.next().text !== '0') {
      cursor.fail(
        'bad-map-value',
        rangeOf(cursor.previous),
        'Only the first value of a map has an address here: `[0]`.',
      );
    }
    cursor.expect(']');
    isValue = true;
  }
  const offset = parseDisplacement(cursor);
  isValue ||= offset !== undefined;
  cursor.accept('ll');
  const range = spanOf(start, rangeOf(cursor.previous));
  const valueOffset = isValue ? (offset ?? numberExpression(0, range)) : undefined;
  return { kind: 'map-load', dst, ...operand, ...(valueOffset === undefined ? {} : { valueOffset }), range };
}

const beginsBrackets = (cursor: Cursor, words: readonly string[]): boolean =>
  words.some((word) => cursor.sees(word)) && (cursor.sees('[', 1) || cursor.sees('(', 1));

function parseFunctionLoad(cursor: Cursor, dst: number, start: TextRange): Draft | undefined {
  if (!beginsBrackets(cursor, FUNCTION_WORDS)) return undefined;
  cursor.next();
  const target = parseBracketed(cursor, () => parseTarget(cursor));
  cursor.accept('ll');
  return { kind: 'function-load', dst, target, range: spanOf(start, rangeOf(cursor.previous)) };
}

function parseBtfLoad(cursor: Cursor, dst: number, start: TextRange): Draft | undefined {
  if (!beginsBrackets(cursor, BTF_WORDS)) return undefined;
  cursor.next();
  const imm = parseBracketed(cursor, () => {
    if (cursor.sees(':', 1)) {
      cursor.expect('id');
      cursor.next();
    }
    return parseExpression(cursor);
  });
  const nextImm = parseDisplacement(cursor) ?? numberExpression(0, start);
  cursor.accept('ll');
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op: operation('LoadBtfId'), dst, src: 3, imm, nextImm, range };
}

/**
 * The address of a map, of a map's value, of a function or of a kernel variable; `undefined`, with nothing read, if
 * the next words are none.
 *
 * @param start where the instruction begins
 */
export function parseReference(cursor: Cursor, dst: number, start: TextRange): Draft | undefined {
  return parseMapLoad(cursor, dst, start) ?? parseFunctionLoad(cursor, dst, start) ?? parseBtfLoad(cursor, dst, start);
}

/** LLVM's `ld_pseudo r1, 2, 0x800000003`: any 64-bit load by the number of its kind. */
export function parsePseudoLoad(cursor: Cursor, dst: number, start: TextRange): Draft {
  cursor.expect(',');
  const kind = cursor.peek();
  const op = kind.kind === 'number' ? WIDE_LOADS.find(({ select }) => select.src === Number(kind.text)) : undefined;
  if (op === undefined) cursor.unexpected(`the kind of the immediate, 0 to ${WIDE_LOADS.length - 1}`);
  else cursor.next();
  cursor.expect(',');
  const imm = parseExpression(cursor);
  const load = op ?? operation('LoadImm64');
  return { kind: 'operation', op: load, dst, src: load.select.src ?? 0, imm, range: spanOf(start, imm.range) };
}
