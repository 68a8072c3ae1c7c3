import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, headerLimit, type Protocol } from './header.ts';
import { u8, u32 } from './read.ts';
import { hex, showBytes, showHex, showIpv4, showMac, showNamed, showNumber } from './show.ts';

/** https://www.iana.org/assignments/bootp-dhcp-parameters */
const MESSAGES: Readonly<Record<number, string>> = {
  1: 'Discover',
  2: 'Offer',
  3: 'Request',
  4: 'Decline',
  5: 'ACK',
  6: 'NAK',
  7: 'Release',
  8: 'Inform',
};
const FIXED_SIZE = 236;
const COOKIE = 0x63825363;
const OPTIONS_AT = 240;
const MESSAGE_TYPE = 53;

/** RFC 2131, section 2. */
const ROWS: readonly FieldRow[] = [
  ['operation', 0, 1, showNamed({ 1: 'request', 2: 'reply' })],
  ['hardware type', 1, 1, showNamed({ 1: 'Ethernet' })],
  ['hardware address length', 2, 1, showBytes],
  ['hops', 3, 1, showNumber],
  ['transaction', 4, 4, showHex],
  ['seconds', 8, 2, showNumber],
  ['flags', 10, 2, showHex],
  ['client address', 12, 4, showIpv4],
  ['your address', 16, 4, showIpv4],
  ['next server', 20, 4, showIpv4],
  ['relay agent', 24, 4, showIpv4],
  ['client hardware address', 28, 6, showMac],
];

/** The message type option; the others are left as they are. */
function messageType({ bytes, start }: Header, limit: number): Field | undefined {
  if (limit < start + OPTIONS_AT || u32(bytes, start + FIXED_SIZE) !== COOKIE) return undefined;
  let at = start + OPTIONS_AT;
  while (at + 2 < limit) {
    const code = u8(bytes, at);
    if (code === 255) return undefined;
    const end = code === 0 ? at + 1 : at + 2 + u8(bytes, at + 1);
    if (code === MESSAGE_TYPE && end === at + 3 && end <= limit) {
      const type = u8(bytes, at + 2);
      return { name: 'message type', start: at, end, value: MESSAGES[type] ?? String(type) };
    }
    at = end;
  }
  return undefined;
}

/** Dynamic host configuration, RFC 2131. */
export const dhcp: Protocol = {
  name: 'DHCP',
  fixedSize: 8,
  step: ({ start, limit }) => ({ headerEnd: Math.max(start + FIXED_SIZE, limit) }),
  fields: (header) => {
    const type = messageType(header, headerLimit(header));
    return [...readRows(header, ROWS), ...(type === undefined ? [] : [type])];
  },
  headline: (header) => {
    const type = messageType(header, headerLimit(header));
    const kind = type?.value ?? (u8(header.bytes, header.start) === 1 ? 'BOOTP request' : 'BOOTP reply');
    return { protocol: 'DHCP', info: `${kind} transaction ${hex(u32(header.bytes, header.start + 4), 4)}` };
  },
};
