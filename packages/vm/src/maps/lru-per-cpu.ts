import type { Memory } from '../memory.ts';
import type { HashTable } from './hash-table.ts';
import type { LruEviction } from './lru-eviction.ts';
import { LRU_LIST_BYTES, LruList, LruListType, lruNode } from './lru-list.ts';

/** `PERCPU_FREE_TARGET`: nodes that are evicted at a time, and that one look at a list visits. */
const PERCPU_FREE_TARGET = 4;

/**
 * An LRU list for each CPU (`BPF_F_NO_COMMON_LRU`): a CPU evicts only what was inserted on it. The number of nodes is a
 * multiple of the number of CPUs.
 *
 *     +---------------+---------------+-- - -
 *     | list of CPU 0 | list of CPU 1 |
 *     +---------------+---------------+-- - -
 */
export class PerCpuLru implements LruEviction {
  readonly #memory: Memory;
  readonly #lists: readonly LruList[];
  readonly #share: number;

  static bytes(cpus: number): number {
    return LRU_LIST_BYTES * cpus;
  }

  constructor(memory: Memory, start: number, table: HashTable, cpus: number) {
    this.#memory = memory;
    this.#share = table.layout.nodes / cpus;
    this.#lists = Array.from(
      { length: cpus },
      (_, cpu) => new LruList(memory, start + cpu * LRU_LIST_BYTES, table, PERCPU_FREE_TARGET, cpu * this.#share),
    );
  }

  populate(): void {
    for (const list of this.#lists) list.populate(this.#share);
  }

  pop(cpu: number): number {
    const list = this.#lists[cpu]!;
    list.rotate();
    if (!list.hasFree()) list.shrink(PERCPU_FREE_TARGET, (node) => list.move(node, LruListType.Free));
    const node = list.takeFree();
    if (node === 0) return 0;
    lruNode.setCpu(this.#memory, node, cpu);
    list.add(node, LruListType.Inactive);
    return node;
  }

  push(node: number): void {
    this.#lists[lruNode.cpu(this.#memory, node)]!.move(node, LruListType.Free);
  }
}
