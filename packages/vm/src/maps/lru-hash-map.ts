import type { MapDefinition } from '@skep/abi';
import { EINVAL, ENOMEM } from './errno.ts';
import { ALL_CPUS, HashMapBase, SYSCALL_CPU } from './hash-map-base.ts';
import { hashTableBytes, type NodeLayout, nodeLayout } from './hash-table.ts';
import { CommonLru } from './lru-common.ts';
import type { LruEviction } from './lru-eviction.ts';
import { lruNode } from './lru-list.ts';
import { PerCpuLru } from './lru-per-cpu.ts';
import type { MapPlace } from './map-base.ts';
import { BPF_EXIST, BPF_F_NO_COMMON_LRU } from './map-flags.ts';
import { HEADER_BYTES } from './map-header.ts';
import type { Errno } from './map-instance.ts';

function hasListPerCpu({ flags }: MapDefinition): boolean {
  return (flags & BPF_F_NO_COMMON_LRU) !== 0;
}

function layoutOf(definition: MapDefinition, cpus: number): NodeLayout {
  const { maxEntries } = definition;
  const entries = hasListPerCpu(definition) ? Math.ceil(maxEntries / cpus) * cpus : maxEntries;
  return nodeLayout(definition, cpus, entries, entries);
}

function listBytes(definition: MapDefinition, cpus: number): number {
  return hasListPerCpu(definition) ? PerCpuLru.bytes(cpus) : CommonLru.bytes(cpus);
}

export function lruHashMapBytes(definition: MapDefinition, cpus: number): number {
  return HEADER_BYTES + listBytes(definition, cpus) + hashTableBytes(layoutOf(definition, cpus));
}

/** `lru_hash` and `lru_percpu_hash` (`kernel/bpf/hashtab.c`). */
export class LruHashMap extends HashMapBase {
  readonly #lru: LruEviction;

  constructor(definition: MapDefinition, place: MapPlace) {
    const { cpus } = place;
    super(definition, place, layoutOf(definition, cpus), listBytes(definition, cpus));
    const Eviction = hasListPerCpu(definition) ? PerCpuLru : CommonLru;
    this.#lru = new Eviction(this.memory, this.start + HEADER_BYTES, this.table, cpus);
    this.#lru.populate();
  }

  override lookupAddress(key: number, cpu: number): number {
    const node = this.findNode(key);
    if (node === 0) return 0;
    lruNode.setUsed(this.memory, node, true);
    return this.table.valueOf(node, cpu);
  }

  protected override put(
    key: Uint8Array,
    keyAt: number,
    value: Uint8Array,
    valueAt: number,
    flags: number,
    cpu: number,
  ): Errno {
    if (flags > BPF_EXIST) return EINVAL;
    const hash = this.table.hash(key, keyAt);
    const perCpu = this.table.layout.cpuStride !== 0;
    // The node is taken before the element is looked for: so the very element that the update is for may be evicted.
    let node = 0;
    if (!perCpu || flags !== BPF_EXIST) {
      node = this.#lru.pop(cpu === ALL_CPUS ? SYSCALL_CPU : cpu);
      if (node === 0) return ENOMEM;
      this.copyKey(this.table.keyOf(node), key, keyAt);
      if (!perCpu) this.copyValues(node, value, valueAt, cpu);
    }
    const old = this.table.find(key, keyAt, hash);
    const errno = this.checkPresence(old, flags);
    if (errno !== 0) {
      if (node !== 0) this.#lru.push(node);
      return errno;
    }
    if (!perCpu) this.#replace(node, old, hash);
    else if (old === 0) this.#insert(node, hash, value, valueAt, cpu);
    else this.#updateInPlace(node, old, value, valueAt, cpu);
    return 0;
  }

  protected override release(node: number): void {
    this.#lru.push(node);
  }

  #replace(node: number, old: number, hash: number): void {
    this.table.insert(node, hash);
    if (old === 0) return;
    lruNode.setUsed(this.memory, node, true);
    this.table.remove(old);
    this.#lru.push(old);
  }

  #insert(node: number, hash: number, value: Uint8Array, valueAt: number, cpu: number): void {
    this.initialiseValues(node, value, valueAt, cpu);
    this.table.insert(node, hash);
  }

  #updateInPlace(spare: number, old: number, value: Uint8Array, valueAt: number, cpu: number): void {
    lruNode.setUsed(this.memory, old, true);
    this.copyValues(old, value, valueAt, cpu);
    this.touch();
    if (spare !== 0) this.#lru.push(spare);
  }
}
