import type { BpfObject, MapDefinition, ProgramTypeName } from '@skep/abi';
import { bytesToHex, hexToBytes } from '@skep/base';
import { createMachine } from '../../src/create-machine.ts';
import type { Machine } from '../../src/machine.ts';
import { exit, loadValue, move, type Slots, store64 } from './slots.ts';

/** Map 0 of every case: where results go. */
export const RESULTS = 0;

export interface CaseMap {
  readonly type: MapDefinition['type'];
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags?: number;
  /** The value under key 0, in hexadecimal; the map is frozen then. */
  readonly constant?: string;
  /** The kernel cannot list its elements. */
  readonly unlisted?: boolean;
}

/** A program that calls helpers, and the packet that it runs on. */
export interface HelperCase {
  readonly name: string;
  readonly type: ProgramTypeName;
  readonly data: string;
  readonly maps: readonly CaseMap[];
  readonly slots: Slots;
  /** Where the callback starts, when there is one; it takes four 64-bit arguments. */
  readonly callback?: number;
  readonly resultBytes: number;
}

export interface HelperOutcome {
  readonly returned: number;
  readonly results: string;
  readonly data: string;
  /** First lines of what was printed. */
  readonly printed: readonly string[];
  readonly elements: readonly (readonly (readonly [string, string])[])[];
}

/** The packet is one that programs of the type are not run on. */
export const REFUSED = 'refused';

/** Collects slots; `keep` puts a register into the next 8 bytes of the results. r9 is its own. */
export class CaseBuilder {
  readonly slots: Slots[number][] = [];
  resultBytes = 0;

  add(...slots: Slots[]): this {
    for (const list of slots) this.slots.push(...list);
    return this;
  }

  keep(register = 0): this {
    this.add(loadValue(9, RESULTS, this.room(8)), store64(9, 0, register));
    return this;
  }

  /** Offset of so many bytes of the results. */
  room(bytes: number): number {
    const at = this.resultBytes;
    this.resultBytes += Math.ceil(bytes / 8) * 8;
    return at;
  }

  finish(value = 2): this {
    return this.add(move(0, value), exit);
  }

  build(name: string, more: Partial<HelperCase> = {}): HelperCase {
    const { slots, resultBytes } = this;
    return {
      name,
      type: 'xdp',
      data: '00'.repeat(64),
      maps: [],
      slots,
      resultBytes: Math.max(8, resultBytes),
      ...more,
    };
  }
}

export function mapsOf({ maps, resultBytes }: HelperCase): readonly CaseMap[] {
  return [{ type: 'array', keySize: 4, valueSize: resultBytes, maxEntries: 1 }, ...maps];
}

export function machineFor(one: HelperCase, code: Uint8Array<ArrayBuffer>): Machine {
  const maps = mapsOf(one).map(
    ({ type, keySize, valueSize, maxEntries, flags = 0, constant }, index): MapDefinition => ({
      name: `m${index}`,
      type,
      keySize,
      valueSize,
      maxEntries,
      flags,
      ...(constant === undefined
        ? {}
        : { initial: [{ key: new Uint8Array(keySize), value: hexToBytes(constant.padEnd(2 * valueSize, '0'))! }] }),
    }),
  );
  const subprograms = [{ name: 'main', pc: 0 }];
  if (one.callback !== undefined) subprograms.push({ name: 'callback', pc: one.callback });
  const program = { name: 'main', type: one.type, code, origins: [], subprograms };
  const object: BpfObject = { programs: [program], maps, license: 'GPL' };
  const machine = createMachine(object, { cpus: 1, seed: 1, budget: 10_000_000, memoryLimit: 1 << 28 });
  if (!machine.ok) throw new Error(machine.error.map((diagnostic) => diagnostic.message).join('\n'));
  return machine.value;
}

/** A text when the run ended otherwise than by its exit. */
export function runCase(one: HelperCase, code: Uint8Array<ArrayBuffer>): HelperOutcome | string {
  const machine = machineFor(one, code);
  const begun = machine.begin({
    kind: 'packet',
    data: hexToBytes(one.data)!,
    ingressIfindex: 1,
    rxQueueIndex: 0,
    time: 1_000_000_000n,
    cpu: 0,
  });
  if (!begun.ok) return REFUSED;
  const stop = machine.run(10_000_000);
  if (stop?.reason !== 'exited')
    return JSON.stringify(stop, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  const { data, meta } = machine.packet!;
  const start = meta?.start ?? data.start;
  const listed = machine.maps.filter((_, i) => i !== RESULTS && mapsOf(one)[i]!.unlisted !== true);
  return {
    returned: Number(stop.r0 & 0xffff_ffffn),
    results: bytesToHex([...machine.maps[RESULTS]!.entries()][0]!.values[0]!),
    data: bytesToHex(machine.memory.read(start, data.start + data.size - start)),
    printed: machine.outputs.flatMap((output) => (output.kind === 'printk' ? [output.text.split('\n')[0]!] : [])),
    elements: listed.map((map) =>
      Array.from(map.entries(), ({ key, values }) => [bytesToHex(key), bytesToHex(values[0]!)] as const),
    ),
  };
}
