/**
 * What a range of the machine's memory is, in the verifier's words. Every region kind has one colour in the page.
 * A `map` is the address that stands for a map as a whole: it can be handed to helpers, but not read or written.
 */
export type RegionKind = 'context' | 'stack' | 'packet' | 'map' | 'map-value' | 'map-key' | 'memory';

export interface Region {
  readonly kind: RegionKind;
  /** For people: `stack of frame 1`, `packet`, `value of counters[6]`. */
  readonly label: string;
  /** Offset in the machine's memory. */
  readonly start: number;
  /** Bytes. */
  readonly size: number;
  readonly writable: boolean;
  /** For map regions: the index of the map. */
  readonly map?: number;
  /** For stack regions: the frame, 0 for the entry function's. */
  readonly frame?: number;
}

/** An address, as the region it lies in and how far from its start. The offset of a region's end is its size. */
export interface Location {
  readonly region: Region;
  readonly offset: number;
}
