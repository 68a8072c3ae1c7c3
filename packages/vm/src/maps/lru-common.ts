import type { Memory } from '../memory.ts';
import type { HashTable } from './hash-table.ts';
import { addFirst, initialiseList, isEmpty, LINK_BYTES, moveFirst, next, previous, unlink } from './linked-list.ts';
import type { LruEviction } from './lru-eviction.ts';
import { LRU_LIST_BYTES, LruList, LruListType, linkOf, lruNode, nodeOf } from './lru-list.ts';

/** `LOCAL_FREE_TARGET`: the most nodes that a CPU takes at a time, and that one look at a list visits. */
const LOCAL_FREE_TARGET = 128;

const FREE = 0;
const PENDING = LINK_BYTES;
const NEXT_STEAL = 2 * LINK_BYTES;
const LOCAL_BYTES = 24;

/**
 * One LRU list for all CPUs, with lists of their own before it (`bpf_common_lru`). A CPU takes nodes from the shared list in
 * batches; those that it has given to elements wait in its pending list until the next batch is due, and only then can
 * they be evicted. So an LRU map may lose many elements at once, and long before it is full.
 *
 *     +---------------+----------------+----------------+-- - -
 *     | shared list   | lists of CPU 0 | lists of CPU 1 |
 *     +---------------+----------------+----------------+-- - -
 *
 * Of each CPU: head of the free list, head of the pending list (8 bytes each), the CPU to steal from next (4, padded to 8).
 */
export class CommonLru implements LruEviction {
  readonly #memory: Memory;
  readonly #start: number;
  readonly #table: HashTable;
  readonly #cpus: number;
  readonly #shared: LruList;
  readonly #target: number;

  static bytes(cpus: number): number {
    return LRU_LIST_BYTES + LOCAL_BYTES * cpus;
  }

  constructor(memory: Memory, start: number, table: HashTable, cpus: number) {
    this.#memory = memory;
    this.#start = start;
    this.#table = table;
    this.#cpus = cpus;
    this.#shared = new LruList(memory, start, table, LOCAL_FREE_TARGET, 0);
    const share = Math.floor(Math.floor(table.layout.nodes / cpus) / 2);
    this.#target = Math.min(Math.max(share, 1), LOCAL_FREE_TARGET);
  }

  populate(): void {
    this.#shared.populate(this.#table.layout.nodes);
    for (let cpu = 0; cpu < this.#cpus; cpu++) {
      initialiseList(this.#memory, this.#local(cpu) + FREE);
      initialiseList(this.#memory, this.#local(cpu) + PENDING);
      this.#memory.set32(this.#local(cpu) + NEXT_STEAL, cpu);
    }
  }

  pop(cpu: number): number {
    let node = this.#popFree(cpu);
    if (node === 0) {
      this.#refill(cpu);
      node = this.#popFree(cpu);
    }
    if (node === 0) node = this.#steal(cpu);
    if (node !== 0) this.#addPending(cpu, node);
    return node;
  }

  push(node: number): void {
    const memory = this.#memory;
    if (lruNode.type(memory, node) !== LruListType.LocalPending) {
      this.#shared.move(node, LruListType.Free);
      return;
    }
    lruNode.setType(memory, node, LruListType.LocalFree);
    lruNode.setUsed(memory, node, false);
    moveFirst(memory, this.#local(lruNode.cpu(memory, node)) + FREE, linkOf(node));
  }

  #popFree(cpu: number): number {
    const memory = this.#memory;
    const head = this.#local(cpu) + FREE;
    if (isEmpty(memory, head)) return 0;
    const link = next(memory, head);
    unlink(memory, link);
    return nodeOf(link);
  }

  #addPending(cpu: number, node: number): void {
    const memory = this.#memory;
    lruNode.setCpu(memory, node, cpu);
    lruNode.setType(memory, node, LruListType.LocalPending);
    lruNode.setUsed(memory, node, false);
    addFirst(memory, this.#local(cpu) + PENDING, linkOf(node));
  }

  /** Hands the pending nodes over to the shared list and takes a batch of free ones from it. */
  #refill(cpu: number): void {
    this.#flush(cpu);
    this.#shared.rotate();
    let taken = 0;
    for (; taken < this.#target; taken++) {
      const node = this.#shared.takeFree();
      if (node === 0) break;
      this.#addFree(cpu, node);
    }
    if (taken < this.#target) {
      this.#shared.shrink(this.#target - taken, (node) => {
        this.#shared.leave(node);
        this.#addFree(cpu, node);
      });
    }
  }

  #addFree(cpu: number, node: number): void {
    lruNode.setType(this.#memory, node, LruListType.LocalFree);
    addFirst(this.#memory, this.#local(cpu) + FREE, linkOf(node));
  }

  #flush(cpu: number): void {
    const memory = this.#memory;
    const head = this.#local(cpu) + PENDING;
    for (let link = previous(memory, head); link !== head; ) {
      const before = previous(memory, link);
      const node = nodeOf(link);
      unlink(memory, link);
      this.#shared.add(node, lruNode.used(memory, node) ? LruListType.Active : LruListType.Inactive);
      link = before;
    }
  }

  #steal(cpu: number): number {
    const memory = this.#memory;
    const cell = this.#local(cpu) + NEXT_STEAL;
    const first = memory.get32(cell);
    let from = first;
    let node = 0;
    do {
      node = this.#popFree(from) || this.#popPending(from, false) || this.#popPending(from, true);
      from = (from + 1) % this.#cpus;
    } while (node === 0 && from !== first);
    memory.set32(cell, from);
    return node;
  }

  /** The oldest pending node that is in the table; a used one only if `force` is set. */
  #popPending(cpu: number, force: boolean): number {
    const memory = this.#memory;
    const head = this.#local(cpu) + PENDING;
    for (let link = previous(memory, head); link !== head; link = previous(memory, link)) {
      const node = nodeOf(link);
      if ((force || !lruNode.used(memory, node)) && this.#table.remove(node)) {
        unlink(memory, link);
        return node;
      }
    }
    return 0;
  }

  #local(cpu: number): number {
    return this.#start + LRU_LIST_BYTES + cpu * LOCAL_BYTES;
  }
}
