import { splitLines } from '../source/lines.ts';
import type { Token } from '../text/token.ts';

/** A position in a text: line and column from 1, columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** What stands around a position. */
export interface Place {
  /** Whole tokens of the line that end before the word at the position. */
  readonly before: readonly Token[];
  /** The part of a word that ends at the position; empty when there is none. */
  readonly prefix: string;
  /** The token that the position is in or touches. */
  readonly token?: Token;
  /** All tokens of the line. */
  readonly tokens: readonly Token[];
  readonly inComment: boolean;
}

const isWordLike = ({ kind }: Token): boolean =>
  kind === 'word' || kind === 'register' || kind === 'number' || kind === 'bad';

/** What an editor needs to know of the line at a position; undefined outside of the text. */
export function placeAt(text: string, { line: number, column }: TextPosition): Place | undefined {
  const line = splitLines(text)[number - 1];
  if (line === undefined) return undefined;
  const { tokens, comments } = line;
  const inComment = comments.some((comment) => comment.column < column && column <= comment.endColumn);
  const touched = tokens.filter((token) => token.column <= column && column <= token.endColumn);
  const word = touched.find((token) => isWordLike(token) && token.column < column);
  const prefix = word === undefined ? '' : line.text.slice(word.column - 1, column - 1);
  const start = word?.column ?? column;
  const token = word ?? touched.find(isWordLike) ?? touched[0];
  return {
    before: tokens.filter((each) => each.endColumn <= start),
    prefix,
    tokens,
    inComment,
    ...(token && { token }),
  };
}
