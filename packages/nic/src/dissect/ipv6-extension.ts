import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, headerLimit, type Place, type Protocol, type Step } from './header.ts';
import { IP_PROTOCOL_NAMES, ipProtocolName } from './ip-protocol.ts';
import { nextHeaderHeadline } from './ipv6.ts';
import { readIpv6Options, showIpv6Option } from './ipv6-options.ts';
import { u8, u16, u32 } from './read.ts';
import { countBytes, hex, showHex, showIpv6, showNamed, showNumber } from './show.ts';

const NEXT_HEADER_ROW: FieldRow = ['next header', 0, 1, showNamed(IP_PROTOCOL_NAMES)];

/** The length field counts units of eight bytes and leaves the first out. */
const inEights = (bytes: Uint8Array, start: number): number => (u8(bytes, start + 1) + 1) * 8;

const LENGTH_ROW: FieldRow = ['header length', 1, 1, (bytes, at) => countBytes(inEights(bytes, at - 1))];

function stepBy(size: number, { bytes, start, limit }: Place): Step {
  if (limit < start + 2) return { headerEnd: start + 8 };
  return { headerEnd: start + size, next: { table: 'ipProtocol', key: u8(bytes, start) } };
}

const JUMBO_PAYLOAD = 0xc2;

/** Where a jumbogram ends (RFC 2675): the option's length counts from this header on. */
function jumboEnd({ bytes, start, limit }: Place): number | undefined {
  const end = Math.min(limit, start + inEights(bytes, start));
  const option = readIpv6Options(bytes, start + 2, end).find(
    ({ type, length }) => type === JUMBO_PAYLOAD && length === 4,
  );
  return option === undefined ? undefined : start + u32(bytes, option.start + 2);
}

function optionsFields(header: Header): Field[] {
  const { bytes, start } = header;
  const options = readIpv6Options(bytes, start + 2, headerLimit(header));
  return [
    ...readRows(header, [NEXT_HEADER_ROW, LENGTH_ROW]),
    ...options.map((option) => showIpv6Option(bytes, option)),
  ];
}

/** RFC 8200, section 4.3. */
export const hopByHopOptions: Protocol = {
  name: 'IPv6 hop-by-hop options',
  fixedSize: 2,
  step: (place) => {
    const end = jumboEnd(place);
    return { ...stepBy(inEights(place.bytes, place.start), place), ...(end === undefined ? {} : { end }) };
  },
  fields: optionsFields,
  headline: (header) => nextHeaderHeadline(header, 0),
};

/** RFC 8200, section 4.6. */
export const destinationOptions: Protocol = {
  name: 'IPv6 destination options',
  fixedSize: 2,
  step: (place) => stepBy(inEights(place.bytes, place.start), place),
  fields: optionsFields,
  headline: (header) => nextHeaderHeadline(header, 0),
};

/** https://www.iana.org/assignments/ipv6-parameters, routing types. */
const ROUTING_TYPES: Readonly<Record<number, string>> = {
  0: 'source route',
  2: 'mobile IPv6',
  3: 'RPL source route',
  4: 'segment routing',
};
const ADDRESSES_AT = 8;

const ROUTING_ROWS: readonly FieldRow[] = [
  NEXT_HEADER_ROW,
  LENGTH_ROW,
  ['routing type', 2, 1, showNamed(ROUTING_TYPES)],
  ['segments left', 3, 1, showNumber],
];

/** RPL compresses its addresses (RFC 6554); all other known types list them whole. */
function addressCount({ bytes, start }: Place): number {
  const type = u8(bytes, start + 2);
  const room = Math.floor((inEights(bytes, start) - ADDRESSES_AT) / 16);
  if (type === 4) return Math.min(room, u8(bytes, start + 4) + 1);
  return type === 0 || type === 2 ? room : 0;
}

