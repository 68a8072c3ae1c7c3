import { helperByName, mapTypeFacts, valueStride } from '@skep/abi';
import { bytesToHex, hexToBytes } from '@skep/base';
import { SLOT_BYTES, writeSlot } from '@skep/isa';
import type { MapCase, MapOutcome, Operation } from './map-case.ts';

/** Stack offsets, below r10. */
const KEY = -64;
const VALUE = -128;
const RESULT_BYTES = 16;

type Slots = [opcode: number, dst: number, src: number, off: number, imm: number][];

const helperId = (name: string): number => helperByName(name)!.id;
const move = (dst: number, imm: number): Slots => [[0xb7, dst, 0, 0, imm]];
const call = (name: string): Slots => [[0x85, 0, 0, 0, helperId(name)]];
const loadMap = (dst: number, map: number): Slots => [
  [0x18, dst, 1, 0, map],
  [0, 0, 0, 0, 0],
];
const address = (dst: number, offset: number): Slots => [
  [0xbf, dst, 10, 0, 0],
  [0x07, dst, 0, 0, offset],
];
/** Load opcodes by size. */
const LOAD: Record<number, number> = { 1: 0x71, 2: 0x69, 4: 0x61, 8: 0x79 };

function bytesTo(offset: number, hex: string): Slots {
  const bytes = hexToBytes(hex)!;
  return Array.from(bytes, (byte, i) => [0x72, 10, 0, offset + i, byte]);
}

/** A program that performs all operations of a run: r0 goes to `results`, as 8 bytes, and what was read to the 8 after. */
function runSlots({ operations, definition, runLength }: MapCase, run: number): Slots {
  const length = runLength ?? operations.length;
  const slots: Slots = [...move(8, 0)];
  operations.slice(run * length, (run + 1) * length).forEach((operation, i) => {
    slots.push(...perform(operation, definition.valueSize), ...keep((run * length + i) * RESULT_BYTES));
  });
  return [...slots, ...move(0, 2), [0x95, 0, 0, 0, 0]];
}

/** Goes to one run after the other: a map counts them. */
function dispatch(runs: readonly Slots[]): Slots {
  const lengths = runs.map((run) => run.length);
  const counter: Slots = [[0x18, 1, 2, 0, 2], [0, 0, 0, 0, 0], [0x79, 2, 1, 0, 0], ...copyAndAdd(), [0x7b, 1, 3, 0, 0]];
  // Long programs need jumps of 32 bits: one for each run, which the test before it skips.
  const jumps = runs.flatMap((_, run): Slots => {
    const rest = 2 * (runs.length - run - 1) + END.length;
    const distance = rest + lengths.slice(0, run).reduce((sum, length) => sum + length, 0);
    return [
      [0x55, 2, 0, 1, run],
      [0x06, 0, 0, 0, distance],
    ];
  });
  return [...counter, ...jumps, ...END, ...runs.flat()];
}

const END: Slots = [
  [0xb7, 0, 0, 0, 3],
  [0x95, 0, 0, 0, 0],
];

/** r3 = r2 + 1 */
function copyAndAdd(): Slots {
  return [
    [0xbf, 3, 2, 0, 0],
    [0x07, 3, 0, 0, 1],
  ];
}

export function kernelRequest(id: string, one: MapCase): object {
  const { definition, operations, runLength } = one;
  const count = runLength === undefined ? 1 : Math.ceil(operations.length / runLength);
  const slots = dispatch(Array.from({ length: count }, (_, run) => runSlots(one, run)));
  const code = new Uint8Array(slots.length * SLOT_BYTES);
  slots.forEach(([opcode, dst, src, off, imm], pc) => writeSlot(code, pc, { opcode, dst, src, off, imm }));
  const { type, keySize, valueSize, maxEntries, flags } = definition;
  const size = Math.max(1, operations.length) * RESULT_BYTES;
  return {
    id,
    prog_type: runLength === undefined ? 'xdp' : 'raw_tp',
    insns: bytesToHex(code),
    xlated: false,
    maps: [
      { name: 'm', type, key_size: keySize, value_size: valueSize, max_entries: maxEntries, flags, dump_limit: 100000 },
      { name: 'results', type: 'array', key_size: 4, value_size: size, max_entries: 1 },
      { name: 'runs', type: 'array', key_size: 4, value_size: 8, max_entries: 1 },
    ],
    run:
      runLength === undefined
        ? { data_in: '00'.repeat(64) }
        : Array.from({ length: count }, (_, run) => ({ cpu: run % 2, flags: ['run_on_cpu'] })),
  };
}

