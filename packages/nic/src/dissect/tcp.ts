import { messageChecksum } from './checksum.ts';
import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, headerLimit, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { IP_PROTOCOL } from './ip-protocol.ts';
import { showPort } from './port.ts';
import { u8, u16, u32 } from './read.ts';
import { countBytes, flagNames, showNumber } from './show.ts';
import { segmentSize, tcpOptions } from './tcp-options.ts';

const SMALLEST = 20;
const FLAG_NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];

const headerLength = (bytes: Uint8Array, start: number): number => (u8(bytes, start + 12) >> 4) * 4;

const flags = (bytes: Uint8Array, start: number): string => flagNames(u16(bytes, start + 12) & 0x1ff, FLAG_NAMES);

/** RFC 9293, section 3.1. */
const ROWS: readonly FieldRow[] = [
  ['source port', 0, 2, showPort],
  ['destination port', 2, 2, showPort],
  ['sequence number', 4, 4, showNumber],
  ['acknowledgment number', 8, 4, showNumber],
  ['header length', 12, 1, (bytes, at) => showHeaderLength(headerLength(bytes, at - 12))],
  ['flags', 12, 2, (bytes, at) => flags(bytes, at - 12)],
  ['window', 14, 2, showNumber],
  ['checksum', 16, 2, (_bytes, at, _size, header) => messageChecksum(header, at, IP_PROTOCOL.tcp)],
  ['urgent pointer', 18, 2, showNumber],
];

const showHeaderLength = (length: number): string =>
  length < SMALLEST ? `${countBytes(length)} (at least ${SMALLEST} are needed)` : countBytes(length);

function step({ bytes, start, limit }: Place): Step {
  const length = headerLength(bytes, start);
  if (limit < start + SMALLEST || length < SMALLEST) return { headerEnd: start + SMALLEST };
  const next = { table: 'tcp', source: u16(bytes, start), destination: u16(bytes, start + 2) } as const;
  return { headerEnd: start + length, next };
}

function fields(header: Header): Field[] {
  const options = tcpOptions(header.bytes, header.start + SMALLEST, headerLimit(header));
  return [...readRows(header, ROWS), ...options];
}

function info(header: Header): string {
  const { bytes, start } = header;
  const names = flags(bytes, start);
  const acknowledges = u8(bytes, start + 13) & 0x10 ? ` Ack=${u32(bytes, start + 8)}` : '';
  const size = segmentSize(bytes, start + SMALLEST, headerLimit(header));
  return (
    `${u16(bytes, start)} → ${u16(bytes, start + 2)} [${names}] Seq=${u32(bytes, start + 4)}${acknowledges} ` +
    `Win=${u16(bytes, start + 14)} Len=${payloadLength(header)}${size === undefined ? '' : ` MSS=${size}`}`
  );
}

/** Transmission control protocol, RFC 9293. */
export const tcp: Protocol = {
  name: 'TCP',
  fixedSize: SMALLEST,
  step,
  fields,
  headline: (header) => ({ protocol: 'TCP', info: info(header) }),
};
