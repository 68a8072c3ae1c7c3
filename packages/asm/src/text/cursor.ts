import type { TextRange } from '@skep/base';
import { type Problems, quote } from './problems.ts';
import { rangeOf, type Token } from './token.ts';

/**
 * Reads the tokens of one statement. The first thing that is wrong is reported; from then on the cursor answers
 * as if the statement had ended, so parsers need not check after each step: they look at `failed` once, at the end.
 */
export class Cursor {
  readonly problems: Problems;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;
  #start = 0;
  #failed = false;

  constructor(tokens: readonly Token[], problems: Problems) {
    this.#tokens = tokens;
    this.problems = problems;
    const last = tokens.at(-1);
    const column = last?.endColumn ?? 1;
    this.#end = { kind: 'end', text: '', line: last?.line ?? 1, column, endColumn: column };
  }

  get failed(): boolean {
    return this.#failed;
  }

  peek(ahead = 0): Token {
    if (this.#failed) return this.#end;
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  /** The token that the statement begins with, labels aside. */
  get first(): Token {
    return this.#tokens[this.#start] ?? this.#end;
  }

  /** Says that the statement begins here, behind its labels. */
  markStart(): void {
    this.#start = this.#at;
  }

  /** The token read last. */
  get previous(): Token {
    return this.#tokens[this.#at - 1] ?? this.peek();
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Whether the next token is punctuation or a keyword (in any case) of this text. */
  sees(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    if (token.kind === 'punctuation') return token.text === text;
    return token.kind === 'word' && token.text.toLowerCase() === text;
  }

  accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.next();
    return true;
  }

  /** @param what completes "expected …" */
  expect(text: string, what = `\`${text}\``): void {
    if (!this.accept(text)) this.unexpected(what);
  }

  /** Says that something else should stand where the cursor is. */
  unexpected(what: string): void {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the line ends here' : `found ${quote(token.text)}`;
    this.fail('unexpected-token', rangeOf(token), `Expected ${what}, but ${found}.`);
  }

  fail(code: string, range: TextRange, message: string, suggestion?: string): void {
    if (!this.#failed) this.problems.report(code, range, message, { suggestion });
    this.#failed = true;
  }

  /** Gives the statement up after something was reported elsewhere. */
  giveUp(): void {
    this.#failed = true;
  }

  expectEnd(): void {
    const token = this.peek();
    if (token.kind === 'end') return;
    const what = token.kind === 'bad' ? `${quote(token.text)} means nothing here` : `found ${quote(token.text)}`;
    this.fail('unexpected-token', rangeOf(token), `The instruction is complete, but then ${what}.`);
  }
}
