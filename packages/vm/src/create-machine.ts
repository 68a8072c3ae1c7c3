import type { BpfObject, MapDefinition } from '@skep/abi';
import { type Diagnostic, err, nearest, ok, type Result } from '@skep/base';
import { setInitialEntries } from './initial-entries.ts';
import { Core } from './interpreter/core.ts';
import { decodeProgram } from './interpreter/predecode.ts';
import { RegisterFile } from './interpreter/register-file.ts';
import { layOut, MAX_MEMORY_BYTES, mapHandle } from './layout.ts';
import type { Machine, MachineOptions } from './machine.ts';
import { createMap, type MachineMap, mapLayout } from './maps/index.ts';
import { Memory } from './memory.ts';
import { ReferenceMachine } from './reference-machine.ts';
import { RegionTable } from './region-table.ts';

function problem(code: string, message: string, suggestion?: string): Diagnostic {
  const diagnostic: Diagnostic = { code: `vm/${code}`, severity: 'error', message };
  return suggestion === undefined ? diagnostic : { ...diagnostic, suggestion };
}

function entryOf({ programs }: BpfObject, name: string | undefined): Result<number, Diagnostic> {
  if (programs.length === 0) return err(problem('no-program', 'The object has no program.'));
  if (name === undefined) return ok(0);
  const names = programs.map((program) => program.name);
  const index = names.indexOf(name);
  if (index >= 0) return ok(index);
  const message = `The object has no program called ${name}; it has ${names.join(', ')}.`;
  return err(problem('no-such-program', message, nearest(name, names)));
}

function checkOptions({ cpus, budget, memoryLimit }: MachineOptions): Diagnostic[] {
  const wrong: Diagnostic[] = [];
  if (!Number.isInteger(cpus) || cpus < 1 || cpus > 1024) {
    wrong.push(problem('bad-option', `A machine has 1 to 1024 CPUs, not ${cpus}.`));
  }
  if (!(budget >= 0))
    wrong.push(problem('bad-option', `The instruction budget must not be negative, but is ${budget}.`));
  if (!(memoryLimit >= 0))
    wrong.push(problem('bad-option', `The memory limit must not be negative, but is ${memoryLimit}.`));
  return wrong;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function allocate(size: number, limit: number, largest: MapDefinition | undefined): Result<Memory, Diagnostic> {
  const culprit = largest === undefined ? '' : ` The largest map is ${largest.name}: lower its max_entries.`;
  if (size > Math.min(limit, MAX_MEMORY_BYTES)) {
    const message = `The program and its maps need ${megabytes(size)} of memory, but only ${megabytes(Math.min(limit, MAX_MEMORY_BYTES))} are allowed.${culprit}`;
    return err(problem('memory-limit', message));
  }
  try {
    return ok(new Memory(size));
  } catch {
    const message = `The program and its maps need ${megabytes(size)} of memory, which the browser does not give.${culprit}`;
    return err(problem('memory-limit', message));
  }
}

function addMapRegions(regions: RegionTable, map: MachineMap): void {
  const { name } = map.definition;
  regions.add({
    kind: 'map',
    label: `map ${name}`,
    start: mapHandle(map.index),
    size: 8,
    writable: false,
    map: map.index,
  });
  for (const storage of map.storage) regions.add(storage, () => map.touch());
}

/**
 * Makes a machine for an object: creates its maps with their initial entries, checks and decodes its programs. All that
 * is wrong with the object comes back at once. The machine stands at the start of a run without input.
 */
export function createMachine(object: BpfObject, options: MachineOptions): Result<Machine, Diagnostic[]> {
  const { cpus } = options;
  const entry = entryOf(object, options.entry);
  const wrong = checkOptions(options);
  if (!entry.ok) wrong.push(entry.error);
  const layouts = object.maps.map((definition) => mapLayout(definition, cpus));
  for (const layout of layouts) if (!layout.ok) wrong.push(layout.error);
  if (!entry.ok || wrong.length > 0) return err(wrong);

  const mapBytes = layouts.map((layout) => (layout.ok ? layout.value.byteLength : 0));
  const layout = layOut(mapBytes);
  const largest = object.maps[mapBytes.indexOf(Math.max(...mapBytes))];
  const memory = allocate(layout.size, options.memoryLimit, largest);
  if (!memory.ok) return err([memory.error]);

  const maps = object.maps.map((definition, index) =>
    createMap(definition, { memory: memory.value, start: layout.maps[index]!, index, cpus }),
  );
  const entries = maps.flatMap((map) => setInitialEntries(map, object, cpus));
  if (entries.length > 0) return err(entries);
  const programs = object.programs.map((program) => decodeProgram(program, maps));
  const diagnostics = programs.flatMap((program) => program.diagnostics);
  if (diagnostics.length > 0) return err(diagnostics);

  const decoded = programs.map((program) => program.decoded);
  const immediates = decoded.flatMap((program) => program.immediates.filter((value) => value !== undefined));
  const regions = new RegionTable();
  for (const map of maps) addMapRegions(regions, map);
  const core = new Core(decoded, new RegisterFile(immediates), memory.value, regions);
  return ok(new ReferenceMachine(object, options, entry.value, layout, core, maps));
}
