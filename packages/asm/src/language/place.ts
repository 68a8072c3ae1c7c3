import type { Token } from '../text/token.ts';
import type { Analysis, TextPosition } from './analysis.ts';

/** What stands around a position where something is being written. */
export interface Place {
  /** Whole tokens of the line that end before the word at the position, labels left out. */
  readonly before: readonly Token[];
  /** The part of a word that ends at the position; empty when there is none. */
  readonly prefix: string;
  readonly inComment: boolean;
}

const isWordLike = ({ kind }: Token): boolean =>
  kind === 'word' || kind === 'register' || kind === 'number' || kind === 'bad';

/** `name:` and `<name>:` say nothing about the instruction behind them. */
function withoutLabels(tokens: readonly Token[]): readonly Token[] {
  const colon = tokens.findIndex(({ text }) => text === ':');
  const isLabel = colon === 1 || (colon === 3 && tokens[0]?.text === '<');
  return isLabel && !tokens[0]!.text.startsWith('.') ? tokens.slice(colon + 1) : tokens;
}

/** What an editor needs to know of the line at a position; undefined outside of the text. */
export function placeAt({ source }: Analysis, { line: number, column }: TextPosition): Place | undefined {
  const line = source.lines[number - 1];
  if (line === undefined) return undefined;
  const { tokens, comments } = line;
  const inComment = comments.some((comment) => comment.column < column && column <= comment.endColumn);
  const word = tokens.find((token) => isWordLike(token) && token.column < column && column <= token.endColumn);
  const prefix = word === undefined ? '' : line.text.slice(word.column - 1, column - 1);
  const start = word?.column ?? column;
  return { before: withoutLabels(tokens.filter((token) => token.endColumn <= start)), prefix, inComment };
}
