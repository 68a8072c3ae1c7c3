import type { MapDefinition, MapTypeName } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { StridedRegion } from '../strided-region.ts';
import { E2BIG, EEXIST, EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP } from './errno.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { BPF_ANY, BPF_EXIST, BPF_NOEXIST } from './map-flags.ts';
import { HEADER_BYTES, mapHeader } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';
import { round8 } from './sizes.ts';

/** How the system call treats the slots of one type (`arraymap.c`, `devmap.c`, `cpumap.c`, `net/xdp/xskmap.c`). */
interface SlotRules {
  /** What it answers to a lookup instead of the value. */
  readonly lookupError?: Errno;
  /** Update flags other than BPF_ANY: refused, or as in an array, where every slot counts as present. */
  readonly flags: 'any only' | 'as array';
  readonly deleteBeyond: Errno;
  readonly deleteAbsent: Errno;
  /** Writing 0 empties the slot. */
  readonly zeroEmpties: boolean;
}

const files = { flags: 'any only', deleteBeyond: E2BIG, deleteAbsent: ENOENT, zeroEmpties: false } as const;
const targets = { flags: 'as array', deleteBeyond: EINVAL, deleteAbsent: 0, zeroEmpties: true } as const;

const RULES: Partial<Record<MapTypeName, SlotRules>> = {
  prog_array: files,
  perf_event_array: { ...files, lookupError: ENOTSUPP },
  devmap: targets,
  cpumap: targets,
  xskmap: { ...targets, zeroEmpties: false, lookupError: EOPNOTSUPP },
};

function strideOf({ valueSize }: MapDefinition): number {
  return 8 + round8(valueSize);
}

export function slotArrayBytes(definition: MapDefinition): number {
  return HEADER_BYTES + definition.maxEntries * strideOf(definition);
}

/**
 * Arrays whose slots are empty until user space fills them with a reference to something outside: a program, a perf event,
 * a network device, a CPU, a socket. The value is a number that stands for the thing: the index of the program in
 * `BpfObject.programs`, the CPU of the perf event, the interface's number.
 *
 *      0        8           16
 *     +--------+-----------+---------+-----------+---------+-- - -
 *     | header | present 0 | value 0 | present 1 | value 1 |
 *     +--------+-----------+---------+-----------+---------+-- - -
 *
 * `present` is 0 or 1 in 4 bytes, padded to 8.
 */
export class SlotArrayMap extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[];
  readonly #rules: SlotRules;
  readonly #stride: number;

  constructor(definition: MapDefinition, place: MapPlace) {
    super(definition, place);
    this.#rules = RULES[definition.type]!;
    this.#stride = strideOf(definition);
    this.byteLength = slotArrayBytes(definition);
    this.storage = [this.#slotStorage()];
    if (definition.type === 'perf_event_array') this.#openPerfEvents();
  }

  /** Address of the value in a slot, or 0 when the slot is empty or does not exist. */
  slot(index: number): number {
    if (index >= this.definition.maxEntries) return 0;
    const slot = this.#slotAt(index);
    return this.memory.get32(slot) === 0 ? 0 : slot + 8;
  }

  override lookupAddress(key: number): number {
    return this.slot(this.memory.get32(key));
  }

  *entries(): Iterable<MapEntry> {
    for (let index = 0; index < this.definition.maxEntries; index++) {
      const value = this.slot(index);
      if (value === 0) continue;
      const key = new Uint8Array(4);
      new DataView(key.buffer).setUint32(0, index, true);
      yield { key, values: [this.readValue(value)] };
    }
  }

  protected override lookupFromUser(key: Uint8Array): Result<readonly Uint8Array[], Errno> {
    if (this.#rules.lookupError !== undefined) return err(this.#rules.lookupError);
    const value = this.slot(indexIn(key));
    return value === 0 ? err(ENOENT) : ok([this.readValue(value)]);
  }

  protected override updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    const index = indexIn(key);
    const anyOnly = this.#rules.flags === 'any only';
    if (anyOnly ? flags !== BPF_ANY : flags > BPF_EXIST) return EINVAL;
    if (index >= this.definition.maxEntries) return E2BIG;
    if (flags === BPF_NOEXIST) return EEXIST;
    const value = values[0]!;
    if (this.#rules.zeroEmpties && value.every((byte) => byte === 0)) this.#setPresent(index, false);
    else {
      this.#setPresent(index, true);
      this.copyValue(this.#slotAt(index) + 8, value, 0);
    }
    return 0;
  }

  protected override deleteFromUser(key: Uint8Array): Errno {
    const index = indexIn(key);
    if (index >= this.definition.maxEntries) return this.#rules.deleteBeyond;
    if (this.slot(index) === 0) return this.#rules.deleteAbsent;
    this.#setPresent(index, false);
    return 0;
  }

  /** User space is taken to have opened an event for each CPU, as libbpf's `perf_buffer__new` does. */
  #openPerfEvents(): void {
    for (let cpu = 0; cpu < this.cpus && cpu < this.definition.maxEntries; cpu++) {
      this.#setPresent(cpu, true);
      this.memory.set32(this.#slotAt(cpu) + 8, cpu);
    }
  }

  #slotAt(index: number): number {
    return this.start + HEADER_BYTES + index * this.#stride;
  }

  #setPresent(index: number, present: boolean): void {
    const slot = this.#slotAt(index);
    const before = this.memory.get32(slot);
    this.memory.set32(slot, present ? 1 : 0);
    mapHeader.resize(this.memory, this.start, (present ? 1 : 0) - before);
  }

  #slotStorage(): StridedRegion {
    const { name, valueSize, maxEntries } = this.definition;
    return {
      label: `slots of ${name}`,
      start: this.start + HEADER_BYTES,
      stride: this.#stride,
      count: maxEntries,
      fields: [{ kind: 'map-value', offset: 8, size: valueSize, writable: false }],
      map: this.index,
      labelOf: (element) => `value of ${name}[${element}]`,
    };
  }
}

function indexIn(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, 4).getUint32(0, true);
}
