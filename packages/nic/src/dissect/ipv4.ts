import { headerChecksum } from './checksum.ts';
import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, type Headline, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { IP_PROTOCOL_NAMES, ipProtocolName } from './ip-protocol.ts';
import { ipv4Options } from './ipv4-options.ts';
import { u8, u16 } from './read.ts';
import { countBytes, flagNames, hex, showHex, showIpv4, showNamed, showNumber } from './show.ts';
import { showCongestion, showService } from './traffic-class.ts';

const SMALLEST = 20;
const FLAG_NAMES = ['more fragments', "don't fragment", 'reserved'];

const headerLength = (bytes: Uint8Array, start: number): number => (u8(bytes, start) & 0xf) * 4;

const fragmentOffset = (bytes: Uint8Array, start: number): number => (u16(bytes, start + 6) & 0x1fff) * 8;

const moreFragments = (bytes: Uint8Array, start: number): boolean => (u8(bytes, start + 6) & 0x20) !== 0;

const isFragment = (bytes: Uint8Array, start: number): boolean =>
  moreFragments(bytes, start) || fragmentOffset(bytes, start) > 0;

/** RFC 791, section 3.1. */
const ROWS: readonly FieldRow[] = [
  ['version', 0, 1, (bytes, at) => showVersion(u8(bytes, at) >> 4)],
  ['header length', 0, 1, (bytes, at) => showHeaderLength(headerLength(bytes, at))],
  ['service class', 1, 1, showService],
  ['congestion notification', 1, 1, showCongestion],
  ['total length', 2, 2, (bytes, at, _size, header) => showTotalLength(u16(bytes, at), header)],
  ['identification', 4, 2, showHex],
  ['flags', 6, 1, (bytes, at) => flagNames(u8(bytes, at) >> 5, FLAG_NAMES)],
  ['fragment offset', 6, 2, (bytes, at) => String(fragmentOffset(bytes, at - 6))],
  ['time to live', 8, 1, showNumber],
  ['protocol', 9, 1, showNamed(IP_PROTOCOL_NAMES)],
  ['header checksum', 10, 2, (_bytes, at, _size, header) => headerChecksum(header, at, header.headerEnd)],
  ['source', 12, 4, showIpv4],
  ['destination', 16, 4, showIpv4],
];

const showVersion = (version: number): string => (version === 4 ? '4' : `${version} (4 is expected)`);

const showHeaderLength = (length: number): string =>
  length < SMALLEST ? `${countBytes(length)} (at least ${SMALLEST} are needed)` : countBytes(length);

/** Zero is what Linux leaves in a packet of more than 64 KiB that the network card will cut into segments. */
function showTotalLength(length: number, { start, limit }: Header): string {
  if (length === 0) return '0 (too long for the field: to be segmented)';
  const there = limit - start;
  return length > there ? `${countBytes(length)} (${there} captured)` : countBytes(length);
}

function step({ bytes, start, limit }: Place): Step {
  const length = headerLength(bytes, start);
  if (limit < start + SMALLEST || length < SMALLEST) return { headerEnd: start + SMALLEST };
  const total = u16(bytes, start + 2);
  const fragment = isFragment(bytes, start);
  const headerEnd = start + length;
  const readable = u8(bytes, start) >> 4 === 4 && fragmentOffset(bytes, start) === 0;
  const next = readable ? ({ table: 'ipProtocol', key: u8(bytes, start + 9) } as const) : undefined;
  return { headerEnd, next, fragment, ...(total === 0 ? {} : { end: Math.max(headerEnd, start + total) }) };
}

function fields(header: Header): Field[] {
  const base = header.start + SMALLEST;
  return [...readRows(header, ROWS), ...ipv4Options(header, base, Math.min(header.headerEnd, header.limit))];
}

function fragmentWords({ bytes, start }: Header): string {
  return `offset ${fragmentOffset(bytes, start)}, ID ${hex(u16(bytes, start + 4), 2)}`;
}

function headline(header: Header): Headline {
  const { bytes, start } = header;
  const version = u8(bytes, start) >> 4;
  if (version !== 4) return { protocol: 'IPv4', info: `No IPv4 header: it says that its version is ${version}` };
  const name = ipProtocolName(u8(bytes, start + 9));
  if (fragmentOffset(bytes, start) > 0) {
    return { protocol: 'IPv4', info: `Fragment of ${name}, ${fragmentWords(header)}` };
  }
  return { protocol: name, info: `${name}, ${countBytes(payloadLength(header))}` };
}

/** Internet protocol version 4, RFC 791. */
export const ipv4: Protocol = {
  name: 'IPv4',
  fixedSize: SMALLEST,
  step,
  fields,
  headline,
  addresses: ({ start }) => ({ source: start + 12, destination: start + 16, size: 4 }),
  remark: (header) =>
    moreFragments(header.bytes, header.start) && fragmentOffset(header.bytes, header.start) === 0
      ? `first fragment, ID ${hex(u16(header.bytes, header.start + 4), 2)}`
      : undefined,
};
