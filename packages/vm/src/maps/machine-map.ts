import type { StridedRegion } from '../strided-region.ts';
import type { Errno, MapInstance } from './map-instance.ts';

/**
 * A map as the machine holds it. Everything that changes lies in the machine's memory at `start`, so that a checkpoint of
 * memory is a checkpoint of the map; the object itself only knows where things are.
 *
 * `key` and `value` arguments are addresses that the caller has checked: `keySize` and `valueSize` bytes.
 */
export interface MachineMap extends MapInstance {
  /** Position in `BpfObject.maps`. */
  readonly index: number;
  readonly start: number;
  /** Bytes from `start` on that belong to the map, bookkeeping included. */
  readonly byteLength: number;
  /**
   * What a program may hold pointers to, for the region table; these stand as long as the map. Records reserved in a ring
   * buffer come and go: its helpers enter them into the region table themselves.
   */
  readonly storage: readonly StridedRegion[];
  /** Tells that the program has stored into a value directly, so that `version` grows. */
  touch(): void;

  /** `bpf_map_lookup_elem`: address of the value (of this CPU), or 0. Marks an LRU element as used. */
  lookupAddress(key: number, cpu: number): number;
  /** `bpf_map_update_elem`: 0 or a negative errno. Flags above 32 bits must be passed as 0xffffffff. */
  updateFrom(key: number, value: number, flags: number, cpu: number): Errno;
  /** `bpf_map_delete_elem`: 0 or a negative errno. */
  deleteAt(key: number, cpu: number): Errno;
  /**
   * Elements in the order of `bpf_for_each_map_elem`. A cursor is plain data; 0n starts. Undefined at the end, and for
   * maps that cannot be iterated. `frame` is that of the caller: it tells iterations apart that run inside one another,
   * because an array's keys exist only while an iteration lasts.
   */
  nextElement(cursor: bigint, cpu: number, frame: number): MapElement | undefined;
  /**
   * Address of byte `offset` of the values taken as one piece, for `lddw rN, map_value[...]`; undefined when the map type has
   * none or the offset lies outside.
   */
  directValue(offset: number): number | undefined;
}

export interface MapElement {
  /** To be passed to `nextElement` for the one after this. */
  readonly cursor: bigint;
  /** Address of the key. */
  readonly key: number;
  /** Address of the value (of this CPU). */
  readonly value: number;
}
