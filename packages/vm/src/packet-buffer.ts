import type { Memory } from './memory.ts';
import type { Region } from './region.ts';
import type { Owner } from './region-table.ts';

/** Where `bpf_redirect` and its kin want the packet to go. A map is named by its index. */
export type RedirectTarget = { readonly ifindex: number } | { readonly map: number; readonly key: number };

/** Addresses of the context's fields that mirror the packet's pointers; absent where the context has no such field. */
export interface PacketContextFields {
  readonly data?: number;
  readonly dataEnd?: number;
  readonly dataMeta?: number;
  /** Length in bytes (`__sk_buff.len`). */
  readonly len?: number;
}

/** Where a packet lies in its buffer. All are addresses; `hardStart <= meta <= data <= dataEnd <= hardEnd`. */
export interface PacketPlacement {
  /** First byte of the headroom. */
  readonly hardStart: number;
  /** Past the last byte that the tail may grow to. */
  readonly hardEnd: number;
  readonly data: number;
  readonly dataEnd: number;
  /** Bytes behind `dataEnd` that belong to the packet, but cannot be reached directly. */
  readonly fragments: number;
  /** Of the link-layer header; below `data` when the program's view begins later. */
  readonly macHeader: number;
  readonly networkHeader: number;
}

export interface PacketState {
  readonly meta: number;
  readonly data: number;
  readonly dataEnd: number;
  readonly fragments: number;
  readonly macHeader: number;
  readonly networkHeader: number;
  readonly encapsulated: boolean;
  readonly redirect: RedirectTarget | undefined;
}

/**
 * The packet of the running event: one linear buffer with room before and after the data. Helpers move its bounds with
 * `resize`, which keeps the region table and the context's `data`, `data_end`, `data_meta` and `len` in step.
 */
export class PacketBuffer {
  /** `xdp` contexts are `xdp_md`, `skb` ones `__sk_buff`. */
  readonly kind: 'xdp' | 'skb';
  readonly hardStart: number;
  readonly hardEnd: number;
  /** Whether the program may store to packet bytes directly. */
  readonly writable: boolean;
  /**
   * Bytes from `dataEnd` on that belong to the packet, but not to the linear part that programs reach through `data`: an
   * XDP packet that does not fit into one page has them. Helpers see the packet as a whole, in one piece.
   */
  fragments: number;
  macHeader: number;
  networkHeader: number;
  /** `bpf_skb_adjust_room` has put another network header before the packet's own. */
  encapsulated = false;
  redirect: RedirectTarget | undefined;
  readonly #memory: Memory;
  readonly #dataOwner: Owner;
  readonly #metaOwner: Owner;
  readonly #fields: PacketContextFields;
  #meta: number;
  #data: number;
  #dataEnd: number;

  constructor(
    kind: 'xdp' | 'skb',
    memory: Memory,
    owners: { readonly data: Owner; readonly meta: Owner },
    placement: PacketPlacement,
    fields: PacketContextFields,
    writable: boolean,
  ) {
    this.kind = kind;
    this.#memory = memory;
    this.#dataOwner = owners.data;
    this.#metaOwner = owners.meta;
    this.#fields = fields;
    this.hardStart = placement.hardStart;
    this.hardEnd = placement.hardEnd;
    this.fragments = placement.fragments;
    this.macHeader = placement.macHeader;
    this.networkHeader = placement.networkHeader;
    this.writable = writable;
    this.#meta = placement.data;
    this.#data = placement.data;
    this.#dataEnd = placement.dataEnd;
    this.#placeRegions();
    this.#refreshContext();
  }

  /** First byte of the metadata; equal to `data` when there is none. */
  get meta(): number {
    return this.#meta;
  }
  get data(): number {
    return this.#data;
  }
  /** Past the last byte that programs reach directly. */
  get dataEnd(): number {
    return this.#dataEnd;
  }
  /** Bytes that programs reach directly. */
  get length(): number {
    return this.#dataEnd - this.#data;
  }
  /** Bytes of the packet in all. */
  get totalLength(): number {
    return this.length + this.fragments;
  }

  get dataRegion(): Region {
    const { writable } = this;
    return { kind: 'packet', label: 'packet', start: this.#data, size: this.length, writable };
  }
  /** Undefined when there is no metadata. */
  get metaRegion(): Region | undefined {
    const { writable } = this;
    const size = this.#data - this.#meta;
    return size === 0 ? undefined : { kind: 'packet', label: 'packet metadata', start: this.#meta, size, writable };
  }

  /** Undefined when all of the packet is in one piece. Not in the region table. */
  get fragmentsRegion(): Region | undefined {
    const { writable, fragments: size } = this;
    if (size === 0) return undefined;
    return { kind: 'packet', label: 'packet fragments', start: this.#dataEnd, size, writable };
  }

  /**
   * Moves the bounds. The caller has checked them against `hardStart` and `hardEnd` with the helper's own rules; bytes
   * are left as they are. Pointers that the program holds into the packet keep their meaning only if `data` stays.
   */
  resize(meta: number, data: number, dataEnd: number): void {
    this.#meta = meta;
    this.#data = data;
    this.#dataEnd = dataEnd;
    this.#placeRegions();
    this.#refreshContext();
  }

  save(): PacketState {
    return {
      meta: this.#meta,
      data: this.#data,
      dataEnd: this.#dataEnd,
      fragments: this.fragments,
      macHeader: this.macHeader,
      networkHeader: this.networkHeader,
      encapsulated: this.encapsulated,
      redirect: this.redirect,
    };
  }

  /** The region table and the memory are restored by their own owners. */
  restore(state: PacketState): void {
    this.#meta = state.meta;
    this.#data = state.data;
    this.#dataEnd = state.dataEnd;
    this.fragments = state.fragments;
    this.macHeader = state.macHeader;
    this.networkHeader = state.networkHeader;
    this.encapsulated = state.encapsulated;
    this.redirect = state.redirect;
  }

  #placeRegions(): void {
    const meta = this.metaRegion;
    const none = { kind: 'packet', label: 'packet metadata', start: this.hardStart, size: 0, writable: false } as const;
    this.#metaOwner.place(meta ?? none, meta !== undefined);
    this.#dataOwner.place(this.dataRegion, true);
  }

  #refreshContext(): void {
    const { data, dataEnd, dataMeta, len } = this.#fields;
    if (data !== undefined) this.#memory.set32(data, this.#data);
    if (dataEnd !== undefined) this.#memory.set32(dataEnd, this.#dataEnd);
    if (dataMeta !== undefined) this.#memory.set32(dataMeta, this.#meta);
    if (len !== undefined) this.#memory.set32(len, this.#dataEnd - this.#data);
  }
}
