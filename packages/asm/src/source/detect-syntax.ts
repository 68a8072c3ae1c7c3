import { beginsMnemonic } from '../parse/mnemonic/mnemonics.ts';
import type { Syntax } from '../syntax.ts';
import type { Token } from '../text/token.ts';
import type { SourceLine } from './lines.ts';

const KERNEL_WORDS: readonly string[] = ['if', 'goto', 'gotol', 'store_release'];
/** Words that begin an instruction in both syntaxes. */
const COMMON_WORDS: readonly string[] = ['exit', 'call', 'callx', 'may_goto', 'ld_pseudo'];

/** Where the instruction begins behind `name:` and `<name>:`. */
function skipLabels(tokens: readonly Token[]): number {
  let at = 0;
  for (;;) {
    if (tokens[at + 1]?.text === ':') at += 2;
    else if (tokens[at]?.text === '<' && tokens[at + 3]?.text === ':') at += 4;
    else return at;
  }
}

function syntaxOf(tokens: readonly Token[]): Syntax | undefined {
  const at = skipLabels(tokens);
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || first.text.startsWith('.')) return undefined;
  if (first.kind === 'register' || first.text === '*') return 'kernel';
  if (first.kind !== 'word') return undefined;
  const word = first.text.toLowerCase();
  if (word === 'lock') return second?.text === '*' ? 'kernel' : 'mnemonic';
  if (COMMON_WORDS.includes(word)) return undefined;
  if (KERNEL_WORDS.includes(word)) return 'kernel';
  if (beginsMnemonic(word)) return 'mnemonic';
  return second?.kind === 'register' || second?.text === '[' ? 'mnemonic' : undefined;
}

/** The syntax that most lines are written in; the kernel's where nothing tells. */
export function detectSyntax(lines: readonly SourceLine[]): Syntax {
  let balance = 0;
  for (const { tokens } of lines) {
    const syntax = syntaxOf(tokens);
    if (syntax !== undefined) balance += syntax === 'kernel' ? 1 : -1;
  }
  return balance < 0 ? 'mnemonic' : 'kernel';
}
