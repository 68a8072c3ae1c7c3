import { helperByName, constant as knownConstant, VALUE_FORMATS } from '@skep/abi';
import { ASSIGNMENT_WORDS, MEMORY_TYPE_NAMES, MNEMONICS, STATEMENT_WORDS, type Token } from '@skep/asm';

/** How a token is coloured; the theme has a colour for each. */
export type TokenClass =
  | 'register'
  | 'keyword'
  | 'type'
  | 'directive'
  | 'label'
  | 'map'
  | 'function'
  | 'constant'
  | 'name'
  | 'number'
  | 'string'
  | 'operator'
  | 'delimiter'
  | 'invalid';

const KEYWORDS: ReadonlySet<string> = new Set([
  ...STATEMENT_WORDS,
  ...[...MNEMONICS.keys()].flatMap((mnemonic) => mnemonic.split(' ')),
  ...ASSIGNMENT_WORDS,
]);

/** What stands between the brackets of a memory access, and behind `key=` and `value=` of a map. */
const TYPES: ReadonlySet<string> = new Set([...MEMORY_TYPE_NAMES, ...VALUE_FORMATS, 'll']);

/** Words behind which the name of a place in the program stands. */
const GOES_TO: ReadonlySet<string> = new Set(['goto', 'gotol', 'may_goto', 'ja', 'ja32', 'local']);

const DELIMITERS = '()[]{},:';

const isWord = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === text;

function classOfWord(tokens: readonly Token[], at: number): TokenClass {
  const { text } = tokens[at]!;
  const before = tokens[at - 1];
  const lower = text.toLowerCase();
  if (at === 0 && tokens[1]?.text === ':') return 'label';
  if (text.startsWith('.')) return 'directive';
  if (tokens[0]?.text === '.map' && at === 1) return 'map';
  if (tokens[0]?.text === '.func' && at === 1) return 'label';
  if (tokens[0]?.text === '.const' && at === 1) return 'constant';
  if (before?.kind === 'word' && GOES_TO.has(before.text.toLowerCase())) return 'label';
  if (isWord(before, 'call') || helperByName(text) !== undefined) return 'function';
  if (before?.text === '[' && isWord(tokens[at - 2], 'map')) return 'map';
  if (KEYWORDS.has(lower)) return 'keyword';
  if (TYPES.has(lower)) return 'type';
  return knownConstant(text) !== undefined || /^[A-Z][A-Z0-9_]+$/.test(text) ? 'constant' : 'name';
}

function classOf(tokens: readonly Token[], at: number): TokenClass {
  const token = tokens[at]!;
  switch (token.kind) {
    case 'register':
    case 'number':
    case 'string':
      return token.kind;
    case 'address':
      return 'number';
    case 'word':
      return classOfWord(tokens, at);
    case 'punctuation':
      return DELIMITERS.includes(token.text) ? 'delimiter' : 'operator';
    case 'bad':
    case 'end':
      return 'invalid';
  }
}

/** The classes of one line's tokens, told from the line alone. */
export function tokenClasses(tokens: readonly Token[]): readonly TokenClass[] {
  return tokens.map((_, at) => classOf(tokens, at));
}
