import { type ListingColumns, type ListingLine, readListingLine } from '../listing/listing-line.ts';
import { type Comment, lexLine } from '../text/lexer.ts';
import type { Token } from '../text/token.ts';

/** A line of a source in tokens. */
export interface SourceLine extends Pick<ListingLine, 'relocation' | 'section' | 'isSymbol'> {
  /** From 1. */
  readonly number: number;
  /** Without the columns of a listing; none if the line is no part of the program. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly listing?: ListingColumns;
  readonly text: string;
}

const NO_LISTING: ListingLine = { from: 0, isNoise: false };

/** Cuts a source into lines and those into tokens; lines of a listing that are no program come out empty. */
export function splitLines(text: string): readonly SourceLine[] {
  let inComment = false;
  return text.split(/\r\n|\r|\n/).map((line, index) => {
    const { columns, from, isNoise, ...more } = inComment ? NO_LISTING : readListingLine(line);
    const shared = { number: index + 1, text: line, ...more, ...(columns === undefined ? {} : { listing: columns }) };
    if (isNoise) return { ...shared, tokens: [], comments: [{ column: 1, endColumn: line.length + 1 }] };
    const lexed = lexLine(line, index + 1, from, inComment);
    inComment = lexed.inComment;
    return { ...shared, tokens: lexed.tokens, comments: lexed.comments };
  });
}
