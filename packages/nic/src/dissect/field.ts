import type { Header } from './header.ts';

/** A field of a header, ready to be shown. */
export interface Field {
  readonly name: string;
  /** Byte range within the packet; fields of one byte may share it. */
  readonly start: number;
  readonly end: number;
  /** `192.0.2.7`, `0x0800 (IPv4)`, `SYN, ACK`. */
  readonly value: string;
}

/** Puts the `size` bytes at `at` into words. */
export type Show = (bytes: Uint8Array, at: number, size: number, header: Header) => string;

/** A field at a fixed place: name, offset in the header, size in bytes, how to show it. */
export type FieldRow = readonly [name: string, offset: number, size: number, show: Show];

/** The fields of a table that lie before `limit`. */
export function readRows(header: Header, rows: readonly FieldRow[], base = header.start): Field[] {
  const fields: Field[] = [];
  for (const [name, offset, size, show] of rows) {
    const start = base + offset;
    const end = start + size;
    if (end > header.limit) break;
    fields.push({ name, start, end, value: show(header.bytes, start, size, header) });
  }
  return fields;
}
