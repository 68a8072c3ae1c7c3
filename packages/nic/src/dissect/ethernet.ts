import { etherTypeName, showEtherType } from './ether-type.ts';
import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { u16 } from './read.ts';
import { countBytes, showBytes, showMac } from './show.ts';

/** Smaller values of the type field are a length (IEEE 802.3, section 3.2.6). */
export const SMALLEST_ETHER_TYPE = 0x600;
const SIZE = 14;

const ADDRESS_ROWS: readonly FieldRow[] = [
  ['destination', 0, 6, showMac],
  ['source', 6, 6, showMac],
];
const TYPE_ROW: FieldRow = ['type', 12, 2, showEtherType];
const LENGTH_ROW: FieldRow = ['length', 12, 2, showBytes];

const isLength = (typeField: number): boolean => typeField < SMALLEST_ETHER_TYPE;

/** What follows a type-or-length field at `at` that ends a header. */
export function stepByEtherType({ bytes, limit }: Place, at: number): Step {
  const headerEnd = at + 2;
  const typeField = u16(bytes, at);
  if (headerEnd > limit || !isLength(typeField)) return { headerEnd, next: { table: 'etherType', key: typeField } };
  return { headerEnd, end: headerEnd + typeField, next: { table: 'llc' } };
}

/** Protocol and info of a frame whose type is not taken apart. */
export function headlineByEtherType(header: Header, at: number): { protocol: string; info: string } {
  const name = etherTypeName(u16(header.bytes, at));
  return { protocol: name, info: `${name}, ${countBytes(payloadLength(header))}` };
}

export const ethernet: Protocol = {
  name: 'Ethernet',
  fixedSize: SIZE,
  step: (place) => stepByEtherType(place, place.start + 12),
  fields: (header) => {
    const lastRow = isLength(u16(header.bytes, header.start + 12)) ? LENGTH_ROW : TYPE_ROW;
    return readRows(header, [...ADDRESS_ROWS, lastRow]);
  },
  headline: (header) => headlineByEtherType(header, header.start + 12),
  addresses: ({ start }) => ({ destination: start, source: start + 6, size: 6 }),
};
