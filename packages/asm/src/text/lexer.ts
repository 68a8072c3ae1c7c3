import type { Token, TokenKind } from './token.ts';

export interface Comment {
  readonly column: number;
  readonly endColumn: number;
}

export interface LexedLine {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** Whether the line ends inside a block comment. */
  readonly inComment: boolean;
}

const ADDRESS = /(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}(?!\w|:[0-9a-fA-F]{2}:)/y;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+|\d+/y;
const WORD = /[A-Za-z_.$][\w.$]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
/** `fp` counts as a register only with `%`, as GNU as has it; without, it is free for labels and constants. */
const REGISTER = /%?[rRwW]\d{1,3}(?![\w.$])|%fp(?![\w.$])/y;
/** Signed comparisons and operators; they can only follow a register, so `s` alone stays a name. */
const SIGNED = /s(?:>>=|>=|<=|>|<|\/=|%=)/y;
const PUNCTUATION = /<<=|>>=|[-+*/%|&^=!<>]=|<<|>>|[-+*/%|&^~=<>()[\]{},:#!]/y;
/** A `#` inside a call (`call 1#bpf_map_lookup_elem`) touches what stands on both of its sides. */
const GLUED_HASH = /[\w\]]#[-+\w]/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const startsComment = (text: string, at: number, isCall: boolean): boolean => {
  if (text[at] === ';') return true;
  if (text[at] === '/') return text[at + 1] === '/';
  return text[at] === '#' && !(isCall && at > 0 && match(GLUED_HASH, text, at - 1) !== undefined);
};

function nextToken(text: string, at: number, afterRegister: boolean): readonly [TokenKind, string] {
  const signed = afterRegister ? match(SIGNED, text, at) : undefined;
  if (signed !== undefined) return ['punctuation', signed];
  const register = match(REGISTER, text, at);
  if (register !== undefined) return ['register', register];
  const address = match(ADDRESS, text, at);
  if (address !== undefined) return ['address', address];
  const number = match(NUMBER, text, at);
  if (number !== undefined) {
    const tail = match(WORD, text, at + number.length);
    return tail === undefined || /^ll$/i.test(tail) ? ['number', number] : ['bad', number + tail];
  }
  const word = match(WORD, text, at);
  if (word !== undefined) return ['word', word];
  const string = match(STRING, text, at);
  if (string !== undefined) return ['string', string];
  const punctuation = match(PUNCTUATION, text, at);
  if (punctuation !== undefined) return ['punctuation', punctuation];
  return ['bad', text[at] === '"' ? text.slice(at).trimEnd() : String.fromCodePoint(text.codePointAt(at)!)];
}

/**
 * The tokens of one line, without its line break.
 *
 * @param line its number, from 1
 * @param from where to begin, from 0: behind the columns of a listing
 * @param inComment whether the line before it ended inside a block comment
 */
export function lexLine(text: string, line: number, from = 0, inComment = false): LexedLine {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let at = from;
  const skipTo = (end: number): void => {
    comments.push({ column: at + 1, endColumn: end + 1 });
    at = end;
  };
  if (inComment) {
    const end = text.indexOf('*/');
    if (end < 0) return { tokens, comments: [{ column: 1, endColumn: text.length + 1 }], inComment: true };
    at = 0;
    skipTo(end + 2);
  }
  let isCall = false;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char <= 0x20 || char === 0xa0 || char === 0xfeff) {
      at++;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      skipTo(end < 0 ? text.length : end + 2);
      if (end < 0) return { tokens, comments, inComment: true };
    } else if (startsComment(text, at, isCall)) {
      skipTo(text.length);
    } else {
      const [kind, found] = nextToken(text, at, tokens.at(-1)?.kind === 'register');
      tokens.push({ kind, text: found, line, column: at + 1, endColumn: at + found.length + 1 });
      isCall ||= kind === 'word' && found.toLowerCase() === 'call';
      at += found.length;
    }
  }
  return { tokens, comments, inComment: false };
}
