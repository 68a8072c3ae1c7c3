import type { Field } from './field.ts';

/** Where to look up what a header carries: a table and a key of it. */
export type Next =
  | { readonly table: 'linkType' | 'etherType' | 'ipProtocol'; readonly key: number }
  | { readonly table: 'llc' }
  | { readonly table: 'tcp' | 'udp'; readonly source: number; readonly destination: number };

/** Bytes that a protocol is asked to step over. */
export interface Place {
  /** The whole packet. */
  readonly bytes: Uint8Array;
  readonly start: number;
  /** One past the last byte that belongs to the carrier's payload and was captured. */
  readonly limit: number;
  /** The header that carries this one; absent for the first. */
  readonly carrier: Header | undefined;
}

/** What a header says of itself and of what follows. Offsets may lie past what was captured. */
export interface Step {
  readonly headerEnd: number;
  /** One past the last byte of the payload, when the header has a length field for it. */
  readonly end?: number;
  /** What comes next; plain data unless said. */
  readonly next?: Next | undefined;
  /** The payload is only a part of something larger. */
  readonly fragment?: boolean;
  /** The payload is the start of another packet that this one reports about. */
  readonly quotes?: boolean;
}

/** A header found in a packet. */
export interface Header extends Place {
  readonly protocol: Protocol;
  readonly headerEnd: number;
  /** One past the payload's last byte as the headers say; infinite when none has a length field. */
  readonly end: number;
  /** All that the header and its carriers lay claim to was captured, and none is a fragment. */
  readonly whole: boolean;
  /** Part of a packet that an ICMP message quotes. */
  readonly quoted: boolean;
}

/** Offsets of the two addresses in the packet, and their size: 4, 6 or 16 bytes. */
export interface Addresses {
  readonly source?: number;
  readonly destination?: number;
  readonly size: number;
}

/** The columns of a packet list that the innermost protocol decides. */
export interface Headline {
  readonly protocol: string;
  readonly info: string;
}

/** One protocol, as data and pure functions. All but `step` may assume that the header's fixed part was captured. */
export interface Protocol {
  readonly name: string;
  /** Bytes that must be there for `headline`, `addresses` and `finalDestination` to be asked. */
  readonly fixedSize: number;
  readonly step: (place: Place) => Step;
  /** The header's fields in order; those past what was captured are left out by the caller. */
  readonly fields: (header: Header) => Field[];
  readonly headline?: (header: Header) => Headline;
  readonly addresses?: (header: Header) => Addresses;
  /** Where the last destination stands when this header (IPv6 routing) sends the packet by other nodes first. */
  readonly finalDestination?: (header: Header) => number | undefined;
  /** Words to be added to the info column of whatever is inside (a fragment's offset). */
  readonly remark?: (header: Header) => string | undefined;
}

/** One past the last captured byte of the header itself. */
export const headerLimit = (header: Header): number => Math.min(header.headerEnd, header.limit);

/** One past the last captured byte of the header and its payload. */
const payloadLimit = (header: Header): number => Math.min(header.end, header.limit);

/** Captured bytes behind the header. */
export const payloadLength = (header: Header): number => Math.max(0, payloadLimit(header) - header.headerEnd);
