import type { MapDefinition } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { StridedRegion } from '../strided-region.ts';
import { EEXIST, EINVAL, ENOENT, ENOSPC } from './errno.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { BPF_EXIST, BPF_NOEXIST } from './map-flags.ts';
import { HEADER_BYTES, mapHeader } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';
import { round8 } from './sizes.ts';

const ROOT = HEADER_BYTES;
const OLDEST_FREE = ROOT + 4;
const NEWEST_FREE = OLDEST_FREE + 4;
const FRESH = NEWEST_FREE + 4;
const NODES = FRESH + 4;

const CHILDREN = 0;
const INTERMEDIATE = 8;
const KEY = 20;
const PREFIX_BYTES = 4;

function strideOf({ keySize, valueSize }: MapDefinition): number {
  return round8(KEY + keySize + valueSize);
}

/** Every element may need an intermediate node, and a replacement stands beside the old node for a moment. */
function nodesOf({ maxEntries }: MapDefinition): number {
  return 2 * maxEntries + 1;
}

export function lpmTrieBytes(definition: MapDefinition): number {
  return NODES + nodesOf(definition) * strideOf(definition);
}

/** Where a walk down the trie ended. */
interface Walk {
  /** Address of the cell that holds `node`, and of the one that holds its parent. */
  readonly cell: number;
  readonly parentCell: number;
  readonly parent: number;
  /** The node at which the walk ended, or 0 past a leaf. */
  readonly node: number;
  /** Bits that `node` and the key have in common. */
  readonly matching: number;
}

/**
 * `lpm_trie` (`kernel/bpf/lpm_trie.c`): keys are a prefix length in bits (4 bytes) and the bits, most significant first; a
 * lookup finds the longest prefix of the key.
 *
 *      0        8      12            16            20      24
 *     +--------+------+-------------+-------------+-------+--------+--------+-- - -
 *     | header | root | oldest free | newest free | fresh | node 0 | node 1 |
 *     +--------+------+-------------+-------------+-------+--------+--------+-- - -
 *
 * A node; an intermediate one only holds a fork and has no value:
 *
 *      0         4         8              12   20
 *     +---------+---------+--------------+----+-----+-------+
 *     | child 0 | child 1 | intermediate | -- | key | value |
 *     +---------+---------+--------------+----+-----+-------+
 *
 * Free nodes are linked by `child 0`, from the oldest to the newest; `fresh` counts the nodes that were never used, the last
 * ones of all, which are used first. So a freed node stays readable for as long as possible: the kernel gives it back only
 * when no program can point at it any more.
 */
