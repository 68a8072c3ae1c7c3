import type { TextRange } from '@skep/base';
import { quoteName } from '../format/names.ts';
import { MNEMONICS } from '../parse/mnemonic/mnemonics.ts';
import { programTypeByName } from '../source/program-type-names.ts';
import type { Syntax } from '../syntax.ts';
import type { Token } from '../text/token.ts';
import {
  type Analysis,
  analyze,
  type LanguageOptions,
  type Section,
  sectionAt,
  type TextPosition,
} from './analysis.ts';
import {
  attachItems,
  type Completion,
  constantItems,
  DIRECTIVE_ITEMS,
  FORMAT_ITEMS,
  flagItems,
  HALF_REGISTER_ITEMS,
  helperItems,
  item,
  LICENSE_ITEMS,
  MAP_OPTION_ITEMS,
  MAP_TYPE_ITEMS,
  MEMORY_TYPE_ITEMS,
  MNEMONIC_ITEMS,
  OPERATION_ITEMS,
  PROGRAM_TYPE_ITEMS,
  REGISTER_ITEMS,
} from './completion-items.ts';
import { type Place, placeAt } from './place.ts';
import { STATEMENT_FORMS } from './statement-forms.ts';

export interface Completions {
  /** What the chosen one replaces: the part of a word before the position. */
  readonly range: TextRange;
  readonly items: readonly Completion[];
}

/** Words behind which the name of a place in the program stands. */
const GOES_TO: readonly string[] = ['goto', 'gotol', 'may_goto', 'ja', 'ja32'];

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token !== undefined && words.includes(token.text.toLowerCase());

/** The names that a program can refer to. */
class Names {
  readonly #analysis: Analysis;
  readonly #section: Section;

  constructor(analysis: Analysis, section: Section) {
    this.#analysis = analysis;
    this.#section = section;
  }

  places(onlyFunctions = false): readonly Completion[] {
    return [...this.#section.places.values()]
      .filter(({ isFunction }) => isFunction || !onlyFunctions)
      .map(({ name, isFunction, range }) => {
        const kind = isFunction ? 'function' : 'label';
        return item(kind, name, { insert: quoteName(name), detail: `line ${range.line}` });
      });
  }

  maps(): readonly Completion[] {
    return this.#analysis.maps.map(({ map, type }) => {
      return item('map', map.name, { insert: quoteName(map.name), detail: type.name });
    });
  }

  constants(): readonly Completion[] {
    const own = [...this.#analysis.values].map(([name, value]) => item('constant', name, { detail: String(value) }));
    return [...own, ...constantItems(this.#section.type)];
  }

  programs(): readonly Completion[] {
    return this.#analysis.sections.flatMap(({ program }) => {
      const name = program?.name?.name;
      return name === undefined ? [] : [item('program', name, { insert: quoteName(name) })];
    });
  }
}

function mapDirectiveItems(before: readonly Token[], names: Names): readonly Completion[] {
  const [last, option] = [before.at(-1), before.at(-2)];
  if (before.length === 1) return [];
  if (before.length === 2) return MAP_TYPE_ITEMS;
  if (before.some(({ text }) => text === '{')) return [...names.programs(), ...names.constants()];
  const isFlag = last?.text === '|' || (last?.text === '=' && isWord(option, 'flags'));
  if (isFlag) return flagItems(before[2]!.text);
  if (last?.text !== '=') return MAP_OPTION_ITEMS;
  return isWord(option, 'key', 'value') ? FORMAT_ITEMS : names.constants();
}

function programDirectiveItems(before: readonly Token[]): readonly Completion[] {
  if (before.length === 1) return PROGRAM_TYPE_ITEMS;
  if (before.at(-1)?.text === '=' && isWord(before.at(-2), 'attach')) {
    return attachItems(programTypeByName(before[1]!.text.toLowerCase()));
  }
  return before.length <= 3 ? [item('keyword', 'attach=')] : [];
}

function directiveItems(before: readonly Token[], names: Names): readonly Completion[] {
  switch (before[0]!.text.toLowerCase()) {
    case '.map':
      return mapDirectiveItems(before, names);
    case '.program':
      return programDirectiveItems(before);
    case '.license':
      return LICENSE_ITEMS;
    case '.const':
      return before.length === 1 ? [] : names.constants();
    case '.raw':
      return names.constants();
    default:
      return [];
  }
}

function statementItems(syntax: Syntax, prefix: string): readonly Completion[] {
  if (prefix.startsWith('.')) return DIRECTIVE_ITEMS;
  const forms = STATEMENT_FORMS[syntax].map(({ label, snippet, doc }): Completion => {
    return { ...item('statement', label, { insert: snippet, documentation: doc }), isSnippet: true };
  });
  const words = syntax === 'mnemonic' ? MNEMONIC_ITEMS : [...REGISTER_ITEMS, ...HALF_REGISTER_ITEMS];
  return [...forms, ...words, ...DIRECTIVE_ITEMS];
}

/** `jeq r1, 2, ` wants a label next. */
function awaitsTarget(before: readonly Token[]): boolean {
  const operations = MNEMONICS.get(before[0]?.text.toLowerCase() ?? '');
  const commas = before.filter(({ text }) => text === ',').length;
  return operations?.[0]?.form.kind === 'jump' && commas === 2;
}

function operandItems(before: readonly Token[], syntax: Syntax, names: Names): readonly Completion[] {
  const references = names.maps().map((found) => {
    const text = `map[${found.insert}]`;
    return { ...found, label: text, insert: text };
  });
  const isAssignment = syntax === 'kernel' && before.length === 2 && before[1]!.text === '=';
  const registers = syntax === 'kernel' ? [...REGISTER_ITEMS, ...HALF_REGISTER_ITEMS] : REGISTER_ITEMS;
  return [
    ...registers,
    ...(isAssignment || isWord(before[0], 'lddw') ? references : []),
    ...(isAssignment ? OPERATION_ITEMS : []),
    ...names.constants(),
  ];
}

function itemsAt({ before, prefix }: Place, syntax: Syntax, section: Section, names: Names): readonly Completion[] {
  const [first, last, second] = [before[0], before.at(-1), before.at(-2)];
  if (first === undefined) return statementItems(syntax, prefix);
  if (first.text.startsWith('.')) return directiveItems(before, names);
  if (isWord(last, 'call')) return [...names.places(), ...helperItems(section.type)];
  if (isWord(last, 'helper')) return helperItems(section.type);
  if (isWord(last, 'local', ...GOES_TO) || awaitsTarget(before)) return names.places();
  if (last?.text === '[' && isWord(second, 'map')) return names.maps();
  if (last?.text === '[' && isWord(second, 'func', 'subprog')) return names.places();
  if (last?.text === '(' && second?.text === '*') return MEMORY_TYPE_ITEMS;
  return operandItems(before, syntax, names);
}

/** What could stand at a position. Nothing in comments, and where a new name is to be made up. */
export function completions(text: string, position: TextPosition, options: LanguageOptions = {}): Completions {
  const { line, column } = position;
  const analysis = analyze(text, options);
  const place = placeAt(analysis, position);
  const start = column - (place?.prefix.length ?? 0);
  const range: TextRange = { line, column: start, endLine: line, endColumn: column };
  if (place === undefined || place.inComment) return { range, items: [] };
  const section = sectionAt(analysis, line);
  return { range, items: itemsAt(place, analysis.source.syntax, section, new Names(analysis, section)) };
}
