/** An owner that never answers does not make the editor hold on to everything ever typed. */
const MOST_UNANSWERED = 64;

/**
 * The owner of the text renders late: it may hand back a text that the person has typed beyond. Such an echo must
 * not undo what was typed since, while a text from elsewhere (a sample, a link) must go in. The same goes for the
 * line of the cursor.
 */
export class EchoFilter<Value> {
  readonly #told: Value[] = [];

  /** The editor told its owner this value. */
  tell(value: Value): void {
    this.#told.push(value);
    if (this.#told.length > MOST_UNANSWERED) this.#told.shift();
  }

  /** Whether `value` is one of those told and not yet answered; earlier ones are answered with it. */
  isEcho(value: Value): boolean {
    const at = this.#told.lastIndexOf(value);
    if (at < 0) return false;
    this.#told.splice(0, at + 1);
    return true;
  }

  forget(): void {
    this.#told.length = 0;
  }
}

export interface Splice {
  /** UTF-16 code units from the start. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** The one replacement that turns `from` into `to` and leaves their common beginning and end alone. */
export function splice(from: string, to: string): Splice {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  if (start > 0 && (isLowSurrogate(from.charCodeAt(start)) || isLowSurrogate(to.charCodeAt(start)))) start--;
  let tail = 0;
  while (tail < shorter - start && from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)) {
    tail++;
  }
  if (tail > 0 && isLowSurrogate(from.charCodeAt(from.length - tail))) tail--;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
}

/** Monaco keeps one kind of line break per text; the project's texts have line feeds. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');
