import { showEtherType } from './ether-type.ts';
import { type Field, type FieldRow, readRows } from './field.ts';
import type { Header, Headline, Protocol } from './header.ts';
import { u8, u16 } from './read.ts';
import { addressText, rawBytes, showBytes, showNamed } from './show.ts';

/** Operations: https://www.iana.org/assignments/arp-parameters */
const OPERATIONS: Readonly<Record<number, string>> = {
  1: 'request',
  2: 'reply',
  3: 'reverse request',
  4: 'reverse reply',
  8: 'inverse request',
  9: 'inverse reply',
};
const HARDWARE: Readonly<Record<number, string>> = { 1: 'Ethernet', 6: 'IEEE 802', 7: 'ARCNET', 15: 'Frame Relay' };
const FIXED_SIZE = 8;

const ROWS: readonly FieldRow[] = [
  ['hardware type', 0, 2, showNamed(HARDWARE)],
  ['protocol type', 2, 2, showEtherType],
  ['hardware address size', 4, 1, showBytes],
  ['protocol address size', 5, 1, showBytes],
  ['operation', 6, 2, showNamed(OPERATIONS)],
];

/** Where the four addresses stand; their sizes are in the header (RFC 826). */
function layout({ bytes, start }: { bytes: Uint8Array; start: number }) {
  const [hardware, protocol] = [u8(bytes, start + 4), u8(bytes, start + 5)];
  const senderHardware = start + FIXED_SIZE;
  const senderProtocol = senderHardware + hardware;
  const targetHardware = senderProtocol + protocol;
  const targetProtocol = targetHardware + hardware;
  return { hardware, protocol, senderHardware, senderProtocol, targetHardware, targetProtocol };
}

function address(header: Header, name: string, at: number, size: number): Field[] {
  if (size === 0) return [];
  const known = size === 4 || size === 6 || size === 16;
  const value = known ? addressText(header.bytes, at, size) : rawBytes(header.bytes, at, size);
  return [{ name, start: at, end: at + size, value }];
}

function addresses(header: Header): Field[] {
  if (header.limit < header.start + FIXED_SIZE) return [];
  const at = layout(header);
  return [
    ...address(header, 'sender hardware address', at.senderHardware, at.hardware),
    ...address(header, 'sender protocol address', at.senderProtocol, at.protocol),
    ...address(header, 'target hardware address', at.targetHardware, at.hardware),
    ...address(header, 'target protocol address', at.targetProtocol, at.protocol),
  ];
}

function headline(header: Header): Headline {
  const { bytes, limit } = header;
  const at = layout(header);
  const operation = u16(bytes, header.start + 6);
  if (at.protocol !== 4 || at.targetProtocol + 4 > limit) {
    return { protocol: 'ARP', info: `ARP ${OPERATIONS[operation] ?? `operation ${operation}`}` };
  }
  const sender = addressText(bytes, at.senderProtocol, 4);
  const target = addressText(bytes, at.targetProtocol, 4);
  const hardware = addressText(bytes, at.senderHardware, at.hardware);
  if (sender === target) {
    return {
      protocol: 'ARP',
      info: operation === 1 ? `ARP announcement for ${sender}` : `Gratuitous ARP for ${sender}`,
    };
  }
  if (operation === 1) {
    const info = sender === '0.0.0.0' ? `Who has ${target}? (probe)` : `Who has ${target}? Tell ${sender}`;
    return { protocol: 'ARP', info };
  }
  if (operation === 2) return { protocol: 'ARP', info: `${sender} is at ${hardware}` };
  return { protocol: 'ARP', info: `ARP ${OPERATIONS[operation] ?? `operation ${operation}`} from ${sender}` };
}

/** Address resolution, RFC 826. */
export const arp: Protocol = {
  name: 'ARP',
  fixedSize: FIXED_SIZE,
  step: ({ bytes, start, limit }) => {
    if (limit < start + FIXED_SIZE) return { headerEnd: start + FIXED_SIZE };
    const { targetProtocol, protocol } = layout({ bytes, start });
    return { headerEnd: targetProtocol + protocol, end: targetProtocol + protocol };
  },
  fields: (header) => [...readRows(header, ROWS), ...addresses(header)],
  headline,
};
