import type { MapDefinition } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { StridedRegion } from '../strided-region.ts';
import { E2BIG, EINVAL, ENOENT } from './errno.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { BPF_EXIST, BPF_NOEXIST } from './map-flags.ts';
import { HEADER_BYTES, mapHeader } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';
import { round8 } from './sizes.ts';

const TAIL = HEADER_BYTES;
const VALUES = TAIL + 8;

export function queueMapBytes({ valueSize, maxEntries }: MapDefinition): number {
  return round8(VALUES + valueSize * maxEntries);
}

/**
 * `queue` and `stack` (`kernel/bpf/queue_stack_maps.c`). Programs get copies; nothing points into it.
 *
 *      0        8      12   16
 *     +--------+------+----+---------+---------+-- - -
 *     | header | tail | -- | place 0 | place 1 |
 *     +--------+------+----+---------+---------+-- - -
 *
 * `tail` is the place of the oldest value; the others follow it, wrapping around. The header's size counts them.
 */
export class QueueMap extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[] = [];

  constructor(definition: MapDefinition, place: MapPlace) {
    super(definition, place);
    this.byteLength = queueMapBytes(definition);
  }

  /** `bpf_map_push_elem`; with BPF_EXIST a full map forgets its oldest value. */
  push(value: number, flags: number): Errno {
    return this.#push(this.memory.bytes, value, flags);
  }

  /** `bpf_map_pop_elem`; an empty map fills `to` with zeros. */
  pop(to: number): Errno {
    const from = this.#next();
    this.#copyOut(from, to);
    if (from === undefined) return ENOENT;
    if (this.definition.type === 'queue') this.#dropOldest();
    else mapHeader.resize(this.memory, this.start, -1);
    return 0;
  }

  /** `bpf_map_peek_elem`; an empty map fills `to` with zeros. */
  peek(to: number): Errno {
    const from = this.#next();
    this.#copyOut(from, to);
    return from === undefined ? ENOENT : 0;
  }

  override updateFrom(): Errno {
    return EINVAL;
  }
  override deleteAt(): Errno {
    return EINVAL;
  }

  /** In the order in which they would be popped. */
  *entries(): Iterable<MapEntry> {
    const { size } = this;
    for (let i = 0; i < size; i++) {
      const value = this.readValue(this.#place(this.definition.type === 'queue' ? i : size - 1 - i));
      yield { key: new Uint8Array(0), values: [value] };
    }
  }

  protected override lookupFromUser(): Result<readonly Uint8Array[], Errno> {
    const from = this.#next();
    return from === undefined ? err(ENOENT) : ok([this.readValue(from)]);
  }

  protected override updateFromUser(_key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    return this.#push(values[0]!, 0, flags);
  }

  protected override deleteFromUser(): Errno {
    return EINVAL;
  }

  #push(bytes: Uint8Array, at: number, flags: number): Errno {
    if ((flags & BPF_NOEXIST) !== 0 || flags > BPF_EXIST) return EINVAL;
    if (this.size === this.definition.maxEntries) {
      if (flags !== BPF_EXIST) return E2BIG;
      this.#dropOldest();
    }
    this.copyValue(this.#place(this.size), bytes, at);
    mapHeader.resize(this.memory, this.start, 1);
    return 0;
  }

  #dropOldest(): void {
    const tail = this.memory.get32(this.start + TAIL);
    this.memory.set32(this.start + TAIL, (tail + 1) % this.definition.maxEntries);
    mapHeader.resize(this.memory, this.start, -1);
  }

  /** Address of the value that is next to be popped. */
  #next(): number | undefined {
    if (this.size === 0) return undefined;
    return this.#place(this.definition.type === 'queue' ? 0 : this.size - 1);
  }

  /** Address of the value with `age` older ones before it. */
  #place(age: number): number {
    const tail = this.memory.get32(this.start + TAIL);
    return this.start + VALUES + ((tail + age) % this.definition.maxEntries) * this.definition.valueSize;
  }

  #copyOut(from: number | undefined, to: number): void {
    const { valueSize } = this.definition;
    if (from === undefined) this.memory.fill(to, valueSize, 0);
    else this.memory.copy(to, from, valueSize);
  }
}
