import { showEtherType } from './ether-type.ts';
import { type FieldRow, readRows } from './field.ts';
import type { Protocol } from './header.ts';
import { u8, u16, u24 } from './read.ts';
import { countBytes, flagNames, rawBytes, showNumber } from './show.ts';

const FLAG_NAMES = ['', '', '', '', '', '', 'critical options', 'control'];

const optionsLength = (bytes: Uint8Array, start: number): number => (u8(bytes, start) & 0x3f) * 4;

/** RFC 8926, section 3.4. */
const ROWS: readonly FieldRow[] = [
  ['version', 0, 1, (bytes, at) => String(u8(bytes, at) >> 6)],
  ['options length', 0, 1, (bytes, at) => countBytes(optionsLength(bytes, at))],
  ['flags', 1, 1, (bytes, at) => flagNames(u8(bytes, at), FLAG_NAMES)],
  ['type', 2, 2, showEtherType],
  ['network identifier', 4, 3, showNumber],
];

/** Generic network virtualization encapsulation: any EtherType in UDP. */
export const geneve: Protocol = {
  name: 'Geneve',
  fixedSize: 8,
  step: ({ bytes, start }) => ({
    headerEnd: start + 8 + optionsLength(bytes, start),
    next: { table: 'etherType', key: u16(bytes, start + 2) },
  }),
  fields: (header) => {
    const options = optionsLength(header.bytes, header.start);
    return readRows(header, options === 0 ? ROWS : [...ROWS, ['options', 8, options, rawBytes]]);
  },
  headline: ({ bytes, start }) => ({ protocol: 'Geneve', info: `Network identifier ${u24(bytes, start + 4)}` }),
};
