import { arp } from './arp.ts';
import { data } from './data.ts';
import { dhcp } from './dhcp.ts';
import { dns, dnsOverTcp, llmnr, multicastDns } from './dns.ts';
import { ethernet } from './ethernet.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import type { Next, Place, Protocol } from './header.ts';
import { http, looksLikeHttp } from './http.ts';
import { icmp } from './icmp.ts';
import { icmpv6 } from './icmpv6.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import {
  authenticationHeader,
  destinationOptions,
  fragmentHeader,
  hopByHopOptions,
  routingHeader,
} from './ipv6-extension.ts';
import { bsdLoopback, linuxCooked, linuxCooked2 } from './link-layer.ts';
import { llc } from './llc.ts';
import { ntp } from './ntp.ts';
import { looksLikeQuic, quic } from './quic.ts';
import { u8 } from './read.ts';
import { tcp } from './tcp.ts';
import { looksLikeTls, tls } from './tls.ts';
import { udp } from './udp.ts';
import { customerVlan, serviceVlan } from './vlan.ts';
import { vxlan } from './vxlan.ts';

type Table = ReadonlyMap<number, Protocol>;

/** https://www.tcpdump.org/linktypes.html; the raw IP types 12, 14 and 101 are told apart by the version. */
const LINK_TYPES: Table = new Map([
  [0, bsdLoopback],
  [1, ethernet],
  [108, bsdLoopback],
  [113, linuxCooked],
  [228, ipv4],
  [229, ipv6],
  [276, linuxCooked2],
]);
const RAW_IP: ReadonlySet<number> = new Set([12, 14, 101]);

const ETHER_TYPES: Table = new Map([
  [0x0800, ipv4],
  [0x0806, arp],
  [0x6558, ethernet],
  [0x8035, arp],
  [0x8100, customerVlan],
  [0x86dd, ipv6],
  [0x88a8, serviceVlan],
  [0x9100, customerVlan],
]);

const IP_PROTOCOLS: Table = new Map([
  [0, hopByHopOptions],
  [1, icmp],
  [4, ipv4],
  [6, tcp],
  [17, udp],
  [41, ipv6],
  [43, routingHeader],
  [44, fragmentHeader],
  [47, gre],
  [51, authenticationHeader],
  [58, icmpv6],
  [60, destinationOptions],
  [143, ethernet],
]);

const UDP_PORTS: Table = new Map([
  [53, dns],
  [67, dhcp],
  [68, dhcp],
  [123, ntp],
  [4789, vxlan],
  [5353, multicastDns],
  [5355, llmnr],
  [6081, geneve],
  [8472, vxlan],
]);
const TUNNELS: ReadonlySet<Protocol> = new Set([vxlan, geneve]);
const QUIC_PORT = 443;
const DNS_PORT = 53;

function overUdp(source: number, destination: number, { bytes, start, limit }: Place): Protocol {
  const known = UDP_PORTS.get(destination);
  if (known !== undefined) return known;
  const answering = UDP_PORTS.get(source);
  // A tunnel's source port is a hash of what is inside.
  if (answering !== undefined && !TUNNELS.has(answering)) return answering;
  const isQuic = (source === QUIC_PORT || destination === QUIC_PORT) && looksLikeQuic(bytes, start, limit);
  return isQuic ? quic : data;
}

function overTcp(source: number, destination: number, { bytes, start, limit }: Place): Protocol {
  if (looksLikeTls(bytes, start, limit)) return tls;
  if (looksLikeHttp(bytes, start, limit)) return http;
  return source === DNS_PORT || destination === DNS_PORT ? dnsOverTcp : data;
}

function byVersion({ bytes, start }: Place): Protocol {
  const version = u8(bytes, start) >> 4;
  if (version === 4) return ipv4;
  return version === 6 ? ipv6 : data;
}

/** The protocol that stands at `place`; plain data where no table knows one. */
export function protocolAt(next: Next | undefined, place: Place): Protocol {
  switch (next?.table) {
    case undefined:
      return data;
    case 'linkType':
      return RAW_IP.has(next.key) ? byVersion(place) : (LINK_TYPES.get(next.key) ?? data);
    case 'etherType':
      return ETHER_TYPES.get(next.key) ?? data;
    case 'llc':
      return llc;
    case 'ipProtocol':
      return IP_PROTOCOLS.get(next.key) ?? data;
    case 'udp':
      return overUdp(next.source, next.destination, place);
    case 'tcp':
      return overTcp(next.source, next.destination, place);
  }
}