export class LpmTrie extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[];
  readonly #stride: number;
  readonly #maxPrefix: number;

  constructor(definition: MapDefinition, place: MapPlace) {
    super(definition, place);
    this.byteLength = lpmTrieBytes(definition);
    this.#stride = strideOf(definition);
    this.#maxPrefix = 8 * (definition.keySize - PREFIX_BYTES);
    this.storage = [this.#nodeStorage()];
    this.memory.set32(this.start + FRESH, nodesOf(definition));
  }

  override lookupAddress(key: number): number {
    return this.#lookup(this.memory.bytes, key);
  }

  override updateFrom(key: number, value: number, flags: number): Errno {
    return this.#put(this.memory.bytes, key, this.memory.bytes, value, flags);
  }

  override deleteAt(key: number): Errno {
    return this.#remove(this.memory.bytes, key);
  }

  /** Children before their parents, as `BPF_MAP_GET_NEXT_KEY` goes. */
  *entries(): Iterable<MapEntry> {
    const path: { readonly node: number; readonly expanded: boolean }[] = [{ node: this.#root, expanded: false }];
    for (let top = path.pop(); top !== undefined; top = path.pop()) {
      const { node, expanded } = top;
      if (node === 0) continue;
      if (!expanded) {
        path.push({ node, expanded: true });
        for (const bit of [1, 0]) path.push({ node: this.#child(node, bit), expanded: false });
      } else if (!this.#isIntermediate(node)) {
        const key = this.memory.read(node + KEY, this.definition.keySize);
        yield { key, values: [this.readValue(this.#valueOf(node))], address: this.#valueOf(node) };
      }
    }
  }

  protected override lookupFromUser(key: Uint8Array): Result<readonly Uint8Array[], Errno> {
    const value = this.#lookup(key, 0);
    return value === 0 ? err(ENOENT) : ok([this.readValue(value)]);
  }

  protected override updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    return this.#put(key, 0, values[0]!, 0, flags);
  }

  protected override deleteFromUser(key: Uint8Array): Errno {
    return this.#remove(key, 0);
  }

  #lookup(key: Uint8Array, at: number): number {
    if (prefixIn(key, at) > this.#maxPrefix) return 0;
    let found = 0;
    for (let node = this.#root; node !== 0; ) {
      const matching = this.#matchingBits(node, key, at);
      const prefix = this.#prefixOf(node);
      if (matching === this.#maxPrefix) return this.#valueOf(node);
      if (matching < prefix) break;
      if (!this.#isIntermediate(node)) found = node;
      node = this.#child(node, bitIn(key, at + PREFIX_BYTES, prefix));
    }
    return found === 0 ? 0 : this.#valueOf(found);
  }

  #put(key: Uint8Array, at: number, value: Uint8Array, valueAt: number, flags: number): Errno {
    if (flags > BPF_EXIST || prefixIn(key, at) > this.#maxPrefix) return EINVAL;
    const { node, cell, matching } = this.#walk(key, at);
    const inPlace = node !== 0 && this.#prefixOf(node) === matching;
    const present = inPlace && !this.#isIntermediate(node);
    if (present && flags === BPF_NOEXIST) return EEXIST;
    if (!present && flags === BPF_EXIST) return ENOENT;
    if (!present && this.size === this.definition.maxEntries) return ENOSPC;
    const added = this.#newNode(false);
    this.copyKey(added + KEY, key, at);
    this.copyValue(this.#valueOf(added), value, valueAt);
    if (inPlace) this.#replace(cell, node, added);
    else this.#attach(cell, node, added, matching);
    if (present) this.touch();
    else mapHeader.resize(this.memory, this.start, 1);
    return 0;
  }

  /** The new node takes the place of one with the same prefix. */
  #replace(cell: number, old: number, added: number): void {
    for (const bit of [0, 1]) this.#setChild(added, bit, this.#child(old, bit));
    this.memory.set32(cell, added);
    this.#freeNode(old);
  }

  /** The new node comes where there is none, above `below`, or beside it under a new fork. */
  #attach(cell: number, below: number, added: number, matching: number): void {
    if (below === 0) {
      this.memory.set32(cell, added);
      return;
    }
    const bitBelow = this.#bitOf(below, matching);
    if (matching === this.#prefixOf(added)) {
      this.#setChild(added, bitBelow, below);
      this.memory.set32(cell, added);
      return;
    }
    const fork = this.#newNode(true);
    this.memory.copy(fork + KEY, below + KEY, this.definition.keySize);
    this.memory.set32(fork + KEY, matching);
    this.#setChild(fork, bitBelow, below);
    this.#setChild(fork, 1 - bitBelow, added);
    this.memory.set32(cell, fork);
  }

  #remove(key: Uint8Array, at: number): Errno {
    const prefix = prefixIn(key, at);
    if (prefix > this.#maxPrefix) return EINVAL;
    const { node, cell, parent, parentCell, matching } = this.#walk(key, at);
    if (node === 0 || matching !== prefix || this.#prefixOf(node) !== prefix || this.#isIntermediate(node))
      return ENOENT;
    const left = this.#child(node, 0);
    const right = this.#child(node, 1);
    if (left !== 0 && right !== 0) this.memory.set32(node + INTERMEDIATE, 1);
    else if (left === 0 && right === 0 && parent !== 0 && this.#isIntermediate(parent)) {
      this.memory.set32(parentCell, this.#child(parent, this.#child(parent, 0) === node ? 1 : 0));
      this.#freeNode(parent);
      this.#freeNode(node);
    } else {
      this.memory.set32(cell, left === 0 ? right : left);
      this.#freeNode(node);
    }
    mapHeader.resize(this.memory, this.start, -1);
    return 0;
  }

  /** Down to the node with the key's prefix, or to where it would have to be. */
  #walk(key: Uint8Array, at: number): Walk {
    const prefix = prefixIn(key, at);
    let cell = this.start + ROOT;
    let parentCell = cell;
    let parent = 0;
    let node = this.#root;
    let matching = 0;
    while (node !== 0) {
      matching = this.#matchingBits(node, key, at);
      const own = this.#prefixOf(node);
      if (own !== matching || own === prefix) break;
      parent = node;
      parentCell = cell;
      cell = this.#childCell(node, bitIn(key, at + PREFIX_BYTES, own));
      node = this.memory.get32(cell);
    }
    return { cell, parentCell, parent, node, matching };
  }

  /** Leading bits that a node and a key have in common, at most the shorter prefix. */
  #matchingBits(node: number, key: Uint8Array, at: number): number {
    const limit = Math.min(this.#prefixOf(node), prefixIn(key, at));
    const { bytes } = this.memory;
    const own = node + KEY + PREFIX_BYTES;
    for (let i = 0; 8 * i < limit; i++) {
      const difference = bytes[own + i]! ^ key[at + PREFIX_BYTES + i]!;
      if (difference !== 0) return Math.min(limit, 8 * i + Math.clz32(difference) - 24);
    }
    return limit;
  }

  get #root(): number {
    return this.memory.get32(this.start + ROOT);
  }
  #prefixOf(node: number): number {
    return this.memory.get32(node + KEY);
  }
  #valueOf(node: number): number {
    return node + KEY + this.definition.keySize;
  }
  #isIntermediate(node: number): boolean {
    return this.memory.get32(node + INTERMEDIATE) !== 0;
  }
  #bitOf(node: number, index: number): number {
    return bitIn(this.memory.bytes, node + KEY + PREFIX_BYTES, index);
  }
  #childCell(node: number, bit: number): number {
    return node + CHILDREN + 4 * bit;
  }
  #child(node: number, bit: number): number {
    return this.memory.get32(this.#childCell(node, bit));
  }
  #setChild(node: number, bit: number, child: number): void {
    this.memory.set32(this.#childCell(node, bit), child);
  }

  #newNode(intermediate: boolean): number {
    const node = this.#takeFree();
    for (const bit of [0, 1]) this.#setChild(node, bit, 0);
    this.memory.set32(node + INTERMEDIATE, intermediate ? 1 : 0);
    return node;
  }

  #takeFree(): number {
    const { memory, start } = this;
    const fresh = memory.get32(start + FRESH);
    if (fresh > 0) {
      memory.set32(start + FRESH, fresh - 1);
      return start + NODES + (nodesOf(this.definition) - fresh) * this.#stride;
    }
    const free = memory.get32(start + OLDEST_FREE);
    memory.set32(start + OLDEST_FREE, this.#child(free, 0));
    return free;
  }

  #freeNode(node: number): void {
    const { memory, start } = this;
    const newest = memory.get32(start + NEWEST_FREE);
    if (memory.get32(start + OLDEST_FREE) === 0) memory.set32(start + OLDEST_FREE, node);
    else this.#setChild(newest, 0, node);
    memory.set32(start + NEWEST_FREE, node);
    this.#setChild(node, 0, 0);
  }

  #nodeStorage(): StridedRegion {
    const { name, keySize, valueSize } = this.definition;
    return {
      label: `elements of ${name}`,
      start: this.start + NODES,
      stride: this.#stride,
      count: nodesOf(this.definition),
      fields: [{ kind: 'map-value', offset: KEY + keySize, size: valueSize, writable: this.valuesWritable }],
      map: this.index,
      labelOf: (element) => `value of ${name}[${this.#label(this.start + NODES + element * this.#stride)}]`,
    };
  }

  /** `10.0.0.0/8` for 4-byte addresses, else hexadecimal bytes and the prefix length. */
  #label(node: number): string {
    const data = this.memory.read(node + KEY + PREFIX_BYTES, this.definition.keySize - PREFIX_BYTES);
    const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${data.length === 4 ? data.join('.') : `0x${hex}`}/${this.#prefixOf(node)}`;
  }
}

function prefixIn(key: Uint8Array, at: number): number {
  return (key[at]! | (key[at + 1]! << 8) | (key[at + 2]! << 16) | (key[at + 3]! << 24)) >>> 0;
}

function bitIn(bytes: Uint8Array, at: number, index: number): number {
  return (bytes[at + (index >>> 3)]! >>> (7 - (index & 7))) & 1;
}
