import { messageChecksum } from './checksum.ts';
import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { IP_PROTOCOL } from './ip-protocol.ts';
import { showPort } from './port.ts';
import { u16 } from './read.ts';
import { countBytes } from './show.ts';

const SIZE = 8;

/** RFC 768. */
const ROWS: readonly FieldRow[] = [
  ['source port', 0, 2, showPort],
  ['destination port', 2, 2, showPort],
  ['length', 4, 2, (bytes, at, _size, header) => showLength(u16(bytes, at), header)],
  ['checksum', 6, 2, (bytes, at, _size, header) => showChecksum(u16(bytes, at), at, header)],
];

function showLength(length: number, { start, limit }: Header): string {
  if (length === 0) return '0 (too long for the field)';
  if (length < SIZE) return `${countBytes(length)} (at least ${SIZE} are needed)`;
  const there = limit - start;
  return length > there ? `${countBytes(length)} (${there} there)` : countBytes(length);
}

const showChecksum = (value: number, at: number, header: Header): string =>
  value === 0 ? '0x0000 (none)' : messageChecksum(header, at, IP_PROTOCOL.udp);

/** Length 0 stands for what is too long for the field (RFC 2675, section 4): it goes as far as the IP payload does. */
function step({ bytes, start, limit }: Place): Step {
  const headerEnd = start + SIZE;
  if (limit < headerEnd) return { headerEnd };
  const length = u16(bytes, start + 4);
  const next = { table: 'udp', source: u16(bytes, start), destination: u16(bytes, start + 2) } as const;
  return { headerEnd, next, ...(length === 0 ? {} : { end: start + Math.max(SIZE, length) }) };
}

/** User datagram protocol, RFC 768. */
export const udp: Protocol = {
  name: 'UDP',
  fixedSize: SIZE,
  step,
  fields: (header) => readRows(header, ROWS),
  headline: (header) => {
    const [source, destination] = [u16(header.bytes, header.start), u16(header.bytes, header.start + 2)];
    return { protocol: 'UDP', info: `${source} → ${destination} Len=${payloadLength(header)}` };
  },
};
