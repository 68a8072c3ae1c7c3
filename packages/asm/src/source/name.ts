import type { Cursor } from '../text/cursor.ts';
import { rangeOf, textOf } from '../text/token.ts';
import type { Named } from './statement.ts';

/** A name: a word, or anything else between quotes. */
export function parseName(cursor: Cursor, what: string): Named {
  const token = cursor.peek();
  const range = rangeOf(token);
  if (token.kind !== 'word' && token.kind !== 'string') cursor.unexpected(what);
  cursor.next();
  return { name: textOf(token), range };
}
