import { ATTACH_TYPES, isAttachType, PROGRAM_TYPES, type ProgramTypeName, programTypeFacts } from '@skep/abi';
import type { TextRange } from '@skep/base';
import { PROGRAM_TYPE_ALIASES, programTypeByName } from '../source/program-type-names.ts';
import type { MapStatement, Named, ProgramStatement, Statement } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';
import type { ProgramHeading } from './program.ts';

/** A program with the statements that belong to it. */
export interface ProgramSection {
  readonly heading: ProgramHeading;
  readonly statements: readonly Statement[];
}

export interface ProgramDefaults {
  readonly type: ProgramTypeName;
  readonly name: string;
}

const START: TextRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

const belongsToProgram = ({ kind }: Statement): boolean =>
  kind === 'instruction' || kind === 'raw' || kind === 'label' || kind === 'function';

function programType(type: Named, problems: Problems): ProgramTypeName | undefined {
  const name = type.name.toLowerCase().replace(/^bpf_prog_type_/, '');
  const found = programTypeByName(name);
  if (found !== undefined) return found;
  const message = `There is no program type ${quote(type.name)}.`;
  problems.unknownName('unknown-program-type', type.range, name, message, () => [
    ...PROGRAM_TYPES.slice(1),
    ...PROGRAM_TYPE_ALIASES,
  ]);
  return undefined;
}

function attachType(attach: Named, type: ProgramTypeName, problems: Problems): string | undefined {
  const name = attach.name.toLowerCase().replace(/^bpf_/, '');
  const suitable = programTypeFacts(type)?.attachTypes ?? [];
  if (isAttachType(name)) {
    if (!(suitable as readonly string[]).includes(name)) {
      const wanted = suitable.length === 0 ? 'has no attach types' : `takes ${suitable.join(', ')}`;
      const message = `A program of type ${type} ${wanted}, not ${name}.`;
      problems.report('attach-type', attach.range, message, { severity: 'warning' });
    }
    return name;
  }
  const message = `There is no attach type ${quote(attach.name)}.`;
  problems.unknownName('unknown-attach-type', attach.range, name, message, () =>
    suitable.length === 0 ? ATTACH_TYPES : suitable,
  );
  return undefined;
}

/** The name of a function that begins at a section's first instruction names the program too. */
function nameOfFirstFunction(statements: readonly Statement[]): Named | undefined {
  for (const statement of statements) {
    if (statement.kind === 'function') return statement.function;
    if (statement.kind === 'instruction' || statement.kind === 'raw') return undefined;
  }
  return undefined;
}

class SectionBuilder {
  readonly #defaults: ProgramDefaults;
  readonly #problems: Problems;
  readonly #names = new Map<string, TextRange>();
  #unnamed = 0;

  constructor(defaults: ProgramDefaults, problems: Problems) {
    this.#defaults = defaults;
    this.#problems = problems;
  }

  build(program: ProgramStatement | undefined, statements: readonly Statement[]): ProgramSection {
    const type = program?.type === undefined ? undefined : programType(program.type, this.#problems);
    const chosen = type ?? this.#defaults.type;
    const attach = program?.attach === undefined ? undefined : attachType(program.attach, chosen, this.#problems);
    const range = program?.range ?? START;
    const name = this.#name(program?.name ?? nameOfFirstFunction(statements), range);
    const heading = { name, type: chosen, ...(attach === undefined ? {} : { expectedAttachType: attach }), range };
    return { heading, statements };
  }

  #name(given: Named | undefined, range: TextRange): string {
    const name = given?.name ?? this.#inventName();
    const earlier = this.#names.get(name);
    if (earlier !== undefined) {
      const related = [{ position: { kind: 'text', range: earlier }, message: 'First declared here.' }] as const;
      const message = `There are two programs called ${quote(name)}.`;
      this.#problems.report('duplicate-program', given?.range ?? range, message, { related });
    }
    this.#names.set(name, given?.range ?? range);
    return name;
  }

  /** `main`, `main2`, … */
  #inventName(): string {
    for (;;) {
      const number = ++this.#unnamed;
      const name = number === 1 ? this.#defaults.name : this.#defaults.name + number;
      if (!this.#names.has(name)) return name;
    }
  }
}

/** Cuts a source into programs; code above the first `.program` is a program of its own. */
export function sectionsOf(
  statements: readonly Statement[],
  defaults: ProgramDefaults,
  problems: Problems,
): readonly ProgramSection[] {
  const builder = new SectionBuilder(defaults, problems);
  const found: { program: ProgramStatement | undefined; statements: Statement[] }[] = [];
  let current: { program: ProgramStatement | undefined; statements: Statement[] } = {
    program: undefined,
    statements: [],
  };
  found.push(current);
  for (const statement of statements) {
    if (statement.kind === 'program') {
      current = { program: statement, statements: [] };
      found.push(current);
    } else if (belongsToProgram(statement)) current.statements.push(statement);
  }
  const [first, ...others] = found;
  const isImplicit = others.length === 0 || first!.statements.length > 0;
  const sections = isImplicit ? found : others;
  // What a listing calls `.text` and the like serves the programs; it comes behind them.
  const isLibrary = ({ program }: (typeof found)[number]): boolean =>
    program !== undefined && program.type === undefined;
  const ordered = [...sections.filter((section) => !isLibrary(section)), ...sections.filter(isLibrary)];
  return ordered.map((section) => builder.build(section.program, section.statements));
}

/** The indices of maps by name; a name given twice is reported. */
export function mapIndices(maps: readonly MapStatement[], problems: Problems): ReadonlyMap<string, number> {
  const indices = new Map<string, number>();
  for (const [index, { map }] of maps.entries()) {
    const earlier = indices.get(map.name);
    if (earlier === undefined) {
      indices.set(map.name, index);
      continue;
    }
    const first = maps[earlier]!.map.range;
    const related = [{ position: { kind: 'text', range: first }, message: 'First declared here.' }] as const;
    problems.report('duplicate-map', map.range, `There are two maps called ${quote(map.name)}.`, { related });
  }
  return indices;
}
