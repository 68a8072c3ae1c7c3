import { messageChecksum } from './checksum.ts';
import { etherTypeName, showEtherType } from './ether-type.ts';
import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { u8, u16 } from './read.ts';
import { countBytes, flagNames, rawBytes, showHex, showNumber } from './show.ts';

const CHECKSUM = 0x80;
const ROUTING = 0x40;
const KEY = 0x20;
const SEQUENCE = 0x10;
const ACKNOWLEDGMENT = 0x80;
const FLAG_NAMES = ['', '', '', '', 'sequence number', 'key', 'routing', 'checksum'];

const version = (bytes: Uint8Array, start: number): number => u8(bytes, start + 1) & 7;

/** Each optional field takes four bytes (RFC 2890, section 2; RFC 2637, section 4.1 for version 1). */
function optionalRows(bytes: Uint8Array, start: number): FieldRow[] {
  const flags = u8(bytes, start);
  const isPointToPoint = version(bytes, start) === 1;
  const rows: FieldRow[] = [];
  let at = 4;
  if (flags & (CHECKSUM | ROUTING) && !isPointToPoint) {
    rows.push(
      [
        'checksum',
        at,
        2,
        flags & CHECKSUM ? (_bytes, offset, _size, header) => messageChecksum(header, offset) : showHex,
      ],
      ['reserved', at + 2, 2, showHex],
    );
    at += 4;
  }
  if (flags & KEY) {
    rows.push(['key', at, 4, isPointToPoint ? rawBytes : showHex]);
    at += 4;
  }
  if (flags & SEQUENCE) {
    rows.push(['sequence number', at, 4, showNumber]);
    at += 4;
  }
  if (isPointToPoint && u8(bytes, start + 1) & ACKNOWLEDGMENT) rows.push(['acknowledgment number', at, 4, showNumber]);
  return rows;
}

const ROWS: readonly FieldRow[] = [
  ['flags', 0, 1, (bytes, at) => flagNames(u8(bytes, at), FLAG_NAMES)],
  ['version', 1, 1, (bytes, at) => String(u8(bytes, at) & 7)],
  ['type', 2, 2, showEtherType],
];

/** Source routes (RFC 1701) have no fixed length; nothing is read behind them. */
function step({ bytes, start, limit }: Place): Step {
  if (limit < start + 4) return { headerEnd: start + 4 };
  const last = optionalRows(bytes, start).at(-1);
  const headerEnd = start + (last === undefined ? 4 : last[1] + last[2]);
  return {
    headerEnd,
    next: u8(bytes, start) & ROUTING ? undefined : { table: 'etherType', key: u16(bytes, start + 2) },
  };
}

/** Generic routing encapsulation, RFC 2784. */
export const gre: Protocol = {
  name: 'GRE',
  fixedSize: 4,
  step,
  fields: (header) => readRows(header, [...ROWS, ...optionalRows(header.bytes, header.start)]),
  headline: (header: Header) => {
    const name = etherTypeName(u16(header.bytes, header.start + 2));
    return { protocol: 'GRE', info: `Encapsulated ${name}, ${countBytes(payloadLength(header))}` };
  },
};
