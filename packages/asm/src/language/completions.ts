import {
  ATTACH_TYPES,
  CONSTANTS,
  HELPERS,
  MAP_CREATE_FLAGS,
  MAP_TYPES,
  mapTypeFacts,
  PROGRAM_TYPES,
  programTypeFacts,
  VALUE_FORMATS,
} from '@skep/abi';
import type { TextRange } from '@skep/base';
import { operationDoc } from '@skep/isa';
import { MEMORY_TYPE_NAMES } from '../kernel-operators.ts';
import { MNEMONICS } from '../parse/mnemonic/mnemonics.ts';
import { DIRECTIVES, MAP_OPTIONS } from '../source/directive-names.ts';
import type { Syntax } from '../syntax.ts';
import type { Token } from '../text/token.ts';
import { type Place, placeAt, type TextPosition } from './place.ts';
import { STATEMENT_FORMS } from './statement-forms.ts';
import { outlineOf, type SourceSymbol, type SymbolKind } from './symbols.ts';

export type CompletionKind =
  | 'statement'
  | 'mnemonic'
  | 'directive'
  | 'register'
  | 'helper'
  | 'constant'
  | 'keyword'
  | 'type'
  | SymbolKind;

export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What replaces `Completions.range`. */
  readonly insert: string;
  /** `insert` has tab stops: `$1`, `${1:text}`, `${1|one,two|}`. */
  readonly isSnippet: boolean;
  /** Beside the label: a signature, a value, a declaration. */
  readonly detail?: string;
  /** A sentence or two. */
  readonly doc?: string;
}

export interface Completions {
  /** What the chosen one replaces: the part of a word before the position. */
  readonly range: TextRange;
  readonly items: readonly Completion[];
}

type Extra = Pick<Completion, 'detail' | 'doc'>;

const plain = (kind: CompletionKind, label: string, extra: Extra = {}): Completion => ({
  kind,
  label,
  insert: label,
  isSnippet: false,
  ...extra,
});

const HELPER_ITEMS = HELPERS.map(({ name, signature, summary }) =>
  plain('helper', name, { detail: signature, doc: summary }),
);

const CONSTANT_ITEMS = [...CONSTANTS.values()].map(({ name, value, doc }) =>
  plain('constant', name, { detail: `${value}`, ...(doc !== undefined && { doc }) }),
);

const MNEMONIC_ITEMS = [...MNEMONICS].map(([name, [operation]]) => {
  const { pseudoCode, description } = operationDoc(operation!);
  return plain('mnemonic', name, { detail: pseudoCode, doc: description });
});

const DIRECTIVE_ITEMS = Object.entries(DIRECTIVES).map(([name, { usage, doc }]) =>
  plain('directive', name, { detail: usage, doc }),
);

const REGISTER_DOCS = [
  'Result of calls and of the program.',
  'First argument; at the start, the context.',
  'Second argument of a call.',
  'Third argument of a call.',
  'Fourth argument of a call.',
  'Fifth argument of a call.',
  'Kept across calls.',
  'Kept across calls.',
  'Kept across calls.',
  'Kept across calls.',
  'Frame pointer, read only: the end of this function’s 512-byte stack.',
];
const REGISTER_ITEMS = REGISTER_DOCS.map((doc, number) => plain('register', `r${number}`, { doc }));

const docOf = (facts: { readonly doc: string } | undefined): Extra => (facts === undefined ? {} : { doc: facts.doc });
const PROGRAM_TYPE_ITEMS = PROGRAM_TYPES.slice(1).map((type) => plain('type', type, docOf(programTypeFacts(type))));
const MAP_TYPE_ITEMS = MAP_TYPES.slice(1).map((type) => plain('type', type, docOf(mapTypeFacts(type))));
const FORMAT_ITEMS = VALUE_FORMATS.map((format) => plain('type', format));
const FLAG_ITEMS = MAP_CREATE_FLAGS.map(({ name, doc }) => plain('constant', name, { doc }));
const ATTACH_ITEMS = ATTACH_TYPES.map((type) => plain('type', type));

function symbolItems(symbols: readonly SourceSymbol[], ...kinds: SymbolKind[]): Completion[] {
  return symbols
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, name, declaration }) => plain(kind, name, { detail: declaration }));
}

