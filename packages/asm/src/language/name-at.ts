import type { TextRange } from '@skep/base';
import { MEMORY_TYPE_NAMES } from '../kernel-operators.ts';
import { rangeOf, type Token, textOf } from '../text/token.ts';
import { type Analysis, sectionAt, type TextPosition } from './analysis.ts';
import type { SymbolKind } from './symbols.ts';

export interface NameAt {
  readonly name: string;
  readonly range: TextRange;
  /** What a name may refer to where it stands. */
  readonly kinds: readonly SymbolKind[];
  /** The name of the program around it. */
  readonly program: string | undefined;
}

const JUMPS: readonly string[] = ['goto', 'gotol', 'may_goto', 'ja', 'ja32'];
const PLACES: readonly SymbolKind[] = ['label', 'function', 'program'];

/** What the word at an index of a directive may refer to. */
const DIRECTIVE_KINDS: Readonly<Record<string, (index: number) => readonly SymbolKind[]>> = {
  '.program': (index) => (index === 2 ? ['program'] : []),
  '.func': () => PLACES,
  '.map': (index) => (index === 1 ? ['map'] : ['constant', 'program']),
  '.const': () => ['constant'],
  '.raw': () => ['constant'],
  '.license': () => [],
};

/** What the name at `index` may refer to, told from the words around it. */
function kindsAt(tokens: readonly Token[], index: number): readonly SymbolKind[] {
  const first = tokens[0]!.text.toLowerCase();
  const before = tokens[index - 1]?.text.toLowerCase() ?? '';
  const twoBefore = tokens[index - 2]?.text.toLowerCase() ?? '';
  if (tokens[index + 1]?.text === ':' && first !== '.map') return PLACES;
  const inDirective = DIRECTIVE_KINDS[first];
  if (inDirective !== undefined) return inDirective(index);
  if (before === 'call' || before === 'local' || JUMPS.includes(before)) return PLACES;
  const bracket = before === '[' || before === '(' || before === ':' ? twoBefore : '';
  if (bracket === 'map' || bracket.startsWith('map_') || bracket === 'idx' || before.startsWith('map_')) return ['map'];
  if (bracket === 'func' || bracket === 'subprog' || bracket === 'code_addr') return PLACES;
  if (tokens[index + 1]?.text.toLowerCase() === 'll') return ['map', 'function', 'label', 'constant'];
  // The last operand of a conditional jump in mnemonics; elsewhere a word among operands is a constant.
  const isLast = index === tokens.length - 1;
  if (first.startsWith('j') && isLast && before === ',') return ['label', 'function', 'constant'];
  return first === 'lddw' ? ['map', 'function', 'constant'] : ['constant'];
}

/** The token that a position touches. */
export function tokenAt(
  { source }: Analysis,
  { line, column }: TextPosition,
): { readonly tokens: readonly Token[]; readonly index: number } | undefined {
  const tokens = source.lines[line - 1]?.tokens ?? [];
  const index = tokens.findIndex((token) => token.column <= column && column <= token.endColumn);
  if (index < 0) return undefined;
  // Between two tokens that touch, a name wins over punctuation.
  const next = tokens[index + 1];
  const isBetween = tokens[index]!.kind === 'punctuation' && next !== undefined && next.column === column;
  return { tokens, index: isBetween ? index + 1 : index };
}

/** The name at a position and what it may refer to; `undefined` where no name stands. */
export function nameAt(analysis: Analysis, position: TextPosition): NameAt | undefined {
  const found = tokenAt(analysis, position);
  const token = found?.tokens[found.index];
  if (found === undefined || (token?.kind !== 'word' && token?.kind !== 'string')) return undefined;
  if (MEMORY_TYPE_NAMES.includes(token.text)) return undefined;
  const kinds = kindsAt(found.tokens, found.index);
  const program = sectionAt(analysis, position.line).program?.name?.name ?? 'main';
  return { name: textOf(token), range: rangeOf(token), kinds, program };
}
