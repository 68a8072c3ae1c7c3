import type { MapDefinition } from '@skep/abi';
import { err, type Result } from '@skep/base';
import type { StridedRegion } from '../strided-region.ts';
import { ENOTSUPP } from './errno.ts';
import { MapBase, type MapPlace } from './map-base.ts';
import { HEADER_BYTES, mapHeader } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';
import { round8 } from './sizes.ts';

const CONSUMER = HEADER_BYTES;
const PRODUCER = CONSUMER + 8;
const PENDING = PRODUCER + 8;
const DATA = PENDING + 8;

/** `BPF_RINGBUF_HDR_SZ`, and the two bits of a record's length (`include/uapi/linux/bpf.h`). */
const RECORD_HEADER = 8;
const BUSY = 0x8000_0000;
const DISCARDED = 0x4000_0000;
/** `RINGBUF_MAX_RECORD_SZ` */
const LARGEST_RECORD = 0xffffffffn / 4n;

export function ringBufferBytes({ maxEntries }: MapDefinition): number {
  return DATA + 2 * maxEntries;
}

/**
 * `ringbuf` (`kernel/bpf/ringbuf.c`). Nobody reads it of itself: records stay until `consume`.
 *
 *      0        8          16         24        32
 *     +--------+----------+----------+---------+------------------+------------------+
 *     | header | consumer | producer | pending | `size` data bytes | again as many    |
 *     +--------+----------+----------+---------+------------------+------------------+
 *
 * Positions are 8 bytes and only grow; position modulo `size` is a place in the data. `pending` is that of the oldest
 * record not known to be submitted. The kernel maps the data twice in a row, so that a record which wraps around is
 * in one piece; here the second half stands in for that, and is copied to and from the first when a record needs it.
 *
 * A record: length and flags (4 bytes), unused (4), the sample, padding to 8.
 */
export class RingBuffer extends MapBase {
  readonly byteLength: number;
  readonly storage: readonly StridedRegion[] = [];
  readonly #bytes: number;

  constructor(definition: MapDefinition, place: MapPlace) {
    super(definition, place);
    this.byteLength = ringBufferBytes(definition);
    this.#bytes = definition.maxEntries;
  }

  get consumerPosition(): bigint {
    return this.memory.get64(this.start + CONSUMER);
  }

  get producerPosition(): bigint {
    return this.memory.get64(this.start + PRODUCER);
  }

  /** Address of the sample of a new record, or 0 when there is no room. */
  reserve(size: bigint): number {
    if (size > LARGEST_RECORD) return 0;
    const record = BigInt(round8(Number(size) + RECORD_HEADER));
    const limit = BigInt(this.#bytes);
    if (record > limit) return 0;
    const from = this.producerPosition;
    const to = from + record;
    const pending = this.#advancePending(from);
    if (to - this.consumerPosition >= limit || to - pending >= limit) return 0;
    const header = this.#place(from);
    this.#wrap(header, Number(record), 'in');
    this.memory.set32(header, Number(size) + BUSY);
    this.memory.set64(this.start + PRODUCER, to);
    this.touch();
    return header + RECORD_HEADER;
  }

  /** The size of the record whose sample is at an address; undefined unless it is reserved there and not submitted yet. */
  reservedSize(sample: number): number | undefined {
    const producer = this.producerPosition;
    for (let at = this.memory.get64(this.start + PENDING); at < producer; at += this.#recordBytes(at)) {
      const header = this.#place(at);
      const length = this.memory.get32(header);
      if (header + RECORD_HEADER === sample) return length >= BUSY ? length - BUSY : undefined;
    }
    return undefined;
  }

  /** Ends the reservation of the record whose sample is at an address. */
  commit(sample: number, discard: boolean): void {
    const header = sample - RECORD_HEADER;
    const size = this.memory.get32(header) - BUSY;
    this.memory.set32(header, size + (discard ? DISCARDED : 0));
    this.#wrap(header, round8(size + RECORD_HEADER), 'out');
    mapHeader.resize(this.memory, this.start, discard ? 0 : 1);
  }

  override consume(): readonly Uint8Array[] {
    const samples = this.#samples();
    let at = this.consumerPosition;
    while (this.#committed(at)) at += this.#recordBytes(at);
    this.memory.set64(this.start + CONSUMER, at);
    mapHeader.resize(this.memory, this.start, -samples.length);
    return samples;
  }

  *entries(): Iterable<MapEntry> {
    for (const sample of this.#samples()) yield { key: new Uint8Array(0), values: [sample] };
  }

  protected override lookupFromUser(): Result<readonly Uint8Array[], Errno> {
    return err(ENOTSUPP);
  }
  protected override updateFromUser(): Errno {
    return ENOTSUPP;
  }
  protected override deleteFromUser(): Errno {
    return ENOTSUPP;
  }

  /** What a reader would get now: it stops at the first record that is still reserved. */
  #samples(): Uint8Array[] {
    const samples: Uint8Array[] = [];
    for (let at = this.consumerPosition; this.#committed(at); at += this.#recordBytes(at)) {
      const header = this.#place(at);
      const length = this.memory.get32(header);
      if (length < DISCARDED) samples.push(this.#read(at + BigInt(RECORD_HEADER), length));
    }
    return samples;
  }

  #committed(at: bigint): boolean {
    return at < this.producerPosition && this.memory.get32(this.#place(at)) < BUSY;
  }

  #recordBytes(at: bigint): bigint {
    const length = this.memory.get32(this.#place(at)) % DISCARDED;
    return BigInt(round8(length + RECORD_HEADER));
  }

  #advancePending(producer: bigint): bigint {
    let at = this.memory.get64(this.start + PENDING);
    while (at < producer && this.memory.get32(this.#place(at)) < BUSY) at += this.#recordBytes(at);
    this.memory.set64(this.start + PENDING, at);
    return at;
  }

  #place(position: bigint): number {
    return this.start + DATA + Number(position % BigInt(this.#bytes));
  }

  #read(position: bigint, size: number): Uint8Array {
    const from = this.#place(position);
    const first = Math.min(size, this.start + DATA + this.#bytes - from);
    const bytes = new Uint8Array(size);
    bytes.set(this.memory.read(from, first));
    bytes.set(this.memory.read(this.start + DATA, size - first), first);
    return bytes;
  }

  /** Copies the part of a record that lies beyond the first half from the data's beginning, or back to it. */
  #wrap(record: number, size: number, direction: 'in' | 'out'): void {
    const begin = this.start + DATA;
    const end = begin + this.#bytes;
    const beyond = record + size - end;
    if (beyond <= 0) return;
    if (direction === 'in') this.memory.copy(end, begin, beyond);
    else this.memory.copy(begin, end, beyond);
  }
}
