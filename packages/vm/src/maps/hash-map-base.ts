import type { MapDefinition } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { StridedField, StridedRegion } from '../strided-region.ts';
import { EEXIST, ENOENT } from './errno.ts';
import { formatKey } from './format-key.ts';
import { HashTable, hashTableBytes, type NodeLayout } from './hash-table.ts';
import type { MapElement } from './machine-map.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { BPF_EXIST, BPF_F_LOCK, BPF_NOEXIST } from './map-flags.ts';
import { HEADER_BYTES } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';

/** The CPU that the system call is taken to run on. */
export const SYSCALL_CPU = 0;
/** In the place of a CPU: the values of all CPUs are given, one after the other, each padded to 8. */
export const ALL_CPUS = -1;

/**
 * What `hash` and LRU maps share: finding, listing and deleting elements.
 *
 *      0        8
 *     +--------+--------------------------+-------------------+
 *     | header | free nodes, by map type  | buckets and nodes |
 *     +--------+--------------------------+-------------------+
 */
export abstract class HashMapBase extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[];
  protected readonly table: HashTable;

  constructor(definition: MapDefinition, place: MapPlace, layout: NodeLayout, freeBytes: number) {
    super(definition, place);
    this.byteLength = HEADER_BYTES + freeBytes + hashTableBytes(layout);
    this.table = new HashTable(
      this.memory,
      this.start,
      this.start + HEADER_BYTES + freeBytes,
      definition.keySize,
      layout,
    );
    this.storage = [this.#nodeStorage()];
  }

  /** Puts an element in; the key and the value lie in `bytes` at `key` and `value`. */
  protected abstract put(
    key: Uint8Array,
    keyAt: number,
    value: Uint8Array,
    valueAt: number,
    flags: number,
    cpu: number,
  ): Errno;
  /** Gives a removed node back. */
  protected abstract release(node: number, cpu: number): void;

  override updateFrom(key: number, value: number, flags: number, cpu: number): Errno {
    const { bytes } = this.memory;
    return this.put(bytes, key, bytes, value, flags, cpu);
  }

  override deleteAt(key: number, cpu: number): Errno {
    return this.#remove(this.memory.bytes, key, cpu);
  }

  override nextElement(cursor: bigint, cpu: number): MapElement | undefined {
    const position = this.table.after(Number(cursor >> 32n), Number(cursor & 0xffffffffn));
    if (position === undefined) return undefined;
    const { bucket, node } = position;
    return {
      cursor: (BigInt(bucket) << 32n) | BigInt(node),
      key: this.table.keyOf(node),
      value: this.table.valueOf(node, cpu),
    };
  }

  *entries(): Iterable<MapEntry> {
    for (let at = this.table.after(0, 0); at !== undefined; at = this.table.after(at.bucket, at.node)) {
      const key = this.memory.read(this.table.keyOf(at.node), this.definition.keySize);
      yield { key, values: this.#read(at.node), address: this.table.valueOf(at.node, 0) };
    }
  }

  protected override lookupFromUser(key: Uint8Array): Result<readonly Uint8Array[], Errno> {
    const node = this.table.find(key, 0, this.table.hash(key, 0));
    return node === 0 ? err(ENOENT) : ok(this.#read(node));
  }

  protected override updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    const { cpuStride } = this.table.layout;
    if (cpuStride === 0) return this.put(key, 0, values[0]!, 0, flags, SYSCALL_CPU);
    const all = new Uint8Array(cpuStride * this.cpus);
    for (let cpu = 0; cpu < this.cpus; cpu++) all.set(values[cpu] ?? values[0]!, cpu * cpuStride);
    return this.put(key, 0, all, 0, flags, ALL_CPUS);
  }

  protected override deleteFromUser(key: Uint8Array): Errno {
    return this.#remove(key, 0, SYSCALL_CPU);
  }

  protected findNode(key: number): number {
    const { bytes } = this.memory;
    return this.table.find(bytes, key, this.table.hash(bytes, key));
  }

  /** EEXIST or ENOENT when the update asks for an absent or a present element and there is the other. */
  protected checkPresence(old: number, flags: number): Errno {
    const wanted = flags & ~BPF_F_LOCK;
    if (old !== 0 && wanted === BPF_NOEXIST) return EEXIST;
    return old === 0 && wanted === BPF_EXIST ? ENOENT : 0;
  }

  /** Fills a new element: on a program's update of a per-CPU map the values of the other CPUs become 0. */
  protected initialiseValues(node: number, value: Uint8Array, at: number, cpu: number): void {
    if (this.table.layout.cpuStride !== 0 && cpu !== ALL_CPUS) {
      for (let other = 0; other < this.cpus; other++) {
        if (other !== cpu) this.memory.fill(this.table.valueOf(node, other), this.definition.valueSize, 0);
      }
    }
    this.copyValues(node, value, at, cpu);
  }

  /** Writes the value of one CPU, of all, or the only one. */
  protected copyValues(node: number, value: Uint8Array, at: number, cpu: number): void {
    const { cpuStride } = this.table.layout;
    if (cpu !== ALL_CPUS) {
      this.copyValue(this.table.valueOf(node, cpu), value, at);
      return;
    }
    for (let one = 0; one < this.cpus; one++)
      this.copyValue(this.table.valueOf(node, one), value, at + one * cpuStride);
  }

  #remove(key: Uint8Array, at: number, cpu: number): Errno {
    const node = this.table.find(key, at, this.table.hash(key, at));
    if (node === 0) return ENOENT;
    this.table.remove(node);
    this.release(node, cpu);
    return 0;
  }

  get #copies(): number {
    return this.table.layout.cpuStride === 0 ? 1 : this.cpus;
  }

  #read(node: number): Uint8Array[] {
    return Array.from({ length: this.#copies }, (_, cpu) => this.readValue(this.table.valueOf(node, cpu)));
  }

  #nodeStorage(): StridedRegion {
    const { name, keySize, valueSize } = this.definition;
    const { keyOffset, valueOffset, cpuStride, stride, nodes } = this.table.layout;
    const key: StridedField = { kind: 'map-key', offset: keyOffset, size: keySize, writable: false };
    const values = Array.from(
      { length: this.#copies },
      (_, cpu): StridedField => ({
        kind: 'map-value',
        offset: valueOffset + cpu * cpuStride,
        size: valueSize,
        writable: this.valuesWritable,
      }),
    );
    return {
      label: `elements of ${name}`,
      start: this.table.nodes,
      stride,
      count: nodes,
      fields: [key, ...values],
      map: this.index,
      labelOf: (element, field) => this.#label(this.table.nodeAt(element), field),
    };
  }

  #label(node: number, field: number): string {
    const { name, keySize, keyFormat } = this.definition;
    const key = formatKey(this.memory.read(this.table.keyOf(node), keySize), keyFormat);
    const element = this.table.inUse(node) ? `${name}[${key}]` : `a deleted element of ${name}`;
    if (field === 0) return `key of ${element}`;
    return `value of ${element}${this.table.layout.cpuStride === 0 ? '' : ` on CPU ${field - 1}`}`;
  }
}
