import type { TextRange } from '@skep/base';
import { analyze, type LanguageOptions, type Section, type TextPosition } from './analysis.ts';
import { nameAt } from './name-at.ts';

export type SymbolKind = 'program' | 'function' | 'label' | 'map' | 'constant';

/** Something that a source gives a name to. */
export interface SourceSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Where the name stands in its declaration. */
  readonly range: TextRange;
  /** A few words: the type of a map, the value of a constant, the slot of a label. */
  readonly detail: string;
  /** The program that it belongs to; absent for what all programs share. */
  readonly program?: string;
}

function symbolsOfSection({ program, type, places }: Section, count: number): readonly SourceSymbol[] {
  const name = program?.name?.name ?? (count > 1 ? '' : 'main');
  const owner = name === '' ? {} : { program: name };
  const inside = [...places.values()].map(({ name: label, range, pc, isFunction }): SourceSymbol => {
    return { name: label, kind: isFunction ? 'function' : 'label', range, detail: `slot ${pc}`, ...owner };
  });
  const declared = program?.name;
  if (declared === undefined) return inside;
  return [{ name: declared.name, kind: 'program', range: declared.range, detail: type }, ...inside];
}

/** Programs, functions, labels, maps and constants, in the order of the text. */
export function symbols(text: string, options: LanguageOptions = {}): readonly SourceSymbol[] {
  const { sections, maps, constants, values } = analyze(text, options);
  const found = [
    ...maps.map(({ map, type }): SourceSymbol => ({ name: map.name, kind: 'map', range: map.range, detail: type.name })),
    ...[...constants.values()].map(({ constant: { name, range } }): SourceSymbol => {
      return { name, kind: 'constant', range, detail: String(values.get(name) ?? 'no value') };
    }),
    ...sections.flatMap((section) => symbolsOfSection(section, sections.length)),
  ];
  return found.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
}

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
