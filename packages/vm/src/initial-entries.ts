import { type BpfObject, errnoName, type InitialEntry } from '@skep/abi';
import { type Diagnostic, nearest } from '@skep/base';
import type { MachineMap } from './maps/machine-map.ts';

const PER_CPU_ALIGNMENT = 8;

/** The value for every CPU, or one for each where the bytes hold as many, each rounded up to 8 bytes, as `bpf()` takes them. */
function perCpu(value: Uint8Array, size: number, cpus: number): readonly Uint8Array[] {
  const stride = Math.ceil(size / PER_CPU_ALIGNMENT) * PER_CPU_ALIGNMENT;
  if (value.length === size || value.length !== stride * cpus) return [value];
  return Array.from({ length: cpus }, (_, cpu) => value.subarray(cpu * stride, cpu * stride + size));
}

function programNumber(name: string, { programs }: BpfObject): Uint8Array | undefined {
  const index = programs.findIndex((program) => program.name === name);
  return index < 0 ? undefined : new Uint8Array(Uint32Array.of(index).buffer);
}

function setEntry(map: MachineMap, { key, value }: InitialEntry, object: BpfObject, cpus: number): string | undefined {
  const { keySize, valueSize } = map.definition;
  const bytes = value instanceof Uint8Array ? value : programNumber(value.program, object);
  if (bytes === undefined) return 'the object has no such program';
  const values = perCpu(bytes, valueSize, cpus);
  if (key.length !== keySize) return `its key has ${key.length} bytes instead of ${keySize}`;
  if (values[0]!.length !== valueSize) return `its value has ${bytes.length} bytes instead of ${valueSize}`;
  const done = map.update(key, values, 0);
  return done.ok ? undefined : `Linux would answer ${errnoName(done.error) ?? done.error}`;
}

/** Puts what the object defines into a new map; says what does not fit. */
export function setInitialEntries(map: MachineMap, object: BpfObject, cpus: number): Diagnostic[] {
  const { name, initial = [], origin } = map.definition;
  return initial.flatMap((entry, index): Diagnostic[] => {
    const reason = setEntry(map, entry, object, cpus);
    if (reason === undefined) return [];
    const program = entry.value instanceof Uint8Array ? undefined : entry.value.program;
    const names = object.programs.map((other) => other.name);
    const suggestion = program === undefined ? undefined : nearest(program, names);
    return [
      {
        code: 'vm/bad-initial-entry',
        severity: 'error',
        message: `Initial entry ${index} of map ${name}${program === undefined ? '' : ` (program ${program})`} cannot be set: ${reason}.`,
        ...(origin === undefined ? {} : { position: { kind: 'text', range: origin } }),
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ];
  });
}
