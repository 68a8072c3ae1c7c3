import type { TextRange } from '@skep/base';
import { analyze, type LanguageOptions, type Section } from './analysis.ts';

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
    ...maps.map(
      ({ map, type }): SourceSymbol => ({ name: map.name, kind: 'map', range: map.range, detail: type.name }),
    ),
    ...[...constants.values()].map(({ constant: { name, range } }): SourceSymbol => {
      return { name, kind: 'constant', range, detail: String(values.get(name) ?? 'no value') };
    }),
    ...sections.flatMap((section) => symbolsOfSection(section, sections.length)),
  ];
  return found.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
}
