import { type FieldRow, readRows } from './field.ts';
import type { Protocol } from './header.ts';
import { u24 } from './read.ts';
import { flagNames, showHex, showNumber } from './show.ts';

const FLAG_NAMES = ['', '', '', 'network identifier valid', '', '', '', ''];
const ETHERNET = 0x6558;

/** RFC 7348, section 5. */
const ROWS: readonly FieldRow[] = [
  ['flags', 0, 1, (bytes, at) => flagNames(bytes[at]!, FLAG_NAMES)],
  ['reserved', 1, 3, showHex],
  ['network identifier', 4, 3, showNumber],
  ['reserved', 7, 1, showHex],
];

/** Virtual extensible LAN: Ethernet in UDP. */
export const vxlan: Protocol = {
  name: 'VXLAN',
  fixedSize: 8,
  step: ({ start }) => ({ headerEnd: start + 8, next: { table: 'etherType', key: ETHERNET } }),
  fields: (header) => readRows(header, ROWS),
  headline: ({ bytes, start }) => ({ protocol: 'VXLAN', info: `Network identifier ${u24(bytes, start + 4)}` }),
};