/** Leaves the result in r0 and a read value in r8. */
function perform(operation: Operation, valueSize: number): Slots {
  const read = readThrough(Math.min(8, valueSize));
  const update = (flags: number): Slots => [
    ...loadMap(1, 0),
    ...address(2, KEY),
    ...address(3, VALUE),
    ...move(4, flags),
    ...call('map_update_elem'),
  ];
  const onKey = (name: string): Slots => [...loadMap(1, 0), ...address(2, KEY), ...call(name)];
  const toStack = (name: string): Slots => [...loadMap(1, 0), ...address(2, VALUE), ...call(name)];
  switch (operation.op) {
    case 'update':
      return [...bytesTo(KEY, operation.key), ...bytesTo(VALUE, operation.value), ...update(operation.flags)];
    case 'delete':
      return [...bytesTo(KEY, operation.key), ...onKey('map_delete_elem')];
    case 'lookup':
      return [...bytesTo(KEY, operation.key), ...onKey('map_lookup_elem'), ...guarded([...read])];
    case 'push':
      return [
        ...bytesTo(VALUE, operation.value),
        ...loadMap(1, 0),
        ...address(2, VALUE),
        ...move(3, operation.flags),
        ...call('map_push_elem'),
      ];
    case 'pop':
    case 'peek':
      return [...toStack(`map_${operation.op}_elem`), [LOAD[Math.min(8, valueSize)]!, 8, 10, VALUE, 0]];
    case 'stale':
      return [
        ...bytesTo(KEY, operation.key),
        ...onKey('map_lookup_elem'),
        ...guarded([
          [0xbf, 7, 0, 0, 0],
          ...onKey('map_delete_elem'),
          ...bytesTo(KEY, operation.other),
          ...bytesTo(VALUE, operation.value),
          ...update(0),
          [0xbf, 0, 7, 0, 0],
          ...read,
        ]),
      ];
    case 'outdated':
      return [
        ...bytesTo(KEY, operation.key),
        ...onKey('map_lookup_elem'),
        ...guarded([[0xbf, 7, 0, 0, 0], ...bytesTo(VALUE, operation.value), ...update(0), [0xbf, 0, 7, 0, 0], ...read]),
      ];
  }
}

/** r8 = what r0 points at, r0 = 1. */
function readThrough(size: number): Slots {
  return [[LOAD[size]!, 8, 0, 0, 0], ...move(0, 1)];
}

/** Skips when r0 is null. */
function guarded(slots: Slots): Slots {
  return [[0x15, 0, 0, slots.length, 0], ...slots];
}

function keep(offset: number): Slots {
  return [[0x18, 9, 2, 0, 1], [0, 0, 0, 0, offset], [0x7b, 9, 0, 0, 0], [0x7b, 9, 8, 8, 0], ...move(8, 0)];
}

interface KernelAnswer {
  readonly load?: { readonly ok: boolean; readonly log?: string };
  readonly run?: { readonly retval: number } | readonly { readonly retval: number }[];
  readonly maps?: Record<string, { readonly entries?: readonly (readonly [string, string] | string)[] }>;
}

/** The kernel's answer in the words of `runOnMachine`; a text says why there is none. */
export function kernelOutcome({ operations, definition }: MapCase, answer: KernelAnswer): MapOutcome | string {
  const runs = answer.run === undefined ? [] : [answer.run].flat();
  if (answer.load?.ok !== true || runs.some((run) => run.retval !== 2)) return JSON.stringify(answer).slice(0, 2000);
  const [result] = answer.maps!['results']!.entries!;
  const view = new DataView(hexToBytes(result![1]!)!.buffer);
  const size = Math.min(8, definition.valueSize);
  const results = operations.map((operation, i) => {
    const r0 = view.getBigInt64(i * RESULT_BYTES, true);
    const value = bytesToHex(new Uint8Array(view.buffer, i * RESULT_BYTES + 8, size));
    if (operation.op === 'pop' || operation.op === 'peek') return `${r0}:${value}`;
    if (operation.op === 'update' || operation.op === 'delete' || operation.op === 'push') return `${r0}`;
    return r0 === 0n ? 'null' : value;
  });
  const entries = answer.maps!['m']!.entries!.map((entry) =>
    typeof entry === 'string' ? (['', entry] as const) : ([entry[0], ...valuesIn(entry[1], definition)] as const),
  );
  return { results, entries };
}

/** A per-CPU value comes as one for each CPU, each padded to 8 bytes. */
function valuesIn(hex: string, { type, valueSize }: MapCase['definition']): string[] {
  const stride = mapTypeFacts(type)!.perCpu ? 2 * valueStride(valueSize) : hex.length;
  return Array.from({ length: hex.length / stride }, (_, cpu) => hex.slice(cpu * stride, cpu * stride + 2 * valueSize));
}
