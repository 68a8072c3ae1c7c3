const ETH_P_802_3_MIN = 0x600;
const ETH_P_802_3 = 0x0001;
const ETH_P_802_2 = 0x0004;
export const ETH_P_IP = 0x0800;
export const ETH_P_IPV6 = 0x86dd;

/** `skb->pkt_type`: for whom a packet is. */
const PACKET_HOST = 0;
const PACKET_MULTICAST = 2;
const PACKET_OTHERHOST = 3;

/** The protocol that `eth_type_trans` finds, in host byte order; `frame` starts with the Ethernet header. */
export function etherType(frame: Uint8Array): number {
  const type = (frame[12]! << 8) | frame[13]!;
  if (type >= ETH_P_802_3_MIN) return type;
  const novell = frame.length >= 16 && frame[14] === 0xff && frame[15] === 0xff;
  return novell ? ETH_P_802_3 : ETH_P_802_2;
}

/**
 * What `eth_type_trans` makes of the destination address on the loopback device of TEST_RUN, whose own address and
 * broadcast address are zero: nothing is a broadcast.
 */
export function packetType(frame: Uint8Array): number {
  const destination = frame.subarray(0, 6);
  if (destination.every((byte) => byte === 0)) return PACKET_HOST;
  return destination[0]! & 1 ? PACKET_MULTICAST : PACKET_OTHERHOST;
}
