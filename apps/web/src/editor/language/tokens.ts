import { lexLine, readListingLine } from '@skep/asm';
import type { monaco } from '../monaco.ts';
import { tokenClasses } from './token-class.ts';

/** All that a line needs to know of those above it. */
class LineState implements monaco.languages.IState {
  readonly inComment: boolean;

  constructor(inComment: boolean) {
    this.inComment = inComment;
  }

  clone(): LineState {
    return this;
  }

  equals(other: monaco.languages.IState): boolean {
    return other instanceof LineState && other.inComment === this.inComment;
  }
}

const OUTSIDE = new LineState(false);
const INSIDE = new LineState(true);

interface Span {
  readonly column: number;
  readonly endColumn: number;
  readonly scopes: string;
}

/** Monaco wants to know of the gaps, too. */
function cover(spans: readonly Span[], length: number): monaco.languages.IToken[] {
  const found: monaco.languages.IToken[] = [];
  let end = 1;
  for (const { column, endColumn, scopes } of spans.toSorted((a, b) => a.column - b.column)) {
    if (column > end) found.push({ startIndex: end - 1, scopes: '' });
    if (endColumn > column) found.push({ startIndex: column - 1, scopes });
    end = endColumn;
  }
  if (end <= length) found.push({ startIndex: end - 1, scopes: '' });
  return found;
}

/** Longer lines are no program; they stay plain. */
const LONGEST_LINE = 2000;

/** Colours what the assembler's own lexer finds, so that the colours cannot say something else than it. */
export const tokensProvider: monaco.languages.TokensProvider = {
  getInitialState: () => OUTSIDE,
  tokenize(text, state) {
    if (text.length > LONGEST_LINE) return { tokens: [], endState: state };
    const inside = state instanceof LineState && state.inComment;
    const listing = inside ? { from: 0, isNoise: false } : readListingLine(text);
    if (listing.isNoise) return { tokens: [{ startIndex: 0, scopes: 'comment' }], endState: OUTSIDE };
    const { tokens, comments, inComment } = lexLine(text, 1, listing.from, inside);
    const classes = tokenClasses(tokens);
    const spans = [
      { column: 1, endColumn: listing.from + 1, scopes: 'comment' },
      ...tokens.map(({ column, endColumn }, index) => ({ column, endColumn, scopes: classes[index]! })),
      ...comments.map(({ column, endColumn }) => ({ column, endColumn, scopes: 'comment' })),
    ];
    return { tokens: cover(spans, text.length), endState: inComment ? INSIDE : OUTSIDE };
  },
};