/** Words behind which the name of a place in the program stands. */
const GOES_TO = ['goto', 'gotol', 'may_goto', 'ja', 'ja32'];

const isWord = (token: Token | undefined, ...words: string[]): boolean =>
  token !== undefined && words.includes(token.text.toLowerCase());

function mapDirectiveItems(before: readonly Token[]): readonly Completion[] {
  const last = before.at(-1);
  if (before.length === 1) return [];
  if (before.length === 2) return MAP_TYPE_ITEMS;
  if (last?.text === '=') {
    if (isWord(before.at(-2), 'key', 'value')) return FORMAT_ITEMS;
    return isWord(before.at(-2), 'flags') ? FLAG_ITEMS : CONSTANT_ITEMS;
  }
  if (last?.text === '|') return FLAG_ITEMS;
  return Object.entries(MAP_OPTIONS).map(([option, doc]) => ({ ...plain('keyword', `${option}=`), doc }));
}

function programDirectiveItems(before: readonly Token[]): readonly Completion[] {
  if (before.length === 1) return PROGRAM_TYPE_ITEMS;
  if (before.at(-1)?.text === '=' && isWord(before.at(-2), 'attach')) return ATTACH_ITEMS;
  return before.length === 2 || before.length === 3 ? [plain('keyword', 'attach=')] : [];
}

function statementItems(syntax: Syntax, prefix: string, symbols: readonly SourceSymbol[]): readonly Completion[] {
  if (prefix.startsWith('.')) return DIRECTIVE_ITEMS;
  const forms = STATEMENT_FORMS[syntax].map(
    ({ label, snippet, doc }): Completion => ({ kind: 'statement', label, insert: snippet, isSnippet: true, doc }),
  );
  const words = syntax === 'mnemonic' ? MNEMONIC_ITEMS : REGISTER_ITEMS;
  return [...forms, ...words, ...DIRECTIVE_ITEMS, ...symbolItems(symbols, 'label')];
}

function jumpsByMnemonic(before: readonly Token[]): boolean {
  const operations = MNEMONICS.get(before[0]?.text.toLowerCase() ?? '');
  return operations?.[0]?.form.kind === 'jump' && before.filter(({ text }) => text === ',').length === 2;
}

function itemsFor({ before, prefix }: Place, text: string): readonly Completion[] {
  const { syntax, symbols } = outlineOf(text);
  const last = before.at(-1);
  const first = before.find(({ text: word }, index) => word !== ':' && before[index + 1]?.text !== ':');
  if (first === undefined) return statementItems(syntax, prefix, symbols);
  if (isWord(first, '.map')) return mapDirectiveItems(before);
  if (isWord(first, '.program')) return programDirectiveItems(before);
  if (isWord(first, '.license')) return [plain('keyword', 'GPL')];
  if (isWord(first, '.func')) return [];
  if (isWord(last, 'call')) return [...symbolItems(symbols, 'function'), ...HELPER_ITEMS];
  if (isWord(last, 'local')) return symbolItems(symbols, 'function', 'label');
  if (isWord(last, ...GOES_TO) || jumpsByMnemonic(before)) return symbolItems(symbols, 'label');
  if (last?.text === '[' && isWord(before.at(-2), 'map')) return symbolItems(symbols, 'map');
  if (last?.text === '[' && isWord(before.at(-2), 'func')) return symbolItems(symbols, 'function');
  if (last?.text === '(' && before.at(-2)?.text === '*') {
    return MEMORY_TYPE_NAMES.map((name) => ({ ...plain('type', name), insert: `${name} *` }));
  }
  const references = symbolItems(symbols, 'map').map((item) => ({
    ...item,
    label: `map[${item.label}]`,
    insert: `map[${item.label}]`,
  }));
  return [...REGISTER_ITEMS, ...references, ...symbolItems(symbols, 'constant'), ...CONSTANT_ITEMS];
}

/** What could stand at a position. Nothing in comments and outside of the text. */
export function completionsAt(text: string, position: TextPosition): Completions {
  const { line, column } = position;
  const place = placeAt(text, position);
  const start = column - (place?.prefix.length ?? 0);
  const range: TextRange = { line, column: start, endLine: line, endColumn: column };
  return { range, items: place === undefined || place.inComment ? [] : itemsFor(place, text) };
}
