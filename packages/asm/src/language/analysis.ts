import type { ProgramTypeName } from '@skep/abi';
import { layOut } from '../assemble/layout.ts';
import { ConstantScope } from '../assemble/scope.ts';
import { type ParsedSource, parseSource } from '../source/parse-source.ts';
import { programTypeByName } from '../source/program-type-names.ts';
import type { ConstantStatement, MapStatement, Named, ProgramStatement, Statement } from '../source/statement.ts';
import type { Syntax } from '../syntax.ts';
import { Problems } from '../text/problems.ts';

/** A place in a text: lines and columns count from 1, columns in UTF-16 code units, as in Monaco. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export interface LanguageOptions {
  /** `auto` if left out. */
  readonly syntax?: Syntax | 'auto';
  /** For code that no `.program` announces; `xdp` if left out. */
  readonly programType?: ProgramTypeName;
}

/** A label or a function, with the slot it stands for. */
export interface Place extends Named {
  readonly pc: number;
  readonly isFunction: boolean;
}

/** The lines from one `.program` to the next. */
export interface Section {
  readonly program?: ProgramStatement;
  readonly type: ProgramTypeName;
  readonly statements: readonly Statement[];
  readonly places: ReadonlyMap<string, Place>;
  readonly firstLine: number;
}

/** What an editor needs to know of a source, right or wrong. */
export interface Analysis {
  readonly text: string;
  readonly source: ParsedSource;
  readonly sections: readonly Section[];
  readonly maps: readonly MapStatement[];
  readonly constants: ReadonlyMap<string, ConstantStatement>;
  /** Values of the constants that have one. */
  readonly values: ReadonlyMap<string, bigint>;
}

/** The line that a statement begins in. */
function lineOf(statement: Statement): number {
  switch (statement.kind) {
    case 'label':
      return statement.label.range.line;
    case 'license':
      return statement.license.range.line;
    case 'constant':
      return statement.constant.range.line;
    case 'function':
      return statement.function.range.line;
    default:
      return statement.range.line;
  }
}

function cut(statements: readonly Statement[], fallback: ProgramTypeName): readonly Section[] {
  const groups: { program?: ProgramStatement; statements: Statement[] }[] = [{ statements: [] }];
  for (const statement of statements) {
    if (statement.kind === 'program') groups.push({ program: statement, statements: [] });
    else groups.at(-1)!.statements.push(statement);
  }
  return groups.map(({ program, statements: found }): Section => {
    const type = program?.type === undefined ? undefined : programTypeByName(program.type.name.toLowerCase());
    const shared = { type: type ?? fallback, statements: found, places: layOut(found, new Problems(false)).labels };
    return program === undefined ? { ...shared, firstLine: 1 } : { ...shared, program, firstLine: lineOf(program) };
  });
}

function build(text: string, options: LanguageOptions): Analysis {
  const source = parseSource(text, options.syntax ?? 'auto', new Problems(false));
  const ofKind = <Kind extends Statement['kind']>(kind: Kind): Extract<Statement, { kind: Kind }>[] =>
    source.statements.filter((statement) => statement.kind === kind) as Extract<Statement, { kind: Kind }>[];
  const constants = ofKind('constant');
  const scope = new ConstantScope(constants, new Map(), new Problems(false));
  return {
    text,
    source,
    sections: cut(source.statements, options.programType ?? 'xdp'),
    maps: ofKind('map'),
    constants: new Map(constants.map((statement) => [statement.constant.name, statement])),
    values: new Map([...scope.constants].map(([name, { value }]) => [name, value])),
  };
}

let last: { readonly analysis: Analysis; readonly key: string } | undefined;

/** Reads a source. An editor asks several questions about one text in a row, so the last answer is kept. */
export function analyze(text: string, options: LanguageOptions = {}): Analysis {
  const key = `${options.syntax ?? 'auto'} ${options.programType ?? 'xdp'}`;
  if (last?.key !== key || last.analysis.text !== text) last = { analysis: build(text, options), key };
  return last.analysis;
}

/** The program that a line belongs to. */
export function sectionAt({ sections }: Analysis, line: number): Section {
  return sections.findLast(({ firstLine }) => firstLine <= line) ?? sections[0]!;
}
