import { type ListingColumns, type ListingLine, readListingLine } from '../listing/listing-line.ts';
import { type Comment, lexLine } from '../text/lexer.ts';
import type { Token } from '../text/token.ts';

/** A line of a source in tokens. */
export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly listing?: ListingColumns;
  /** The symbol that a relocation of llvm-objdump names; such a line has nothing else. */
  readonly relocation?: string;
  readonly text: string;
}

const NO_LISTING: ListingLine = { from: 0, isNoise: false };

/** Cuts a source into lines and those into tokens; lines of a listing that are no program come out empty. */
export function splitLines(text: string): readonly SourceLine[] {
  let inComment = false;
  return text.split(/\r\n|\r|\n/).map((line, index) => {
    const { columns, from, isNoise, relocation } = inComment ? NO_LISTING : readListingLine(line);
    const number = index + 1;
    if (isNoise) {
      const comments = [{ column: 1, endColumn: line.length + 1 }];
      return { number, tokens: [], comments, text: line, ...(relocation === undefined ? {} : { relocation }) };
    }
    const lexed = lexLine(line, number, from, inComment);
    inComment = lexed.inComment;
    const { tokens, comments } = lexed;
    return { number, tokens, comments, text: line, ...(columns === undefined ? {} : { listing: columns }) };
  });
}
