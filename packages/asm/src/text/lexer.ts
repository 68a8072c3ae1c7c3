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
const REGISTER_START = 'rRwW%';
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

/** A number, unless letters follow it that are no suffix. */
function numberToken(text: string, at: number): readonly [TokenKind, string] {
  const number = match(NUMBER, text, at)!;
  const tail = match(WORD, text, at + number.length);
  return tail === undefined || /^ll$/i.test(tail) ? ['number', number] : ['bad', number + tail];
}

const isDigit = (char: number): boolean => char >= 0x30 && char <= 0x39;
const isLetter = (char: number): boolean => (char >= 0x41 && char <= 0x5a) || (char >= 0x61 && char <= 0x7a);
const mayBeginWord = (char: number): boolean => isLetter(char) || char === 0x5f || char === 0x2e || char === 0x24;

/** Punctuation, or what has no meaning. */
function otherToken(text: string, at: number): readonly [TokenKind, string] {
  const punctuation = match(PUNCTUATION, text, at);
  if (punctuation !== undefined) return ['punctuation', punctuation];
  return ['bad', text[at] === '"' ? text.slice(at).trimEnd() : String.fromCodePoint(text.codePointAt(at)!)];
}

function nextToken(text: string, at: number, afterRegister: boolean): readonly [TokenKind, string] {
  const char = text.charCodeAt(at);
  const digit = isDigit(char);
  if (digit || isLetter(char)) {
    const separator = text[at + 2];
    const address = digit || separator === ':' ? match(ADDRESS, text, at) : undefined;
    if (address !== undefined) return ['address', address];
  }
  if (digit) return numberToken(text, at);
  const signed = afterRegister && text[at] === 's' ? match(SIGNED, text, at) : undefined;
  if (signed !== undefined) return ['punctuation', signed];
  const register = REGISTER_START.includes(text[at]!) ? match(REGISTER, text, at) : undefined;
  if (register !== undefined) return ['register', register];
  if (mayBeginWord(char)) return ['word', match(WORD, text, at)!];
  const string = text[at] === '"' ? match(STRING, text, at) : undefined;
  return string === undefined ? otherToken(text, at) : ['string', string];
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
    } else if (char === 0x2f && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      skipTo(end < 0 ? text.length : end + 2);
      if (end < 0) return { tokens, comments, inComment: true };
    } else if (startsComment(text, at, isCall)) {
      skipTo(text.length);
    } else {
      const [kind, found] = nextToken(text, at, tokens.at(-1)?.kind === 'register');
      tokens.push({ kind, text: found, line, column: at + 1, endColumn: at + found.length + 1 });
      isCall ||= found.length === 4 && found.toLowerCase() === 'call';
      at += found.length;
    }
  }
  return { tokens, comments, inComment: false };
}
