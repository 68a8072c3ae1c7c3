import type { Field } from './field.ts';
import { type Header, headerLimit } from './header.ts';
import { countBytes } from './show.ts';
import { type Summary, summaryOf } from './summarize.ts';
import { walk } from './walk.ts';

/** One protocol's header in a packet. */
export interface Layer {
  readonly name: string;
  /** Byte range of the header within the packet, without what it carries. */
  readonly start: number;
  readonly end: number;
  readonly fields: readonly Field[];
}

export interface Dissection extends Summary {
  /** From the outside in; ranges follow one another and cover the packet. */
  readonly layers: readonly Layer[];
}

function cutNote(header: Header, fields: readonly Field[], end: number): Field[] {
  const missing = header.headerEnd - end;
  if (missing <= 0) return [];
  const start = fields.reduce((last, field) => Math.max(last, field.end), header.start);
  const there = end - header.start;
  const value = `only ${countBytes(there)} of the header's ${header.headerEnd - header.start} are there`;
  return [{ name: 'cut off', start, end, value }];
}

function layerOf(header: Header): Layer {
  const { protocol, start, quoted } = header;
  const end = headerLimit(header);
  const fields = protocol.fields(header).filter((field) => field.start >= start && field.end <= end);
  const name = quoted ? `Quoted ${protocol.name}` : protocol.name;
  return { name, start, end, fields: [...fields, ...cutNote(header, fields, end)] };
}

/**
 * Takes a packet apart. Any bytes will do: what is cut off or makes no sense is shown as far as it goes, and what is
 * not known is data.
 */
export function dissect(packet: Uint8Array, linkType: number): Dissection {
  const headers = walk(packet, linkType);
  return { layers: headers.map(layerOf), ...summaryOf(headers, packet, linkType) };
}
