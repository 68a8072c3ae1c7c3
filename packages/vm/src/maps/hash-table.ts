import type { MapDefinition } from '@skep/abi';
import type { Memory } from '../memory.ts';
import { jhash } from './jhash.ts';
import { mapHeader } from './map-header.ts';
import { isLru, isPerCpu } from './map-types.ts';
import { round8, roundUpToPowerOfTwo } from './sizes.ts';

/** Offsets within a node; see `HashTable`. */
const NEXT = 0;
const HASH = 4;
const IN_USE = 8;
/** Next free node, or for LRU maps what `LruList` keeps. */
export const NODE_STATE = 12;
/** Link of the list that a node of an LRU map is in. */
export const NODE_LINK = 16;

/** Linux seeds every table at random unless `BPF_F_ZERO_SEED` is given; here all are alike, so that runs can be repeated. */
const SEED = 0;

/** Where the parts of a node lie, and how many nodes and buckets there are. */
export interface NodeLayout {
  readonly hash: 'jhash' | 'number';
  readonly buckets: number;
  readonly nodes: number;
  readonly keyOffset: number;
  readonly valueOffset: number;
  /** Bytes from one CPU's value to the next one's; 0 when all CPUs share the value. */
  readonly cpuStride: number;
  readonly stride: number;
}

export function nodeLayout(definition: MapDefinition, cpus: number, entries: number, nodes: number): NodeLayout {
  const { type, keySize, valueSize } = definition;
  const keyOffset = isLru(type) ? 24 : 16;
  const valueOffset = keyOffset + round8(keySize);
  const cpuStride = isPerCpu(type) ? round8(valueSize) : 0;
  const stride = valueOffset + round8(valueSize) * (isPerCpu(type) ? cpus : 1);
  const hash = type === 'devmap_hash' ? 'number' : 'jhash';
  return { hash, buckets: roundUpToPowerOfTwo(entries), nodes, keyOffset, valueOffset, cpuStride, stride };
}

export function hashTableBytes({ buckets, nodes, stride }: NodeLayout): number {
  return round8(buckets * 4) + nodes * stride;
}

/**
 * Buckets and the nodes that hang in them, most recent first, as in the kernel: iteration goes by buckets.
 *
 *     +----------+----------+-- - -+--------+--------+-- - -
 *     | bucket 0 | bucket 1 |      | node 0 | node 1 |
 *     +----------+----------+-- - -+--------+--------+-- - -
 *
 * A bucket is the address of its first node, or 0. A node:
 *
 *      0      4      8        12      16             16 or 24
 *     +------+------+--------+-------+--------------+-----+--------------+
 *     | next | hash | in use | state | link (LRU)   | key | value or values |
 *     +------+------+--------+-------+--------------+-----+--------------+
 *
 * A removed node keeps `next`, key and value, until it is used again: a program that still points at it reads on.
 */
export class HashTable {
  readonly layout: NodeLayout;
  readonly nodes: number;
  readonly #memory: Memory;
  readonly #buckets: number;
  readonly #keySize: number;
  readonly #map: number;

  /** @param map address of the map, whose header counts the elements */
  constructor(memory: Memory, map: number, start: number, keySize: number, layout: NodeLayout) {
    this.#memory = memory;
    this.#map = map;
    this.#buckets = start;
    this.#keySize = keySize;
    this.layout = layout;
    this.nodes = start + round8(layout.buckets * 4);
  }

  /** The kernel's maps of devices put a key into the bucket of its number. */
  hash(key: Uint8Array, at: number): number {
    return this.layout.hash === 'jhash' ? jhash(key, at, this.#keySize, SEED) : keyNumber(key, at);
  }

  /** The node with this key, or 0. */
  find(key: Uint8Array, at: number, hash: number): number {
    const memory = this.#memory;
    let node = memory.get32(this.#bucket(hash));
    while (node !== 0 && !(memory.get32(node + HASH) === hash && this.#sameKey(node, key, at))) {
      node = memory.get32(node + NEXT);
    }
    return node;
  }

  insert(node: number, hash: number): void {
    const memory = this.#memory;
    const bucket = this.#bucket(hash);
    memory.set32(node + HASH, hash);
    memory.set32(node + IN_USE, 1);
    memory.set32(node + NEXT, memory.get32(bucket));
    memory.set32(bucket, node);
    mapHeader.resize(memory, this.#map, 1);
  }

  /** False when the node is not in the table. */
  remove(node: number): boolean {
    const memory = this.#memory;
    if (!this.inUse(node)) return false;
    let from = this.#bucket(memory.get32(node + HASH));
    while (memory.get32(from) !== node) from = memory.get32(from) + NEXT;
    memory.set32(from, memory.get32(node + NEXT));
    memory.set32(node + IN_USE, 0);
    mapHeader.resize(memory, this.#map, -1);
    return true;
  }

  inUse(node: number): boolean {
    return this.#memory.get32(node + IN_USE) !== 0;
  }

  nodeAt(index: number): number {
    return this.nodes + index * this.layout.stride;
  }

  keyOf(node: number): number {
    return node + this.layout.keyOffset;
  }

  valueOf(node: number, cpu: number): number {
    return node + this.layout.valueOffset + cpu * this.layout.cpuStride;
  }

  /**
   * The node after `node` (0: the first) for an iteration that is in bucket `bucket`. Goes by the node's `next` as it is now,
   * whatever has become of the node meanwhile, as the kernel's iteration does. Undefined at the end.
   */
  after(bucket: number, node: number): { readonly bucket: number; readonly node: number } | undefined {
    const memory = this.#memory;
    if (node !== 0) {
      const following = memory.get32(node + NEXT);
      if (following !== 0) return { bucket, node: following };
    }
    for (let i = node === 0 ? bucket : bucket + 1; i < this.layout.buckets; i++) {
      const first = memory.get32(this.#buckets + 4 * i);
      if (first !== 0) return { bucket: i, node: first };
    }
    return undefined;
  }

  #bucket(hash: number): number {
    return this.#buckets + 4 * ((hash & (this.layout.buckets - 1)) >>> 0);
  }

  #sameKey(node: number, key: Uint8Array, at: number): boolean {
    const { bytes } = this.#memory;
    const own = node + this.layout.keyOffset;
    for (let i = 0; i < this.#keySize; i++) if (bytes[own + i] !== key[at + i]) return false;
    return true;
  }
}

function keyNumber(key: Uint8Array, at: number): number {
  return (key[at]! | (key[at + 1]! << 8) | (key[at + 2]! << 16) | (key[at + 3]! << 24)) >>> 0;
}
