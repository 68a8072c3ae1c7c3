import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { IP_PROTOCOL, IP_PROTOCOL_NAMES, ipProtocolName } from './ip-protocol.ts';
import { u8, u16, u24 } from './read.ts';
import { countBytes, hex, showIpv6, showNamed, showNumber } from './show.ts';
import { congestion, serviceClass } from './traffic-class.ts';

const SIZE = 40;
const HOP_BY_HOP = 0;

const trafficClass = (bytes: Uint8Array, at: number): number => (u16(bytes, at) >> 4) & 0xff;

/** RFC 8200, section 3. */
const ROWS: readonly FieldRow[] = [
  ['version', 0, 1, (bytes, at) => showVersion(u8(bytes, at) >> 4)],
  ['service class', 0, 2, (bytes, at) => serviceClass(trafficClass(bytes, at))],
  ['congestion notification', 1, 1, (bytes, at) => congestion(trafficClass(bytes, at - 1))],
  ['flow label', 1, 3, (bytes, at) => hex(u24(bytes, at) & 0xfffff, 3)],
  ['payload length', 4, 2, (bytes, at, _size, header) => showPayloadLength(u16(bytes, at), header)],
  ['next header', 6, 1, showNamed(IP_PROTOCOL_NAMES)],
  ['hop limit', 7, 1, showNumber],
  ['source', 8, 16, showIpv6],
  ['destination', 24, 16, showIpv6],
];

const showVersion = (version: number): string => (version === 6 ? '6' : `${version} (6 is expected)`);

function showPayloadLength(length: number, header: Header): string {
  if (length === 0 && mayBeJumbo(u8(header.bytes, header.start + 6))) return '0 (too long for the field)';
  const there = Math.max(0, header.limit - header.start - SIZE);
  return length > there ? `${countBytes(length)} (${there} captured)` : countBytes(length);
}

/** A payload of more than 64 KiB has its length in a hop-by-hop option (RFC 2675), or nowhere before segmentation. */
const mayBeJumbo = (nextHeader: number): boolean =>
  nextHeader === HOP_BY_HOP || nextHeader === IP_PROTOCOL.tcp || nextHeader === IP_PROTOCOL.udp;

function step({ bytes, start, limit }: Place): Step {
  const headerEnd = start + SIZE;
  if (limit < headerEnd) return { headerEnd };
  if (u8(bytes, start) >> 4 !== 6) return { headerEnd };
  const length = u16(bytes, start + 4);
  const key = u8(bytes, start + 6);
  const known = length > 0 || !mayBeJumbo(key);
  return { headerEnd, next: { table: 'ipProtocol', key }, ...(known ? { end: headerEnd + length } : {}) };
}

/** Internet protocol version 6, RFC 8200. */
export const ipv6: Protocol = {
  name: 'IPv6',
  fixedSize: SIZE,
  step,
  fields: (header) => readRows(header, ROWS),
  headline: (header) => {
    const version = u8(header.bytes, header.start) >> 4;
    if (version === 6) return nextHeaderHeadline(header, 6);
    return { protocol: 'IPv6', info: `No IPv6 header: it says that its version is ${version}` };
  },
  addresses: ({ start }) => ({ source: start + 8, destination: start + 24, size: 16 }),
};

/** Names what is behind an IPv6 header or extension header whose next-header field is at `offset`. */
export function nextHeaderHeadline(header: Header, offset: number): { protocol: string; info: string } {
  const number = u8(header.bytes, header.start + offset);
  const name = ipProtocolName(number);
  const protocol = number === IP_PROTOCOL.noNextHeader ? 'IPv6' : name;
  return { protocol, info: `${name}, ${countBytes(payloadLength(header))}` };
}
