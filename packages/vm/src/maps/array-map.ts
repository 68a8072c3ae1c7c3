import type { MapDefinition } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { StridedRegion } from '../strided-region.ts';
import { E2BIG, EEXIST, EINVAL, ENOENT } from './errno.ts';
import { KEY_CELLS_BYTES, keyCellStorage, writeKeyCell } from './key-cells.ts';
import type { MapElement } from './machine-map.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { BPF_NOEXIST } from './map-flags.ts';
import { HEADER_BYTES } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';
import { isPerCpu } from './map-types.ts';
import { round8 } from './sizes.ts';

const CELLS = HEADER_BYTES;
const VALUES = HEADER_BYTES + KEY_CELLS_BYTES;

function strideOf(definition: MapDefinition, cpus: number): number {
  return round8(definition.valueSize) * (isPerCpu(definition.type) ? cpus : 1);
}

export function arrayMapBytes(definition: MapDefinition, cpus: number): number {
  return VALUES + strideOf(definition, cpus) * definition.maxEntries;
}

/**
 * `array` and `percpu_array`. All elements are present from the start and cannot be deleted.
 *
 *      0        8           72
 *     +--------+-----------+---------+---------+-- - -
 *     | header | key cells | value 0 | value 1 |
 *     +--------+-----------+---------+---------+-- - -
 *
 * A value takes its size rounded up to 8; a per-CPU one as many of these in a row as there are CPUs.
 */
export class ArrayMap extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[];
  readonly #values: number;
  /** Bytes from one CPU's value to the next one's; 0 when all CPUs share the value. */
  readonly #cpuStride: number;
  readonly #stride: number;

  constructor(definition: MapDefinition, place: MapPlace) {
    super(definition, place);
    const { cpus } = place;
    this.byteLength = arrayMapBytes(definition, cpus);
    this.#values = this.start + VALUES;
    this.#stride = strideOf(definition, cpus);
    this.#cpuStride = isPerCpu(definition.type) ? round8(definition.valueSize) : 0;
    this.storage = [keyCellStorage(this.start + CELLS, definition.name, this.index), this.#valueStorage()];
  }

  override get size(): number {
    return this.definition.maxEntries;
  }

  override lookupAddress(key: number, cpu: number): number {
    const index = this.memory.get32(key);
    return index < this.definition.maxEntries ? this.#valueAt(index, cpu) : 0;
  }

  override updateFrom(key: number, value: number, flags: number, cpu: number): Errno {
    const index = this.memory.get32(key);
    const errno = this.#checkUpdate(index, flags);
    if (errno !== 0) return errno;
    this.copyValue(this.#valueAt(index, cpu), this.memory.bytes, value);
    this.touch();
    return 0;
  }

  override deleteAt(): Errno {
    return EINVAL;
  }

  override nextElement(cursor: bigint, cpu: number, frame: number): MapElement | undefined {
    const index = Number(cursor);
    if (index >= this.definition.maxEntries) return undefined;
    const key = writeKeyCell(this.memory, this.start + CELLS, frame, index);
    return { cursor: cursor + 1n, key, value: this.#valueAt(index, cpu) };
  }

  override directValue(offset: number): number | undefined {
    const { type, maxEntries, valueSize } = this.definition;
    const allowed = type === 'array' && maxEntries === 1 && offset < valueSize;
    return allowed ? this.#values + offset : undefined;
  }

  *entries(): Iterable<MapEntry> {
    for (let index = 0; index < this.definition.maxEntries; index++) {
      const key = new Uint8Array(4);
      new DataView(key.buffer).setUint32(0, index, true);
      yield { key, values: this.#read(index), address: this.#valueAt(index, 0) };
    }
  }

  protected override lookupFromUser(key: Uint8Array): Result<readonly Uint8Array[], Errno> {
    const index = indexIn(key);
    return index < this.definition.maxEntries ? ok(this.#read(index)) : err(ENOENT);
  }

  protected override updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    const index = indexIn(key);
    const errno = this.#checkUpdate(index, flags);
    if (errno !== 0) return errno;
    for (let cpu = 0; cpu < this.#copies; cpu++) {
      this.copyValue(this.#valueAt(index, cpu), values[cpu] ?? values[0]!, 0);
    }
    this.touch();
    return 0;
  }

  protected override deleteFromUser(): Errno {
    return EINVAL;
  }

  get #copies(): number {
    return this.#cpuStride === 0 ? 1 : this.cpus;
  }

  #valueAt(index: number, cpu: number): number {
    return this.#values + index * this.#stride + cpu * this.#cpuStride;
  }

  #checkUpdate(index: number, flags: number): Errno {
    if (this.unknownUpdateFlags(flags)) return EINVAL;
    if (index >= this.definition.maxEntries) return E2BIG;
    if ((flags & BPF_NOEXIST) !== 0) return EEXIST;
    return this.lacksLock(flags) ? EINVAL : 0;
  }

  #read(index: number): Uint8Array[] {
    return Array.from({ length: this.#copies }, (_, cpu) => this.readValue(this.#valueAt(index, cpu)));
  }

  #valueStorage(): StridedRegion {
    const { name, valueSize, maxEntries } = this.definition;
    const perCpu = this.#cpuStride !== 0;
    const field = { kind: 'map-value', size: valueSize, writable: this.valuesWritable } as const;
    return {
      label: `values of ${name}`,
      start: this.#values,
      stride: this.#stride,
      count: maxEntries,
      fields: Array.from({ length: this.#copies }, (_, cpu) => ({ ...field, offset: cpu * this.#cpuStride })),
      map: this.index,
      labelOf: (element, cpu) => `value of ${name}[${element}]${perCpu ? ` on CPU ${cpu}` : ''}`,
    };
  }
}

function indexIn(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, 4).getUint32(0, true);
}
