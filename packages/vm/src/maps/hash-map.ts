import type { MapDefinition } from '@skep/abi';
import { E2BIG, EINVAL } from './errno.ts';
import { FreeList } from './free-list.ts';
import { ALL_CPUS, HashMapBase, SYSCALL_CPU } from './hash-map-base.ts';
import { hashTableBytes, type NodeLayout, nodeLayout } from './hash-table.ts';
import type { MapPlace } from './map-base.ts';
import { BPF_EXIST, BPF_F_LOCK, BPF_F_NO_PREALLOC } from './map-flags.ts';
import { HEADER_BYTES } from './map-header.ts';
import type { Errno } from './map-instance.ts';
import { isPerCpu } from './map-types.ts';

/** A plain hash map has a node to spare for each CPU, so that an update can put the new element in before it takes the old one out. */
function layoutOf(definition: MapDefinition, cpus: number): NodeLayout {
  const { maxEntries, type } = definition;
  return nodeLayout(definition, cpus, maxEntries, maxEntries + (isPerCpu(type) ? 0 : cpus));
}

export function hashMapBytes(definition: MapDefinition, cpus: number): number {
  return HEADER_BYTES + FreeList.bytes(cpus) + hashTableBytes(layoutOf(definition, cpus));
}

/** `hash` and `percpu_hash` (`kernel/bpf/hashtab.c`). */
export class HashMap extends HashMapBase {
  readonly #free: FreeList;
  /** Elements are allocated in advance, and an update takes the CPU's extra node. */
  readonly #hasExtras: boolean;

  constructor(definition: MapDefinition, place: MapPlace) {
    const { cpus } = place;
    super(definition, place, layoutOf(definition, cpus), FreeList.bytes(cpus));
    this.#hasExtras = !isPerCpu(definition.type) && (definition.flags & BPF_F_NO_PREALLOC) === 0;
    this.#free = new FreeList(this.memory, this.start + HEADER_BYTES, this.table, cpus);
    this.#free.populate();
    if (this.#hasExtras) this.#free.takeExtras();
  }

  override lookupAddress(key: number, cpu: number): number {
    const node = this.findNode(key);
    return node === 0 ? 0 : this.table.valueOf(node, cpu);
  }

  protected override put(
    key: Uint8Array,
    keyAt: number,
    value: Uint8Array,
    valueAt: number,
    flags: number,
    cpu: number,
  ): Errno {
    const perCpu = this.table.layout.cpuStride !== 0;
    if (this.unknownUpdateFlags(flags) || this.lacksLock(flags) || (perCpu && flags > BPF_EXIST)) return EINVAL;
    const hash = this.table.hash(key, keyAt);
    const old = this.table.find(key, keyAt, hash);
    const errno = this.checkPresence(old, flags);
    if (errno !== 0) return errno;
    if (old !== 0 && (perCpu || (flags & BPF_F_LOCK) !== 0)) {
      this.copyValues(old, value, valueAt, cpu);
      this.touch();
      return 0;
    }
    const homeCpu = cpu === ALL_CPUS ? SYSCALL_CPU : cpu;
    const node = this.#allocate(old, homeCpu);
    if (node === 0) return E2BIG;
    this.copyKey(this.table.keyOf(node), key, keyAt);
    this.initialiseValues(node, value, valueAt, cpu);
    this.table.insert(node, hash);
    if (old !== 0) this.#discard(old, homeCpu);
    return 0;
  }

  protected override release(node: number, cpu: number): void {
    this.#free.push(node, cpu);
  }

  #allocate(old: number, cpu: number): number {
    if (this.#hasExtras) return old === 0 ? this.#free.pop(cpu) : this.#free.exchange(old, cpu);
    return old === 0 && this.size >= this.definition.maxEntries ? 0 : this.#free.pop(cpu);
  }

  #discard(old: number, cpu: number): void {
    this.table.remove(old);
    if (!this.#hasExtras) this.#free.push(old, cpu);
  }
}
