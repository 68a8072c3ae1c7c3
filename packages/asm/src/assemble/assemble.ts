import { type BpfObject, checkMapDefinition, type MapDefinition, type Program, type ProgramTypeName } from '@skep/abi';
import type { Diagnostic, TextRange } from '@skep/base';
import { validate } from '@skep/isa';
import { parseSource } from '../source/parse-source.ts';
import type { Statement } from '../source/statement.ts';
import type { Syntax } from '../syntax.ts';
import { Problems } from '../text/problems.ts';
import { mapIndices, type ProgramSection, sectionsOf } from './declarations.ts';
import { exitFinder } from './exit-label.ts';
import { layOut } from './layout.ts';
import { MapBuilder } from './map-definition.ts';
import { FieldReader } from './numbers.ts';
import { ProgramWriter } from './program.ts';
import { linkRelocations } from './relocation.ts';
import { Resolver } from './resolve.ts';
import { ConstantScope } from './scope.ts';

export interface AssembleOptions {
  /** `auto`, the default, decides by what most lines look like. */
  readonly syntax?: Syntax | 'auto';
  /** For code that no `.program` announces; `xdp` if left out. */
  readonly programType?: ProgramTypeName;
  /** For programs that have no name; `main` if left out. */
  readonly programName?: string;
  /** For a source without `.license`; `GPL` if left out. */
  readonly license?: string;
  /** The BTF number of a kernel function that a program calls by name. */
  readonly kfunc?: (name: string) => number | undefined;
}

export interface Assembly {
  /**
   * Present when every line could be turned into bytes. What the bytes alone make invalid, such as a write to r10, is
   * an error too but does not take the object away: a verifier has more to say about it.
   */
  readonly object?: BpfObject;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The syntax asked for, or the one detected. */
  readonly syntax: Syntax;
}

/** Longer texts are refused, so that a mistake does not take all memory. UTF-16 code units. */
export const LONGEST_SOURCE = 16 << 20;

const START: TextRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function only<Kind extends Statement['kind']>(
  statements: readonly Statement[],
  kind: Kind,
): readonly Extract<Statement, { kind: Kind }>[] {
  return statements.filter((statement) => statement.kind === kind) as Extract<Statement, { kind: Kind }>[];
}

/** How a name that is no number is referred to where a number was expected. */
function otherNames(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const maps = only(statements, 'map').map(({ map }): [string, string] => [map.name, `map[${map.name}]`]);
  const functions = only(statements, 'function').map(({ function: { name } }): [string, string] => [
    name,
    `func[${name}]`,
  ]);
  return new Map([...functions, ...maps]);
}

function licenseOf(statements: readonly Statement[], fallback: string, problems: Problems): string {
  const [first, second] = only(statements, 'license');
  if (second !== undefined) {
    const related = [
      { position: { kind: 'text', range: first!.license.range }, message: 'First given here.' },
    ] as const;
    problems.report('duplicate-license', second.license.range, 'A source has one license only.', { related });
  }
  return first?.license.name ?? fallback;
}

interface Declarations {
  readonly scope: ConstantScope;
  readonly numbers: FieldReader;
  readonly maps: ReadonlyMap<string, number>;
}

function assembleProgram(
  { heading, statements }: ProgramSection,
  { scope, numbers, maps }: Declarations,
  options: AssembleOptions,
  problems: Problems,
): Program {
  const layout = layOut(linkRelocations(statements, maps, problems), problems);
  if (layout.slots === 0) {
    problems.report('empty-program', heading.range, `The program ${heading.name} has no instructions.`);
  }
  const resolver = new Resolver({
    layout,
    exitOf: exitFinder(layout),
    maps,
    programName: heading.name,
    programType: heading.type,
    scope,
    numbers,
    kfunc: options.kfunc ?? (() => undefined),
    problems,
  });
  return new ProgramWriter(layout, resolver, numbers, problems).write(heading);
}

/** What the encoding makes invalid, at the text that it came from. */
function checkProgram({ code, origins }: Program, problems: Problems): void {
  for (const { code: kind, message, position } of validate(code).diagnostics) {
    const pc = position?.kind === 'slot' ? position.pc : 0;
    problems.report(kind.replace('isa/', 'invalid-'), origins[pc] ?? origins[pc - 1] ?? START, message);
  }
}

function checkMaps(maps: readonly MapDefinition[], problems: Problems): void {
  for (const map of maps) {
    for (const { code, message } of checkMapDefinition(map)) {
      problems.report(code.replace('abi/', ''), map.origin ?? START, message);
    }
  }
}

/** Turns a text into programs and maps, and says what is wrong with it. Never throws. */
export function assemble(text: string, options: AssembleOptions = {}): Assembly {
  const problems = new Problems();
  if (text.length > LONGEST_SOURCE) {
    problems.report('source-too-long', START, `A source may have ${LONGEST_SOURCE} characters at most.`);
    const asked = options.syntax ?? 'auto';
    return { diagnostics: problems.list(), syntax: asked === 'auto' ? 'kernel' : asked };
  }
  const { statements, syntax } = parseSource(text, options.syntax ?? 'auto', problems);
  const scope = new ConstantScope(only(statements, 'constant'), otherNames(statements), problems);
  const numbers = new FieldReader(scope, problems);
  const mapStatements = only(statements, 'map');
  const maps = mapIndices(mapStatements, problems);
  const defaults = { type: options.programType ?? 'xdp', name: options.programName ?? 'main' };
  const sections = sectionsOf(statements, defaults, problems);
  const names = new Set(sections.map(({ heading }) => heading.name));
  const builder = new MapBuilder(scope, numbers, names, problems);
  const definitions = mapStatements.map((statement) => builder.build(statement));
  const license = licenseOf(statements, options.license ?? 'GPL', problems);
  const programs = sections.map((section) => assembleProgram(section, { scope, numbers, maps }, options, problems));
  if (problems.hasErrors) return { diagnostics: problems.list(), syntax };

  const object = { programs, maps: definitions.filter((map) => map !== undefined), license };
  for (const program of programs) checkProgram(program, problems);
  checkMaps(object.maps, problems);
  return { object, diagnostics: problems.list(), syntax };
}
