import type { BpfObject, InitialEntry, MapDefinition, Program } from '@skep/abi';
import { mapFlagNames } from '@skep/abi';
import { jumpTarget } from '@skep/isa';
import { defaultMapFlags } from '../assemble/map-definition.ts';
import { FORMAT_BYTES, formatBytes } from '../assemble/value-format.ts';
import type { Syntax } from '../syntax.ts';
import { type DisassembledLine, disassemble } from './disassemble.ts';
import { quoteName } from './names.ts';

/** Gives each name once; later ones get a number behind them. */
class UniqueNames {
  readonly #taken = new Set<string>();

  take(name: string): string {
    let candidate = name;
    for (let number = 2; this.#taken.has(candidate); number++) candidate = `${name}_${number}`;
    this.#taken.add(candidate);
    return candidate;
  }
}

function formatSize(size: number, format: MapDefinition['keyFormat']): string {
  if (format === undefined) return String(size);
  const count = size / FORMAT_BYTES[format];
  if (!Number.isInteger(count)) return String(size);
  return count === 1 ? format : `${format}[${count}]`;
}

function formatEntry({ key, value }: InitialEntry, map: MapDefinition, programs: ReadonlyMap<string, string>): string {
  const keyText = formatBytes(key, map.keyFormat ?? (map.keySize === 4 ? 'u32' : undefined));
  if ('program' in value) return `${keyText}: ${quoteName(programs.get(value.program) ?? value.program)}`;
  const isDescriptor = map.type === 'prog_array' && value.length === 4;
  return `${keyText}: ${formatBytes(value, isDescriptor ? 'u32' : map.valueFormat)}`;
}

/** Wide enough for a few entries, then one line each. */
const LONGEST_LINE = 100;

function formatInitial(map: MapDefinition, programs: ReadonlyMap<string, string>): string {
  const entries = (map.initial ?? []).map((entry) => formatEntry(entry, map, programs));
  if (entries.length === 0) return '';
  const short = ` { ${entries.join(', ')} }`;
  return short.length <= LONGEST_LINE ? short : ` {\n${entries.map((entry) => `  ${entry},\n`).join('')}}`;
}

function formatFlags({ flags, type }: MapDefinition): string {
  if (flags === defaultMapFlags(type)) return '';
  const names = mapFlagNames(flags).map((name) => (name.startsWith('BPF_F_') ? name.slice(6).toLowerCase() : name));
  return ` flags=${names.length === 0 ? '0' : names.join('|')}`;
}

function formatMap(map: MapDefinition, name: string, programs: ReadonlyMap<string, string>): string {
  const key = formatSize(map.keySize, map.keyFormat);
  const value = formatSize(map.valueSize, map.valueFormat);
  const sizes = `key=${key} value=${value} entries=${map.maxEntries}`;
  return `.map ${quoteName(name)} ${map.type} ${sizes}${formatFlags(map)}${formatInitial(map, programs)}`;
}

/** Slots that need a label: targets of jumps, where an instruction begins. */
function jumpTargets(lines: readonly DisassembledLine[]): ReadonlySet<number> {
  const starts = new Set(lines.map(({ pc }) => pc));
  const targets = lines.flatMap(({ instruction }) => {
    if (instruction === undefined || instruction.op.form.kind === 'call') return [];
    const target = jumpTarget(instruction);
    return target !== undefined && starts.has(target) ? [target] : [];
  });
  return new Set(targets);
}

/** Slots that local calls and functions' addresses refer to, where an instruction begins. */
function calledPlaces(lines: readonly DisassembledLine[]): readonly number[] {
  const starts = new Set(lines.map(({ pc }) => pc));
  const places = lines.flatMap(({ instruction }) => {
    if (instruction === undefined) return [];
    const { form } = instruction.op;
    const isCall = form.kind === 'call' && form.callee === 'local';
    const isAddress = form.kind === 'load-imm64' && form.pseudo === 'func';
    return isCall || isAddress ? [instruction.pc + 1 + instruction.imm] : [];
  });
  return [...new Set(places)].filter((pc) => starts.has(pc)).sort((a, b) => a - b);
}

/** What to call each function of a program: as its object says, or else after its slot. */
function functionNames(
  program: Program,
  name: string,
  lines: readonly DisassembledLine[],
  unique: UniqueNames,
): ReadonlyMap<number, string> {
  const starts = new Set(lines.map(({ pc }) => pc));
  const names = new Map<number, string>([[0, unique.take(name)]]);
  const declared = program.subprograms.filter(({ pc }) => starts.has(pc));
  const called = calledPlaces(lines).map((pc) => ({ pc, name: `func_${pc}` }));
  for (const { pc, name: function_ } of [...declared, ...called]) {
    if (!names.has(pc)) names.set(pc, unique.take(function_));
  }
  return names;
}

interface ProgramText {
  readonly object: BpfObject;
  readonly program: Program;
  readonly name: string;
  readonly mapNames: readonly string[];
  readonly syntax: Syntax;
}

function formatProgram({ object, program, name, mapNames, syntax }: ProgramText): string {
  const bare = disassemble(program.code);
  const unique = new UniqueNames();
  const functions = functionNames(program, name, bare, unique);
  const labels = new Map([...jumpTargets(bare)].sort((a, b) => a - b).map((pc) => [pc, unique.take(`L${pc}`)]));
  const lines = disassemble(program.code, {
    syntax,
    names: {
      label: (pc) => labels.get(pc),
      function: (pc) => functions.get(pc),
      map: (index) => (index in object.maps ? mapNames[index] : undefined),
    },
  });
  const attach = program.expectedAttachType === undefined ? '' : ` attach=${program.expectedAttachType}`;
  const text = [`.program ${program.type} ${quoteName(name)}${attach}`];
  for (const { pc, text: instruction } of lines) {
    const function_ = pc === 0 ? undefined : functions.get(pc);
    if (function_ !== undefined) text.push('', `.func ${quoteName(function_)}`);
    const label = labels.get(pc);
    if (label !== undefined) text.push(`${quoteName(label)}:`);
    text.push(`  ${instruction}`);
  }
  return text.join('\n');
}

export interface SourceOptions {
  /** `kernel` if left out. */
  readonly syntax?: Syntax;
}

/** A whole source that assembles to the same programs and maps. Jump targets get labels named after their slot. */
export function format(object: BpfObject, { syntax = 'kernel' }: SourceOptions = {}): string {
  const uniqueMaps = new UniqueNames();
  const mapNames = object.maps.map(({ name }) => uniqueMaps.take(name));
  const uniquePrograms = new UniqueNames();
  const names = object.programs.map(({ name }) => uniquePrograms.take(name));
  const byName = new Map(object.programs.map(({ name }, index) => [name, names[index]!]));
  const head = [
    `.license ${quoteName(object.license)}`,
    ...object.maps.map((map, index) => formatMap(map, mapNames[index]!, byName)),
  ].join('\n');
  const programs = object.programs.map((program, index) => {
    return formatProgram({ object, program, name: names[index]!, mapNames, syntax });
  });
  return `${[head, ...programs].join('\n\n')}\n`;
}
