import { suggestionFixes } from '../diagnostics.ts';
import { monaco } from '../monaco.ts';
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
  monaco.languages.register({ id: LANGUAGE_ID, aliases: ['eBPF assembly'], extensions: ['.s', '.bpf.s'] });
  monaco.languages.setLanguageConfiguration(LANGUAGE_ID, CONFIGURATION);
  monaco.languages.setTokensProvider(LANGUAGE_ID, tokensProvider);
  monaco.languages.registerCodeActionProvider(LANGUAGE_ID, suggestionFixes, { providedCodeActionKinds: ['quickfix'] });
}
