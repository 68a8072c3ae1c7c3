import type { TextRange } from '@skep/base';

export type TokenKind =
  | 'word'
  | 'register'
  | 'number'
  /** Between double quotes; `text` has the quotes. */
  | 'string'
  /** A dotted IPv4 or a colon-separated MAC address. */
  | 'address'
  | 'punctuation'
  /** Nothing that can stand in a program: a stray character, an unclosed string, `12ab`. */
  | 'bad'
  /** What a cursor answers behind the last token. */
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Column of the first character and of the one behind the last, from 1. */
  readonly column: number;
  readonly endColumn: number;
}

export interface Register {
  /** As written: 0 to 10 exist. */
  readonly number: number;
  /** `w` registers are the lower halves. */
  readonly bits: 32 | 64;
}

/** What a `register` token names. `fp` is the frame pointer, r10. */
export function registerOf(token: Token): Register {
  const name = token.text.replace('%', '').toLowerCase();
  if (name === 'fp') return { number: 10, bits: 64 };
  return { number: Number(name.slice(1)), bits: name.startsWith('w') ? 32 : 64 };
}

export const rangeOf = (token: Token): TextRange => ({
  line: token.line,
  column: token.column,
  endLine: token.line,
  endColumn: token.endColumn,
});

/** The range from the start of one to the end of another. */
export const spanOf = (first: TextRange, last: TextRange): TextRange => ({
  line: first.line,
  column: first.column,
  endLine: last.endLine,
  endColumn: last.endColumn,
});

/** What a backslash makes of the letter behind it between quotes; of all others it makes themselves. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0' };

/** What stands between the quotes of a string, or the token as it is. */
export function textOf(token: Token): string {
  if (token.kind !== 'string') return token.text;
  return token.text.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}
