import type { TextRange } from '@skep/base';
import { analyze, type LanguageOptions, type TextPosition } from './analysis.ts';
import { nameAt } from './name-at.ts';
import { type SourceSymbol, type SymbolKind, symbols } from './symbols.ts';

/** The declaration of the name at a position, if the source declares it. */
export function definition(text: string, position: TextPosition, options: LanguageOptions = {}): TextRange | undefined {
  const found = nameAt(analyze(text, options), position);
  if (found === undefined) return undefined;
  return symbolOf(symbols(text, options), found.name, found.kinds, found.program)?.range;
}

/** Every place that names the same thing as the position does, its declaration included. */
export function references(text: string, position: TextPosition, options: LanguageOptions = {}): readonly TextRange[] {
  const analysis = analyze(text, options);
  const all = symbols(text, options);
  const found = nameAt(analysis, position);
  const symbol = found === undefined ? undefined : symbolOf(all, found.name, found.kinds, found.program);
  if (symbol === undefined) return [];
  const ranges: TextRange[] = [];
  for (const { number, tokens } of analysis.source.lines) {
    for (const token of tokens) {
      if (token.kind !== 'word' && token.kind !== 'string') continue;
      const other = nameAt(analysis, { line: number, column: token.column });
      if (other?.name !== symbol.name) continue;
      if (symbolOf(all, other.name, other.kinds, other.program) === symbol) ranges.push(other.range);
    }
  }
  return ranges;
}

function symbolOf(
  all: readonly SourceSymbol[],
  name: string,
  kinds: readonly SymbolKind[],
  program: string | undefined,
): SourceSymbol | undefined {
  return all.find((symbol) => {
    const isNear = symbol.program === undefined || symbol.program === program;
    return symbol.name === name && kinds.includes(symbol.kind) && isNear;
  });
}
