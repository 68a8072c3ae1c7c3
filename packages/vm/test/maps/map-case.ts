import type { MapDefinition, MapTypeName } from '@skep/abi';
import { bytesToHex, hexToBytes } from '@skep/base';
import { createMap, type MachineMap, mapLayout } from '../../src/maps/index.ts';
import type { QueueMap } from '../../src/maps/queue-map.ts';
import { Memory } from '../../src/memory.ts';

/** What a program does with a map; keys and values in hexadecimal. */
export type Operation =
  | { readonly op: 'update'; readonly key: string; readonly value: string; readonly flags: number }
  | { readonly op: 'delete'; readonly key: string }
  | { readonly op: 'lookup'; readonly key: string }
  | { readonly op: 'push'; readonly value: string; readonly flags: number }
  | { readonly op: 'pop' }
  | { readonly op: 'peek' }
  /** Looks a key up, deletes it, inserts another, and then reads through the pointer that the lookup gave. */
  | { readonly op: 'stale'; readonly key: string; readonly other: string; readonly value: string }
  /** Looks a key up, updates it, and then reads through the pointer that the lookup gave. */
  | { readonly op: 'outdated'; readonly key: string; readonly value: string };

export interface MapCase {
  readonly definition: Pick<MapDefinition, 'type' | 'keySize' | 'valueSize' | 'maxEntries' | 'flags'>;
  readonly operations: readonly Operation[];
  /** How many operations make a run, the runs taking turns on two CPUs; all of them on CPU 0 when absent. */
  readonly runLength?: number;
}

function cpuOf({ runLength }: MapCase, operation: number): number {
  return runLength === undefined ? 0 : Math.floor(operation / runLength) % 2;
}

/** What came of it: r0, or the value read, of each operation, and the elements at the end in the kernel's order. */
export interface MapOutcome {
  readonly results: readonly string[];
  readonly entries: readonly (readonly [key: string, ...values: string[]])[];
}

const KEY = 0x100;
const VALUE = 0x300;
const MAP = 0x1000;

export function makeMap(
  definition: MapCase['definition'] & Partial<MapDefinition>,
  cpus = 1,
): { readonly map: MachineMap; readonly memory: Memory } {
  const whole: MapDefinition = { name: 'm', ...definition };
  const layout = mapLayout(whole, cpus);
  if (!layout.ok) throw new Error(layout.error.message);
  const memory = new Memory(MAP + layout.value.byteLength);
  return { map: createMap(whole, { memory, start: MAP, index: 0, cpus }), memory };
}

export function runOnMachine(one: MapCase): MapOutcome {
  const { definition, operations, runLength } = one;
  const { map, memory } = makeMap(definition, runLength === undefined ? 1 : 2);
  const results = operations.map((operation, i) => perform(map, memory, operation, definition, cpuOf(one, i)));
  const entries = Array.from(map.entries(), ({ key, values }) => [bytesToHex(key), ...values.map(bytesToHex)] as const);
  return { results, entries };
}

/** Does what a program would, and says what it got. Uses the memory below the map for keys and values. */
export function perform(
  map: MachineMap,
  memory: Memory,
  operation: Operation,
  { valueSize }: MapCase['definition'],
  cpu: number,
): string {
  const put = (address: number, hex: string): number => {
    memory.write(address, hexToBytes(hex)!);
    return address;
  };
  const read = (address: number): string =>
    address === 0 ? 'null' : bytesToHex(memory.read(address, Math.min(8, valueSize)));
  const queue = map as QueueMap;
  switch (operation.op) {
    case 'update':
      return `${map.updateFrom(put(KEY, operation.key), put(VALUE, operation.value), operation.flags, cpu)}`;
    case 'delete':
      return `${map.deleteAt(put(KEY, operation.key), cpu)}`;
    case 'lookup':
      return read(map.lookupAddress(put(KEY, operation.key), cpu));
    case 'push':
      return `${queue.push(put(VALUE, operation.value), operation.flags)}`;
    case 'pop':
      return `${queue.pop(VALUE)}:${read(VALUE)}`;
    case 'peek':
      return `${queue.peek(VALUE)}:${read(VALUE)}`;
    case 'stale': {
      const found = map.lookupAddress(put(KEY, operation.key), cpu);
      if (found === 0) return 'null';
      map.deleteAt(KEY, cpu);
      map.updateFrom(put(KEY, operation.other), put(VALUE, operation.value), 0, cpu);
      return read(found);
    }
    case 'outdated': {
      const found = map.lookupAddress(put(KEY, operation.key), cpu);
      if (found === 0) return 'null';
      map.updateFrom(KEY, put(VALUE, operation.value), 0, cpu);
      return read(found);
    }
  }
}

export function isQueue(type: MapTypeName): boolean {
  return type === 'queue' || type === 'stack';
}
