import { messageChecksum } from './checksum.ts';
import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, headerLimit, type Place, type Protocol, type Step } from './header.ts';
import { IP_PROTOCOL } from './ip-protocol.ts';
import { linkLayerAddress, neighborDiscoveryOptions } from './neighbor-discovery-options.ts';
import { u8, u16 } from './read.ts';
import { flagNames, hex, ipv6Text, showHex, showIpv6, showNamed, showNumber, withName } from './show.ts';

const LISTENER_REPORT_2 = 143;

/** https://www.iana.org/assignments/icmpv6-parameters */
const TYPES: Readonly<Record<number, string>> = {
  1: 'Destination unreachable',
  2: 'Packet too big',
  3: 'Time exceeded',
  4: 'Parameter problem',
  128: 'Echo (ping) request',
  129: 'Echo (ping) reply',
  130: 'Multicast listener query',
  131: 'Multicast listener report',
  132: 'Multicast listener done',
  133: 'Router solicitation',
  134: 'Router advertisement',
  135: 'Neighbor solicitation',
  136: 'Neighbor advertisement',
  137: 'Redirect',
  138: 'Router renumbering',
  139: 'Node information query',
  140: 'Node information response',
  143: 'Multicast listener report v2',
  155: 'RPL control',
  160: 'Extended echo request',
  161: 'Extended echo reply',
};

const CODES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: {
    0: 'no route',
    1: 'administratively prohibited',
    2: 'beyond scope',
    3: 'address unreachable',
    4: 'port unreachable',
    5: 'source address failed policy',
    6: 'route rejected',
  },
  3: { 0: 'hop limit, in transit', 1: 'fragment reassembly' },
  4: { 0: 'erroneous header', 1: 'unknown next header', 2: 'unknown option' },
};

const codeName = (type: number, code: number): string | undefined => CODES[type]?.[code];

const COMMON_ROWS: readonly FieldRow[] = [
  ['type', 0, 1, showNamed(TYPES)],
  ['code', 1, 1, (bytes, at) => withName(String(u8(bytes, at)), codeName(u8(bytes, at - 1), u8(bytes, at)))],
  ['checksum', 2, 2, (_bytes, at, _size, header) => messageChecksum(header, at, IP_PROTOCOL.icmpv6)],
];

const echoRows: readonly FieldRow[] = [
  ['identifier', 4, 2, showHex],
  ['sequence number', 6, 2, showNumber],
];

const listenerRows: readonly FieldRow[] = [
  ['maximum response delay', 4, 2, showNumber],
  ['multicast address', 8, 16, showIpv6],
];

const ADVERTISEMENT_FLAGS = ['override', 'solicited', 'router'];
const ROUTER_FLAGS = ['', '', '', '', '', 'home agent', 'other configuration', 'managed addresses'];

/** What follows the checksum: RFC 4443 for errors and echo, RFC 2710 for listeners, RFC 4861 section 4 for neighbours. */
const ROWS_BY_TYPE: Readonly<Record<number, readonly FieldRow[]>> = {
  2: [['MTU', 4, 4, showNumber]],
  4: [['pointer', 4, 4, showNumber]],
  128: echoRows,
  129: echoRows,
  130: listenerRows,
  131: listenerRows,
  132: listenerRows,
  134: [
    ['hop limit', 4, 1, showNumber],
    ['flags', 5, 1, (bytes, at) => flagNames(u8(bytes, at), ROUTER_FLAGS)],
    ['router lifetime', 6, 2, (bytes, at) => `${u16(bytes, at)} s`],
    ['reachable time', 8, 4, showNumber],
    ['retransmission timer', 12, 4, showNumber],
  ],
  135: [['target', 8, 16, showIpv6]],
  136: [
    ['flags', 4, 1, (bytes, at) => flagNames(u8(bytes, at) >> 5, ADVERTISEMENT_FLAGS)],
    ['target', 8, 16, showIpv6],
  ],
  137: [
    ['target', 8, 16, showIpv6],
    ['destination', 24, 16, showIpv6],
  ],
  [LISTENER_REPORT_2]: [['address records', 6, 2, showNumber]],
};

/** Where the options of a neighbour discovery message start. */
const OPTIONS_AT: Readonly<Record<number, number>> = { 133: 8, 134: 16, 135: 24, 136: 24, 137: 40 };
const HEADER_SIZE = 8;
const LAST_ERROR = 4;

/** Neighbour discovery and listener messages are all header; errors quote a packet; echo carries data. */
function step({ bytes, start, limit }: Place): Step {
  const type = u8(bytes, start);
  if (type >= 1 && type <= LAST_ERROR) {
    return { headerEnd: start + HEADER_SIZE, next: { table: 'ipProtocol', key: 41 }, quotes: true };
  }
  const optionsAt = OPTIONS_AT[type];
  if (optionsAt !== undefined) return { headerEnd: Math.max(start + optionsAt, limit) };
  if (type === LISTENER_REPORT_2) return { headerEnd: Math.max(start + HEADER_SIZE, limit) };
  const isListener = type >= 130 && type <= 132;
  return { headerEnd: start + (isListener ? 24 : HEADER_SIZE) };
}

function fields(header: Header): Field[] {
  const { bytes, start } = header;
  const type = u8(bytes, start);
  const optionsAt = OPTIONS_AT[type];
  return [
    ...readRows(header, [...COMMON_ROWS, ...(ROWS_BY_TYPE[type] ?? [])]),
    ...(optionsAt === undefined ? [] : neighborDiscoveryOptions(bytes, start + optionsAt, headerLimit(header))),
  ];
}

function detail(header: Header, type: number): string {
  const { bytes, start, limit } = header;
  const link = linkLayerAddress(bytes, start + (OPTIONS_AT[type] ?? 0), limit);
  const from = link === undefined ? '' : type === 136 ? ` is at ${link}` : ` from ${link}`;
  if (type === 133 || type === 134) return from;
  if ((type === 135 || type === 136) && limit >= start + 24) {
    return ` ${type === 135 ? 'for ' : ''}${ipv6Text(bytes, start + 8)}${from}`;
  }
  if ((type === 128 || type === 129) && limit >= start + HEADER_SIZE) {
    return ` id=${hex(u16(bytes, start + 4), 2)}, seq=${u16(bytes, start + 6)}`;
  }
  const reason = codeName(type, u8(bytes, start + 1));
  return reason === undefined ? '' : ` (${reason})`;
}

/** Internet control message protocol for IPv6, RFC 4443. */
export const icmpv6: Protocol = {
  name: 'ICMPv6',
  fixedSize: 4,
  step,
  fields,
  headline: (header) => {
    const type = u8(header.bytes, header.start);
    return { protocol: 'ICMPv6', info: `${TYPES[type] ?? `type ${type}`}${detail(header, type)}` };
  },
};
