import { VALUE_FORMATS, type ValueFormat } from '@skep/abi';
import { nearest } from '@skep/base';
import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Cursor } from '../text/cursor.ts';
import { quote } from '../text/problems.ts';
import { rangeOf, spanOf, type Token, textOf } from '../text/token.ts';
import { MAP_OPTIONS, type MapOption } from './directive-names.ts';
import { parseName } from './name.ts';
import type { Literal, LiteralEntry, MapStatement, SizeOption } from './statement.ts';

const isFormat = (text: string): text is ValueFormat => (VALUE_FORMATS as readonly string[]).includes(text);
const isOption = (text: string): text is MapOption => Object.hasOwn(MAP_OPTIONS, text);

const DEEPEST_LIST = 4;

/** `u32`, `u8[16]`, `bytes[6]`, or a number of bytes. */
function parseSize(cursor: Cursor): SizeOption {
  const token = cursor.peek();
  const start = rangeOf(token);
  if (token.kind !== 'word' || !isFormat(token.text)) {
    const count = parseExpression(cursor);
    return { count, range: count.range };
  }
  cursor.next();
  const format = { name: token.text, range: start };
  if (!cursor.accept('[')) return { format, range: start };
  const count = parseExpression(cursor);
  cursor.expect(']');
  return { format, count, range: spanOf(start, rangeOf(cursor.previous)) };
}

function parseLiteral(cursor: Cursor, depth = 0): Literal {
  const token = cursor.peek();
  const range = rangeOf(token);
  if (token.kind === 'string' || token.kind === 'address') {
    cursor.next();
    return { kind: 'text', text: textOf(token), range };
  }
  if (depth >= DEEPEST_LIST || !cursor.accept('[')) {
    const expression = parseExpression(cursor);
    return { kind: 'expression', expression, range: expression.range };
  }
  const items: Literal[] = [];
  if (!cursor.sees(']')) {
    do items.push(parseLiteral(cursor, depth + 1));
    while (cursor.accept(','));
  }
  cursor.expect(']');
  return { kind: 'list', items, range: spanOf(range, rangeOf(cursor.previous)) };
}

/** `{ 0: 7, 1: 0x10 }`, after the opening brace. */
function parseEntries(cursor: Cursor): readonly LiteralEntry[] {
  const entries: LiteralEntry[] = [];
  while (!cursor.failed && !cursor.accept('}')) {
    const key = parseLiteral(cursor);
    cursor.expect(':');
    entries.push({ key, value: parseLiteral(cursor) });
    if (!cursor.accept(',') && !cursor.sees('}')) cursor.unexpected('`,` or `}`');
  }
  return entries;
}

interface Options {
  key?: SizeOption;
  value?: SizeOption;
  entries?: Expression;
  flags?: Expression;
}

function parseOption(cursor: Cursor, options: Options): void {
  const token = cursor.peek();
  const name = token.text.toLowerCase();
  if (token.kind !== 'word' || !isOption(name)) {
    const suggestion = token.kind === 'word' ? nearest(token.text, Object.keys(MAP_OPTIONS)) : undefined;
    const message = `Expected key=, value=, entries=, flags= or \`{\`, but found ${quote(token.text)}.`;
    cursor.fail('unknown-map-option', rangeOf(token), message, suggestion);
    return;
  }
  if (options[name] !== undefined) {
    cursor.fail('duplicate-map-option', rangeOf(token), `\`${name}=\` is given twice for this map.`);
  }
  cursor.next();
  cursor.expect('=');
  if (name === 'key' || name === 'value') options[name] = parseSize(cursor);
  else options[name] = parseExpression(cursor);
}

/** What follows `.map`. */
export function parseMap(cursor: Cursor, start: Token): MapStatement {
  const map = parseName(cursor, 'the name of the map');
  const type = parseName(cursor, 'the type of the map, such as `hash`');
  const options: Options = {};
  let initial: readonly LiteralEntry[] = [];
  while (!cursor.failed && cursor.peek().kind !== 'end') {
    if (cursor.accept('{')) {
      initial = parseEntries(cursor);
      break;
    }
    parseOption(cursor, options);
    cursor.accept(',');
  }
  return { kind: 'map', map, type, ...options, initial, range: spanOf(rangeOf(start), rangeOf(cursor.previous)) };
}
