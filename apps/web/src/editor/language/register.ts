import { suggestionFixes } from '../diagnostics.ts';
import { monaco } from '../monaco.ts';
import { completionProvider } from './completion.ts';
import { hoverProvider } from './hover.ts';
import { definitionProvider, highlightProvider, renameProvider, symbolProvider } from './names.ts';
import { tokensProvider } from './tokens.ts';

export const LANGUAGE_ID = 'ebpf-asm';

const CONFIGURATION: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: ';', blockComment: ['/*', '*/'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ],
  colorizedBracketPairs: [],
  autoClosingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: '{', close: '}' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: '"', close: '"' },
  ],
  wordPattern: /\.?[A-Za-z_$][\w.$]*|-?\d[\w]*/,
};

let registered = false;

/** Makes the language known to Monaco, once. */
export function registerLanguage(): void {
  if (registered) return;
  registered = true;
  const { languages } = monaco;
  languages.register({ id: LANGUAGE_ID, aliases: ['eBPF assembly'], extensions: ['.s'] });
  languages.setLanguageConfiguration(LANGUAGE_ID, CONFIGURATION);
  languages.setTokensProvider(LANGUAGE_ID, tokensProvider);
  languages.registerCompletionItemProvider(LANGUAGE_ID, completionProvider);
  languages.registerHoverProvider(LANGUAGE_ID, hoverProvider);
  languages.registerDefinitionProvider(LANGUAGE_ID, definitionProvider);
  languages.registerDocumentHighlightProvider(LANGUAGE_ID, highlightProvider);
  languages.registerRenameProvider(LANGUAGE_ID, renameProvider);
  languages.registerDocumentSymbolProvider(LANGUAGE_ID, symbolProvider);
  languages.registerCodeActionProvider(LANGUAGE_ID, suggestionFixes, { providedCodeActionKinds: ['quickfix'] });
}