function routingFields(header: Header): Field[] {
  const rows: FieldRow[] = Array.from({ length: addressCount(header) }, (_, i) => [
    `address ${i}`,
    ADDRESSES_AT + 16 * i,
    16,
    showIpv6,
  ]);
  return readRows(header, [...ROUTING_ROWS, ...rows]);
}

/** The last address on the way: segment routing lists it first (RFC 8754, section 2), the others last. */
function finalDestination(header: Header): number | undefined {
  const { bytes, start, limit } = header;
  const count = addressCount(header);
  if (u8(bytes, start + 3) === 0 || count === 0) return undefined;
  const index = u8(bytes, start + 2) === 4 ? 0 : count - 1;
  const at = start + ADDRESSES_AT + 16 * index;
  return at + 16 <= limit ? at : undefined;
}

/** RFC 8200, section 4.4. */
export const routingHeader: Protocol = {
  name: 'IPv6 routing header',
  fixedSize: 4,
  step: (place) => stepBy(inEights(place.bytes, place.start), place),
  fields: routingFields,
  headline: (header) => nextHeaderHeadline(header, 0),
  finalDestination,
};

const fragmentOffset = (bytes: Uint8Array, start: number): number => u16(bytes, start + 2) & 0xfff8;

const moreFragments = (bytes: Uint8Array, start: number): boolean => (u8(bytes, start + 3) & 1) !== 0;

const FRAGMENT_ROWS: readonly FieldRow[] = [
  NEXT_HEADER_ROW,
  ['reserved', 1, 1, showNumber],
  ['fragment offset', 2, 2, (bytes, at) => String(fragmentOffset(bytes, at - 2))],
  ['more fragments', 3, 1, (bytes, at) => (u8(bytes, at) & 1 ? 'yes' : 'no')],
  ['identification', 4, 4, showHex],
];

function fragmentStep({ bytes, start, limit }: Place): Step {
  const headerEnd = start + 8;
  if (limit < headerEnd) return { headerEnd };
  const offset = fragmentOffset(bytes, start);
  const fragment = offset > 0 || moreFragments(bytes, start);
  return { headerEnd, fragment, next: offset === 0 ? { table: 'ipProtocol', key: u8(bytes, start) } : undefined };
}

/** RFC 8200, section 4.5. */
export const fragmentHeader: Protocol = {
  name: 'IPv6 fragment header',
  fixedSize: 8,
  step: fragmentStep,
  fields: (header) => readRows(header, FRAGMENT_ROWS),
  headline: (header) => {
    const offset = fragmentOffset(header.bytes, header.start);
    if (offset === 0) return nextHeaderHeadline(header, 0);
    const name = ipProtocolName(u8(header.bytes, header.start));
    const id = hex(u32(header.bytes, header.start + 4), 4);
    return { protocol: 'IPv6', info: `Fragment of ${name}, offset ${offset}, ID ${id}` };
  },
  remark: ({ bytes, start }) =>
    moreFragments(bytes, start) && fragmentOffset(bytes, start) === 0
      ? `first fragment, ID ${hex(u32(bytes, start + 4), 4)}`
      : undefined,
};

/** Its length field counts units of four bytes and leaves the first two out (RFC 4302, section 2.2). */
const inFours = (bytes: Uint8Array, start: number): number => (u8(bytes, start + 1) + 2) * 4;

/** RFC 4302; it goes with IPv4 as well. */
export const authenticationHeader: Protocol = {
  name: 'Authentication header',
  fixedSize: 12,
  step: (place) => stepBy(inFours(place.bytes, place.start), place),
  fields: (header) =>
    readRows(header, [
      NEXT_HEADER_ROW,
      ['header length', 1, 1, (bytes, at) => countBytes(inFours(bytes, at - 1))],
      ['security parameters index', 4, 4, showHex],
      ['sequence number', 8, 4, showNumber],
    ]),
  headline: (header) => nextHeaderHeadline(header, 0),
};
