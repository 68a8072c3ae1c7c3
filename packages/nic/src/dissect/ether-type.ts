import { u16 } from './read.ts';
import { hex, withName } from './show.ts';

/** EtherTypes: https://www.iana.org/assignments/ieee-802-numbers (the common ones). */
const ETHER_TYPE_NAMES: Readonly<Record<number, string>> = {
  0x0800: 'IPv4',
  0x0806: 'ARP',
  0x0842: 'Wake-on-LAN',
  0x22f0: 'AVTP',
  0x22f3: 'TRILL',
  0x6003: 'DECnet',
  0x6558: 'Ethernet',
  0x8035: 'RARP',
  0x809b: 'AppleTalk',
  0x80f3: 'AARP',
  0x8100: 'VLAN',
  0x8137: 'IPX',
  0x86dd: 'IPv6',
  0x8808: 'Ethernet flow control',
  0x8809: 'Slow protocols',
  0x880b: 'PPP',
  0x8847: 'MPLS',
  0x8848: 'MPLS multicast',
  0x8863: 'PPPoE discovery',
  0x8864: 'PPPoE',
  0x888e: 'EAPOL',
  0x8892: 'PROFINET',
  0x889a: 'HyperSCSI',
  0x88a2: 'ATA over Ethernet',
  0x88a4: 'EtherCAT',
  0x88a8: 'Service VLAN',
  0x88be: 'ERSPAN',
  0x88ca: 'TIPC',
  0x88cc: 'LLDP',
  0x88e5: 'MACsec',
  0x88e7: 'PBB',
  0x88f7: 'PTP',
  0x8902: 'CFM',
  0x8906: 'FCoE',
  0x894f: 'NSH',
  0x9000: 'Loopback test',
  0x9100: 'VLAN',
  0x22eb: 'ERSPAN III',
};

/** `LLDP`, or `0x1234` for one without a name. */
export const etherTypeName = (etherType: number): string => ETHER_TYPE_NAMES[etherType] ?? hex(etherType, 2);

/** `0x0800 (IPv4)` */
export const showEtherType = (bytes: Uint8Array, at: number): string => {
  const etherType = u16(bytes, at);
  return withName(hex(etherType, 2), ETHER_TYPE_NAMES[etherType]);
};
