import type { Memory } from '../memory.ts';
import { type HashTable, NODE_LINK, NODE_STATE } from './hash-table.ts';
import { addFirst, initialiseList, isEmpty, LINK_BYTES, moveFirst, next, previous } from './linked-list.ts';

/** Which list a node is in. The last two are lists of one CPU. */
export const LruListType = { Active: 0, Inactive: 1, Free: 2, LocalFree: 3, LocalPending: 4 } as const;
type Shared = 0 | 1 | 2;

const LINKS = 0;
const COUNTS = 3 * LINK_BYTES;
const ROTATION = COUNTS + 8;
const FRESH = ROTATION + 4;
export const LRU_LIST_BYTES = FRESH + 4;

/** What a node of an LRU map keeps about itself: the list it is in, whether it was used, the CPU it was taken on. */
export const lruNode = {
  type: (memory: Memory, node: number): number => memory.get8(node + NODE_STATE),
  setType: (memory: Memory, node: number, type: number): void => memory.set8(node + NODE_STATE, type),
  used: (memory: Memory, node: number): boolean => memory.get8(node + NODE_STATE + 1) !== 0,
  setUsed: (memory: Memory, node: number, used: boolean): void => {
    if (lruNode.used(memory, node) !== used) memory.set8(node + NODE_STATE + 1, used ? 1 : 0);
  },
  cpu: (memory: Memory, node: number): number => memory.get16(node + NODE_STATE + 2),
  setCpu: (memory: Memory, node: number, cpu: number): void => memory.set16(node + NODE_STATE + 2, cpu),
};

export const linkOf = (node: number): number => node + NODE_LINK;
export const nodeOf = (link: number): number => link - NODE_LINK;

/**
 * The kernel's `struct bpf_lru_list` (`kernel/bpf/bpf_lru_list.c`): an approximation of least recent use that keeps one
 * bit a node. Nodes enter the inactive list; used ones move to the active list; shrinking takes unused nodes from
 * the inactive list's end.
 *
 *      0        8          16     24           32          36
 *     +--------+----------+------+------------+-----------+-------+
 *     | active | inactive | free | two counts | rotation  | fresh |
 *     +--------+----------+------+------------+-----------+-------+
 *
 * The first three are list heads; the counts are those of the active and the inactive list; `rotation` is the link at which
 * the next look through the inactive list begins. `fresh` counts the nodes that were never used: they are the end of
 * the free list, the highest one first, and are not linked.
 */
export class LruList {
  readonly #memory: Memory;
  readonly #start: number;
  readonly #table: HashTable;
  /** How many nodes one rotation or shrinking looks at. */
  readonly #scans: number;
  /** Index of the first of the nodes that the list begins with. */
  readonly #firstNode: number;

  constructor(memory: Memory, start: number, table: HashTable, scans: number, firstNode: number) {
    this.#memory = memory;
    this.#start = start;
    this.#table = table;
    this.#scans = scans;
    this.#firstNode = firstNode;
  }

