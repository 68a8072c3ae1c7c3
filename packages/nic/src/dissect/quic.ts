import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength } from './header.ts';
import { u8, u32 } from './read.ts';
import { countBytes, hex, rawBytes, withName } from './show.ts';

const LONG_HEADER = 0x80;
const FIXED_BIT = 0x40;
const LONG_TYPES = ['Initial', '0-RTT', 'Handshake', 'Retry'];
const VERSIONS: Readonly<Record<number, string>> = { 0: 'version negotiation', 1: 'QUIC 1', 0x6b3343cf: 'QUIC 2' };
/** Connection identifiers of version 1 have at most 20 bytes (RFC 9000, section 17.2). */
const LONGEST_IDENTIFIER = 20;

const isLong = ({ bytes, start }: Place): boolean => (u8(bytes, start) & LONG_HEADER) !== 0;

const version = ({ bytes, start }: Place): number => u32(bytes, start + 1);

/** Version 2 (RFC 9369) moved the numbers of the types on by one. */
function longType(place: Place): string {
  if (version(place) === 0) return 'Version negotiation';
  const number = (u8(place.bytes, place.start) >> 4) & 3;
  return LONG_TYPES[version(place) === 0x6b3343cf ? (number + 3) & 3 : number]!;
}

/** Whether a UDP payload on QUIC's port starts like a packet of it. */
export function looksLikeQuic(bytes: Uint8Array, start: number, limit: number): boolean {
  if (limit < start + 7) return false;
  const place = { bytes, start, limit, carrier: undefined };
  if (!isLong(place)) return (u8(bytes, start) & FIXED_BIT) !== 0;
  return u8(bytes, start + 5) <= LONGEST_IDENTIFIER;
}

function rows(header: Header): FieldRow[] {
  if (!isLong(header)) return [['header form', 0, 1, () => 'short (protected payload)']];
  const identifier = u8(header.bytes, header.start + 5);
  return [
    ['header form', 0, 1, () => `long (${longType(header)})`],
    ['version', 1, 4, (bytes, at) => withName(hex(u32(bytes, at), 4), VERSIONS[u32(bytes, at)])],
    ['destination connection length', 5, 1, (bytes, at) => countBytes(u8(bytes, at))],
    ...(identifier === 0 ? [] : [['destination connection', 6, identifier, rawBytes] as FieldRow]),
  ];
}

/** QUIC: what is not encrypted of a packet's header (RFC 9000, section 17). */
export const quic: Protocol = {
  name: 'QUIC',
  fixedSize: 1,
  step: (place) => ({ headerEnd: place.start + (isLong(place) ? 6 + u8(place.bytes, place.start + 5) : 1) }),
  fields: (header) => readRows(header, rows(header)),
  headline: (header) => {
    const kind = isLong(header) ? longType(header) : 'Protected payload';
    return { protocol: 'QUIC', info: `${kind}, ${countBytes(payloadLength(header))}` };
  },
};
