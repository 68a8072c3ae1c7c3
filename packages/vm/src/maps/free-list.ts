import type { Memory } from '../memory.ts';
import { type HashTable, NODE_STATE } from './hash-table.ts';

const FIRST = 0;
const FRESH = 4;
const EXTRA = 8;
const CPU_BYTES = 16;

/**
 * The free nodes of a hash table, in the order in which the kernel's `pcpu_freelist` hands them out (`percpu_freelist.c`):
 * every CPU has its own stack and takes from the next CPU's when that is empty. Nodes that were never used are not
 * linked: they are the bottom of the stack, the highest one first.
 *
 *      0       4       8       12
 *     +-------+-------+-------+----+-- - -
 *     | first | fresh | extra | -- |          one for each CPU
 *     +-------+-------+-------+----+-- - -
 *
 * `first` is the top of the stack; `fresh` counts the CPU's nodes that were never used; `extra` is the node that an update
 * of a present element takes, leaving the old one in its place (`htab->extra_elems`).
 */
export class FreeList {
  readonly #memory: Memory;
  readonly #start: number;
  readonly #table: HashTable;
  readonly #cpus: number;

  static bytes(cpus: number): number {
    return CPU_BYTES * cpus;
  }

  constructor(memory: Memory, start: number, table: HashTable, cpus: number) {
    this.#memory = memory;
    this.#start = start;
    this.#table = table;
    this.#cpus = cpus;
  }

  /** Makes all nodes free. */
  populate(): void {
    for (let cpu = 0; cpu < this.#cpus; cpu++) {
      this.#memory.set32(this.#cell(cpu) + FRESH, this.#share(cpu).count);
    }
  }

  /** Sets a node aside for each CPU. */
  takeExtras(): void {
    for (let cpu = 0; cpu < this.#cpus; cpu++) this.#memory.set32(this.#cell(cpu) + EXTRA, this.pop(0));
  }

  /** A free node, or 0. */
  pop(cpu: number): number {
    for (let i = 0; i < this.#cpus; i++) {
      const node = this.#popFrom((cpu + i) % this.#cpus);
      if (node !== 0) return node;
    }
    return 0;
  }

  push(node: number, cpu: number): void {
    const cell = this.#cell(cpu);
    this.#memory.set32(node + NODE_STATE, this.#memory.get32(cell + FIRST));
    this.#memory.set32(cell + FIRST, node);
  }

  /** The CPU's extra node, in exchange for another one. */
  exchange(node: number, cpu: number): number {
    const cell = this.#cell(cpu) + EXTRA;
    const extra = this.#memory.get32(cell);
    this.#memory.set32(cell, node);
    return extra;
  }

  #popFrom(cpu: number): number {
    const memory = this.#memory;
    const cell = this.#cell(cpu);
    const first = memory.get32(cell + FIRST);
    if (first !== 0) {
      memory.set32(cell + FIRST, memory.get32(first + NODE_STATE));
      return first;
    }
    const fresh = memory.get32(cell + FRESH);
    if (fresh === 0) return 0;
    memory.set32(cell + FRESH, fresh - 1);
    return this.#table.nodeAt(this.#share(cpu).from + fresh - 1);
  }

  /** The nodes that a CPU begins with: equal parts, the first CPUs one more. */
  #share(cpu: number): { readonly from: number; readonly count: number } {
    const { nodes } = this.#table.layout;
    const part = Math.floor(nodes / this.#cpus);
    const longer = nodes % this.#cpus;
    return { from: cpu * part + Math.min(cpu, longer), count: part + (cpu < longer ? 1 : 0) };
  }

  #cell(cpu: number): number {
    return this.#start + cpu * CPU_BYTES;
  }
}
