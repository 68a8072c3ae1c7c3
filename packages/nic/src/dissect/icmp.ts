import { messageChecksum } from './checksum.ts';
import { type FieldRow, readRows } from './field.ts';
import type { Header, Place, Protocol, Step } from './header.ts';
import { u8, u16 } from './read.ts';
import { hex, showHex, showIpv4, showNamed, showNumber, withName } from './show.ts';

/** https://www.iana.org/assignments/icmp-parameters */
const TYPES: Readonly<Record<number, string>> = {
  0: 'Echo (ping) reply',
  3: 'Destination unreachable',
  4: 'Source quench',
  5: 'Redirect',
  8: 'Echo (ping) request',
  9: 'Router advertisement',
  10: 'Router solicitation',
  11: 'Time to live exceeded',
  12: 'Parameter problem',
  13: 'Timestamp request',
  14: 'Timestamp reply',
  17: 'Address mask request',
  18: 'Address mask reply',
  42: 'Extended echo request',
  43: 'Extended echo reply',
};

const CODES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  3: {
    0: 'network unreachable',
    1: 'host unreachable',
    2: 'protocol unreachable',
    3: 'port unreachable',
    4: 'fragmentation needed',
    5: 'source route failed',
    6: 'network unknown',
    7: 'host unknown',
    9: 'network prohibited',
    10: 'host prohibited',
    13: 'administratively prohibited',
  },
  5: { 0: 'for the network', 1: 'for the host' },
  11: { 0: 'in transit', 1: 'fragment reassembly' },
};

const ECHO: ReadonlySet<number> = new Set([0, 8, 13, 14, 17, 18]);
/** Messages that quote the packet they are about (RFC 792). */
const QUOTING: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
const HEADER_SIZE = 8;

const codeName = (type: number, code: number): string | undefined => CODES[type]?.[code];

const COMMON_ROWS: readonly FieldRow[] = [
  ['type', 0, 1, showNamed(TYPES)],
  ['code', 1, 1, (bytes, at) => withName(String(u8(bytes, at)), codeName(u8(bytes, at - 1), u8(bytes, at)))],
  ['checksum', 2, 2, (_bytes, at, _size, header) => messageChecksum(header, at)],
];

/** The four bytes whose meaning depends on the type. */
function restRows(type: number, code: number): readonly FieldRow[] {
  if (ECHO.has(type)) {
    return [
      ['identifier', 4, 2, showHex],
      ['sequence number', 6, 2, showNumber],
    ];
  }
  if (type === 3 && code === 4) return [['next hop MTU', 6, 2, showNumber]];
  if (type === 5) return [['gateway', 4, 4, showIpv4]];
  if (type === 12) return [['pointer', 4, 1, showNumber]];
  return [['rest of header', 4, 4, showHex]];
}

function step({ bytes, start }: Place): Step {
  const headerEnd = start + HEADER_SIZE;
  if (!QUOTING.has(u8(bytes, start))) return { headerEnd };
  return { headerEnd, next: { table: 'ipProtocol', key: 4 }, quotes: true };
}

function info({ bytes, start, limit }: Header): string {
  const [type, code] = [u8(bytes, start), u8(bytes, start + 1)];
  const name = TYPES[type] ?? `type ${type}`;
  const reason = codeName(type, code);
  if (!ECHO.has(type) || limit < start + HEADER_SIZE) return reason === undefined ? name : `${name} (${reason})`;
  return `${name} id=${hex(u16(bytes, start + 4), 2)}, seq=${u16(bytes, start + 6)}`;
}

/** Internet control message protocol, RFC 792. */
export const icmp: Protocol = {
  name: 'ICMP',
  fixedSize: 4,
  step,
  fields: (header) => {
    const { bytes, start } = header;
    return readRows(header, [...COMMON_ROWS, ...restRows(u8(bytes, start), u8(bytes, start + 1))]);
  },
  headline: (header) => ({ protocol: 'ICMP', info: info(header) }),
};
