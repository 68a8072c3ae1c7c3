/** Link-layer header types by number: https://www.tcpdump.org/linktypes.html (the common ones). */
const LINK_TYPE_NAMES: Readonly<Record<number, string>> = {
  0: 'BSD loopback',
  1: 'Ethernet',
  6: 'Token Ring',
  7: 'ARCNET',
  8: 'SLIP',
  9: 'PPP',
  10: 'FDDI',
  12: 'raw IP',
  14: 'raw IP',
  50: 'PPP in HDLC',
  51: 'PPPoE',
  100: 'ATM LLC',
  101: 'raw IP',
  104: 'Cisco HDLC',
  105: '802.11',
  107: 'Frame Relay',
  108: 'OpenBSD loopback',
  113: 'Linux cooked',
  114: 'LocalTalk',
  117: 'OpenBSD pflog',
  119: '802.11 with Prism header',
  122: 'IP over Fibre Channel',
  123: 'ATM with pseudo-header',
  127: '802.11 with radiotap header',
  129: 'Linux ARCNET',
  138: 'IP over IEEE 1394',
  140: 'MTP2',
  144: 'Linux IrDA',
  147: 'user-defined 0',
  163: '802.11 with AVS header',
  165: 'BACnet MS/TP',
  166: 'Linux PPP daemon',
  177: 'Linux LAPD',
  182: 'Multi-Link Frame Relay',
  187: 'Bluetooth HCI',
  189: 'USB (Linux)',
  192: 'PPI',
  195: '802.15.4',
  197: 'Endace ERF',
  201: 'Bluetooth HCI with direction',
  204: 'PPP with direction',
  220: 'USB (Linux, padded)',
  226: 'IP over InfiniBand (Solaris)',
  227: 'CAN bus (SocketCAN)',
  228: 'raw IPv4',
  229: 'raw IPv6',
  230: '802.15.4 without FCS',
  231: 'D-Bus',
  239: 'NFLOG',
  240: 'netANALYZER',
  247: 'InfiniBand',
  249: 'USBPcap',
  251: 'Bluetooth Low Energy',
  253: 'Netlink',
  256: 'Bluetooth Low Energy with RF info',
  272: 'nordic BLE',
  276: 'Linux cooked v2',
  281: 'Broadcom switch tag',
  283: '802.15.4 TAP',
  284: 'Marvell DSA tag',
};

/** `Ethernet`; `link type 999` for one that the table does not name. */
export function linkTypeName(linkType: number): string {
  return LINK_TYPE_NAMES[linkType] ?? `link type ${linkType}`;
}

/** D-Bus, USBPcap and EBHSCR captures hold messages far larger than any network packet. */
const LARGE_RECORDS: ReadonlySet<number> = new Set([231, 249, 279]);

/**
 * The longest record that a file of this link type may claim. A larger claim is taken for damage, as libpcap
 * (MAXIMUM_SNAPLEN) and Wireshark do.
 */
export function longestRecord(linkType: number): number {
  return LARGE_RECORDS.has(linkType) ? 128 * 1024 * 1024 : 262_144;
}

/**
 * Bytes that a link type puts before each packet to describe it (a direction, a channel) and that were never on the
 * wire: https://www.tcpdump.org/linktypes.html. Wireshark leaves them out of the packet and of its lengths.
 */
const PSEUDO_HEADERS: ReadonlyMap<number, number> = new Map([
  [123, 4],
  [139, 4],
  [144, 16],
  [177, 16],
  [196, 1],
  [201, 4],
  [204, 1],
  [209, 5],
  [245, 2],
  [254, 4],
]);

/** What is left of a length when the link type's pseudo-header is taken away. */
export function withoutPseudoHeader(length: number, linkType: number): number {
  return Math.max(0, length - (PSEUDO_HEADERS.get(linkType) ?? 0));
}
