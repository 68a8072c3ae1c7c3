import { type Completion, type CompletionKind, completions } from '@skep/asm';
import { monaco } from '../monaco.ts';
import { languageOptions, toMonacoRange, toTextPosition } from './document.ts';

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;

/** Which of Monaco's signs stands for what. */
const KINDS: Readonly<Record<CompletionKind, monaco.languages.CompletionItemKind>> = {
  statement: CompletionItemKind.Snippet,
  mnemonic: CompletionItemKind.Keyword,
  keyword: CompletionItemKind.Keyword,
  directive: CompletionItemKind.Module,
  register: CompletionItemKind.Variable,
  helper: CompletionItemKind.Function,
  function: CompletionItemKind.Method,
  field: CompletionItemKind.Field,
  type: CompletionItemKind.TypeParameter,
  program: CompletionItemKind.Class,
  label: CompletionItemKind.Reference,
  map: CompletionItemKind.Struct,
  constant: CompletionItemKind.Constant,
};

/** Behind a blank anything might follow; only where little can, a list is worth opening by itself. */
const ONLY_WHEN_ASKED: ReadonlySet<CompletionKind> = new Set(['register', 'statement', 'mnemonic']);

/** Their details are long and stand in the documentation, too. */
const IN_DOCUMENTATION: ReadonlySet<CompletionKind> = new Set(['helper', 'mnemonic', 'directive']);

function toItem(found: Completion, index: number, range: monaco.IRange): monaco.languages.CompletionItem {
  const { label, insert, isSnippet, detail, documentation, rank, kind } = found;
  return {
    label: detail === undefined || IN_DOCUMENTATION.has(kind) ? label : { label, description: detail },
    kind: KINDS[kind],
    insertText: insert,
    range,
    // Monaco sorts by text; the order given stays, within a rank.
    sortText: `${rank}${String(index).padStart(5, '0')}`,
    ...(isSnippet && insert.includes('$') ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    ...(documentation === undefined ? {} : { documentation: { value: documentation } }),
  };
}

export const completionProvider: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['.', '[', '(', '=', '|', ' '],
  provideCompletionItems(model, position, context) {
    const { range, items } = completions(model.getValue(), toTextPosition(position), languageOptions(model));
    if (context.triggerCharacter === ' ' && items.some(({ kind }) => ONLY_WHEN_ASKED.has(kind))) return undefined;
    const replaced = toMonacoRange(range);
    return { suggestions: items.map((item, index) => toItem(item, index, replaced)) };
  },
};
