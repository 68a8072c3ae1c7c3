import { etherTypeName, showEtherType } from './ether-type.ts';
import { SMALLEST_ETHER_TYPE } from './ethernet.ts';
import { type FieldRow, readRows } from './field.ts';
import { type Addresses, type Header, type Next, type Protocol, payloadLength } from './header.ts';
import { u8, u16, u32 } from './read.ts';
import { countBytes, rawBytes, showBytes, showMac, showNamed, showNumber } from './show.ts';

/** `sll_pkttype` of packet(7). */
const PACKET_TYPES: Readonly<Record<number, string>> = {
  0: 'to this host',
  1: 'broadcast',
  2: 'multicast',
  3: 'to another host',
  4: 'sent by this host',
};

/** Numbers of ARPHRD_*: https://www.iana.org/assignments/arp-parameters and Linux's own from 512 on. */
const DEVICE_TYPES: Readonly<Record<number, string>> = {
  1: 'Ethernet',
  512: 'PPP',
  768: 'IPIP tunnel',
  769: 'IPv6 tunnel',
  772: 'loopback',
  776: 'SIT tunnel',
  778: 'GRE',
  801: '802.11',
  803: '802.11 with radiotap',
  823: 'GRE over IPv6',
  824: 'netlink',
  65534: 'none',
};

const MAC_SIZE = 6;

/** The address takes as many of its bytes as the length says that stands at `lengthOffset` of the header. */
const showAddress =
  (lengthOffset: number): FieldRow[3] =>
  (bytes, at, size, header) => {
    const length = Math.min(size, u8(bytes, header.start + lengthOffset));
    return length === MAC_SIZE ? showMac(bytes, at, length, header) : rawBytes(bytes, at, length);
  };

/** In device types without EtherTypes the protocol field is one of Linux's own small numbers; 4 is 802.2. */
const cookedNext = (protocol: number): Next | undefined => {
  if (protocol === 4) return { table: 'llc' };
  return protocol < SMALLEST_ETHER_TYPE ? undefined : { table: 'etherType', key: protocol };
};

function cookedHeadline(header: Header, offset: number): { protocol: string; info: string } {
  const name = etherTypeName(u16(header.bytes, header.start + offset));
  return { protocol: name, info: `${name}, ${countBytes(payloadLength(header))}` };
}

const hardwareAddress = (bytes: Uint8Array, length: number, at: number): Addresses =>
  u8(bytes, length) === MAC_SIZE ? { source: at, size: MAC_SIZE } : { size: MAC_SIZE };

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html */
export const linuxCooked: Protocol = {
  name: 'Linux cooked',
  fixedSize: 16,
  step: ({ bytes, start }) => ({ headerEnd: start + 16, next: cookedNext(u16(bytes, start + 14)) }),
  fields: (header) =>
    readRows(header, [
      ['packet type', 0, 2, showNamed(PACKET_TYPES)],
      ['device type', 2, 2, showNamed(DEVICE_TYPES)],
      ['address length', 4, 2, showBytes],
      ['source', 6, 8, showAddress(5)],
      ['type', 14, 2, showEtherType],
    ]),
  headline: (header) => cookedHeadline(header, 14),
  addresses: ({ bytes, start }) => hardwareAddress(bytes, start + 5, start + 6),
};

/** https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html */
export const linuxCooked2: Protocol = {
  name: 'Linux cooked v2',
  fixedSize: 20,
  step: ({ bytes, start }) => ({ headerEnd: start + 20, next: cookedNext(u16(bytes, start)) }),
  fields: (header) =>
    readRows(header, [
      ['type', 0, 2, showEtherType],
      ['reserved', 2, 2, showNumber],
      ['interface', 4, 4, showNumber],
      ['device type', 8, 2, showNamed(DEVICE_TYPES)],
      ['packet type', 10, 1, showNamed(PACKET_TYPES)],
      ['address length', 11, 1, showBytes],
      ['source', 12, 8, showAddress(11)],
    ]),
  headline: (header) => cookedHeadline(header, 0),
  addresses: ({ bytes, start }) => hardwareAddress(bytes, start + 11, start + 12),
};

/** AF_INET, and AF_INET6 of Linux, BSDs and Darwin: https://www.tcpdump.org/linktypes.html, LINKTYPE_NULL. */
const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 10: 'IPv6', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' };
const FAMILY_PROTOCOL: Readonly<Record<string, number>> = { IPv4: 4, IPv6: 41 };

/** The family stands in the byte order of the machine that captured; a family is a small number. */
function family(bytes: Uint8Array, at: number): number {
  const value = u32(bytes, at);
  return value <= 0xffff ? value : u8(bytes, at) | (u8(bytes, at + 1) << 8);
}

const familyNext = (bytes: Uint8Array, at: number): Next | undefined => {
  const key = FAMILY_PROTOCOL[FAMILIES[family(bytes, at)] ?? ''];
  return key === undefined ? undefined : { table: 'ipProtocol', key };
};

/** The pseudo-header of BSD's loopback devices. */
export const bsdLoopback: Protocol = {
  name: 'Loopback',
  fixedSize: 4,
  step: ({ bytes, start }) => ({ headerEnd: start + 4, next: familyNext(bytes, start) }),
  fields: (header) => readRows(header, [['address family', 0, 4, (bytes, at) => showFamily(family(bytes, at))]]),
  headline: (header) => ({
    protocol: 'Loopback',
    info: `Address family ${showFamily(family(header.bytes, header.start))}, ${countBytes(payloadLength(header))}`,
  }),
};

const showFamily = (number: number): string => {
  const name = FAMILIES[number];
  return name === undefined ? String(number) : `${number} (${name})`;
};