  populate(count: number): void {
    for (const type of [LruListType.Active, LruListType.Inactive, LruListType.Free] as const) {
      initialiseList(this.#memory, this.head(type));
    }
    this.#memory.set32(this.#start + ROTATION, this.head(LruListType.Inactive));
    this.#memory.set32(this.#start + FRESH, count);
  }

  head(type: Shared): number {
    return this.#start + LINKS + type * LINK_BYTES;
  }

  /** The first free node, unlinked or made ready to be linked elsewhere; 0 when there is none. */
  takeFree(): number {
    const memory = this.#memory;
    const head = this.head(LruListType.Free);
    if (!isEmpty(memory, head)) {
      const link = next(memory, head);
      this.#unlinkFromRotation(link);
      moveOut(memory, link);
      return nodeOf(link);
    }
    const fresh = memory.get32(this.#start + FRESH);
    if (fresh === 0) return 0;
    memory.set32(this.#start + FRESH, fresh - 1);
    const node = this.#table.nodeAt(this.#firstNode + fresh - 1);
    lruNode.setType(memory, node, LruListType.Free);
    return node;
  }

  hasFree(): boolean {
    return !isEmpty(this.#memory, this.head(LruListType.Free)) || this.#memory.get32(this.#start + FRESH) !== 0;
  }

  /** Puts a node that is in no list into one of these. */
  add(node: number, type: Shared): void {
    const memory = this.#memory;
    this.#count(type, 1);
    lruNode.setType(memory, node, type);
    lruNode.setUsed(memory, node, false);
    addFirst(memory, this.head(type), linkOf(node));
  }

  /** From one of these lists to the head of another, or of the same. */
  move(node: number, type: Shared): void {
    const memory = this.#memory;
    const link = linkOf(node);
    this.#count(lruNode.type(memory, node), -1);
    this.#count(type, 1);
    lruNode.setType(memory, node, type);
    lruNode.setUsed(memory, node, false);
    this.#unlinkFromRotation(link);
    moveFirst(memory, this.head(type), link);
  }

  /** Looks for used nodes in the inactive list, and for unused ones in the active list if that is the longer one. */
  rotate(): void {
    const active = this.#memory.get32(this.#start + COUNTS);
    const inactive = this.#memory.get32(this.#start + COUNTS + 4);
    if (inactive < active) this.#rotateActive();
    this.#rotateInactive();
  }

  /**
   * Takes up to `target` unused nodes out of the table and hands them to `release`, which puts them into a free list. When
   * all nodes seen were used, one is taken all the same.
   */
  shrink(target: number, release: (node: number) => void): number {
    return this.#shrinkInactive(target, release) || this.#forceShrink(release);
  }

  /** To be called by `release`: leaves the list without entering another one of these. */
  leave(node: number): void {
    const link = linkOf(node);
    this.#unlinkFromRotation(link);
    this.#count(lruNode.type(this.#memory, node), -1);
    moveOut(this.#memory, link);
  }

  #rotateActive(): void {
    const memory = this.#memory;
    const head = this.head(LruListType.Active);
    const first = next(memory, head);
    let link = previous(memory, head);
    for (let i = 0; link !== head && i < this.#scans; i++) {
      const before = previous(memory, link);
      const node = nodeOf(link);
      this.move(node, lruNode.used(memory, node) ? LruListType.Active : LruListType.Inactive);
      if (link === first) return;
      link = before;
    }
  }

  #rotateInactive(): void {
    const memory = this.#memory;
    const head = this.head(LruListType.Inactive);
    if (isEmpty(memory, head)) return;
    let link = memory.get32(this.#start + ROTATION);
    let last = next(memory, link);
    if (last === head) last = next(memory, last);
    let following = link;
    for (let i = 0; i < this.#scans; ) {
      if (link === head) {
        link = previous(memory, link);
        continue;
      }
      following = previous(memory, link);
      const node = nodeOf(link);
      if (lruNode.used(memory, node)) this.move(node, LruListType.Active);
      if (link === last) break;
      link = following;
      i++;
    }
    memory.set32(this.#start + ROTATION, following);
  }

  #shrinkInactive(target: number, release: (node: number) => void): number {
    const memory = this.#memory;
    const head = this.head(LruListType.Inactive);
    let link = previous(memory, head);
    let shrunk = 0;
    for (let i = 0; link !== head && i < this.#scans && shrunk < target; i++) {
      const before = previous(memory, link);
      const node = nodeOf(link);
      if (lruNode.used(memory, node)) {
        this.move(node, LruListType.Active);
      } else if (this.#table.remove(node)) {
        release(node);
        shrunk++;
      }
      link = before;
    }
    return shrunk;
  }

  #forceShrink(release: (node: number) => void): number {
    const memory = this.#memory;
    const inactive = this.head(LruListType.Inactive);
    const head = isEmpty(memory, inactive) ? this.head(LruListType.Active) : inactive;
    for (let link = previous(memory, head); link !== head; link = previous(memory, link)) {
      if (this.#table.remove(nodeOf(link))) {
        release(nodeOf(link));
        return 1;
      }
    }
    return 0;
  }

  #unlinkFromRotation(link: number): void {
    const cell = this.#start + ROTATION;
    if (this.#memory.get32(cell) === link) this.#memory.set32(cell, previous(this.#memory, link));
  }

  #count(type: number, difference: number): void {
    if (type > LruListType.Inactive) return;
    const cell = this.#start + COUNTS + 4 * type;
    this.#memory.set32(cell, this.#memory.get32(cell) + difference);
  }
}

/** Leaves the link as a list of itself, so that it can be moved into another list. */
function moveOut(memory: Memory, link: number): void {
  const left = previous(memory, link);
  const right = next(memory, link);
  memory.set32(left + 4, right);
  memory.set32(right, left);
  initialiseList(memory, link);
}
