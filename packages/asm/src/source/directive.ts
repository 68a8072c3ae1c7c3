import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Cursor } from '../text/cursor.ts';
import { quote } from '../text/problems.ts';
import { rangeOf, spanOf, type Token, textOf } from '../text/token.ts';
import { DIRECTIVE_NAMES, type DirectiveName, isDirective, isIgnoredDirective } from './directive-names.ts';
import { parseMap } from './map-directive.ts';
import { parseName } from './name.ts';
import type { Directive, Named } from './statement.ts';

function parseProgram(cursor: Cursor, start: Token): Directive {
  const type = parseName(cursor, 'a program type such as `xdp`');
  const isAttach = (): boolean => cursor.sees('attach') && cursor.sees('=', 1);
  const name = cursor.peek().kind === 'end' || isAttach() ? undefined : parseName(cursor, 'the name of the program');
  let attach: Named | undefined;
  if (isAttach()) {
    cursor.next();
    cursor.next();
    attach = parseName(cursor, 'an attach type');
  }
  const range = spanOf(rangeOf(start), rangeOf(cursor.previous));
  return {
    kind: 'program',
    type,
    ...(name === undefined ? {} : { name }),
    ...(attach === undefined ? {} : { attach }),
    range,
  };
}

/** The rest of the line, so that `Dual MIT/GPL` needs no quotes. */
function parseLicense(cursor: Cursor, line: string): Directive {
  const first = cursor.peek();
  if (first.kind === 'end') cursor.unexpected('a license such as `GPL`');
  let last = cursor.next();
  while (cursor.peek().kind !== 'end') last = cursor.next();
  const name = first === last ? textOf(first) : line.slice(first.column - 1, last.endColumn - 1);
  return { kind: 'license', license: { name, range: spanOf(rangeOf(first), rangeOf(last)) } };
}

function parseConstant(cursor: Cursor): Directive {
  const token = cursor.peek();
  if (token.kind !== 'word') cursor.unexpected('the name of the constant');
  cursor.next();
  cursor.accept('=');
  return { kind: 'constant', constant: { name: token.text, range: rangeOf(token) }, value: parseExpression(cursor) };
}

function parseRaw(cursor: Cursor, start: Token): Directive {
  const words: Expression[] = [];
  do words.push(parseExpression(cursor));
  while (cursor.accept(',') || (cursor.peek().kind !== 'end' && !cursor.failed));
  return { kind: 'raw', words, range: spanOf(rangeOf(start), rangeOf(cursor.previous)) };
}

const PARSERS: Readonly<Record<DirectiveName, (cursor: Cursor, start: Token, line: string) => Directive>> = {
  '.program': parseProgram,
  '.license': (cursor, _start, line) => parseLicense(cursor, line),
  '.map': parseMap,
  '.const': parseConstant,
  '.func': (cursor) => ({ kind: 'function', function: parseName(cursor, 'the name of the function') }),
  '.raw': parseRaw,
};

/**
 * A line that begins with a dot. `undefined` after reporting what is wrong, or for what is left out.
 *
 * @param line the text of the line
 */
export function parseDirective(cursor: Cursor, line: string): Directive | undefined {
  const start = cursor.next();
  const name = start.text.toLowerCase();
  if (isIgnoredDirective(name)) {
    const message = `${quote(start.text)} means nothing here and is left out.`;
    cursor.problems.report('ignored-directive', rangeOf(start), message, { severity: 'hint' });
    return undefined;
  }
  if (!isDirective(name)) {
    const message = `There is no directive ${quote(start.text)}; the directives are ${DIRECTIVE_NAMES.join(', ')}.`;
    cursor.problems.unknownName('unknown-directive', rangeOf(start), start.text, message, () => DIRECTIVE_NAMES);
    return undefined;
  }
  const directive = PARSERS[name](cursor, start, line);
  cursor.expectEnd();
  return cursor.failed ? undefined : directive;
}
