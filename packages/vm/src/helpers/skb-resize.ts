import { ETHER_TYPES } from '@skep/abi';
import { EALREADY, EFAULT, EINVAL, ENOMEM, ENOTSUPP } from '../maps/errno.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import { result, s32, u32 } from './arguments.ts';
import type { HelperCall } from './helper.ts';
import { onSkb, setSkbField, skbField, swap16 } from './skb-context.ts';
import {
  closeGap,
  IPV4_HEADER_BYTES,
  IPV6_HEADER_BYTES,
  LONGEST_PACKET,
  moveHeaders,
  networkHeaderBytes,
  openGap,
} from './skb-room.ts';

const { ETH_P_IP, ETH_P_IPV6 } = ETHER_TYPES;

export const skbChangeTail = onSkb((call, packet, r2, r3) => {
  const length = u32(r2);
  const shortest = Math.max(0, packet.networkHeader - packet.data);
  if (r3 !== 0n || length > LONGEST_PACKET || length < shortest) return result(EINVAL);
  if (packet.encapsulated) return result(ENOTSUPP);
  const end = packet.data + length;
  if (end > packet.hardEnd) return result(ENOMEM);
  if (end > packet.dataEnd) call.memory.fill(packet.dataEnd, end - packet.dataEnd, 0);
  packet.resize(packet.data, packet.data, end);
  return 0n;
});

/** For a packet without a link-layer header that is to get one. */
export const skbChangeHead = onSkb((call, packet, r2, r3) => {
  const room = u32(r2);
  if (r3 !== 0n || packet.length + room > LONGEST_PACKET) return result(EINVAL);
  if (!openGap(call, packet, 0, room)) return result(ENOMEM);
  packet.macHeader = packet.data;
  return 0n;
});

/** Makes room for the longer header, or takes the difference away; the program fills the header in. */
export const skbChangeProto = onSkb((call, packet, r2, r3) => {
  if (r3 !== 0n) return result(EINVAL);
  const from = swap16(skbField(call, 'protocol'));
  const to = swap16(u32(r2) & 0xffff);
  const difference = IPV6_HEADER_BYTES - IPV4_HEADER_BYTES;
  const offset = packet.networkHeader - packet.macHeader;
  if (from === ETH_P_IP && to === ETH_P_IPV6) {
    if (!openGap(call, packet, offset, difference)) return result(ENOMEM);
    moveHeaders(packet, -difference);
  } else if (from === ETH_P_IPV6 && to === ETH_P_IP) {
    if (offset + difference > packet.length) return result(ENOMEM);
    closeGap(call, packet, offset, difference);
    moveHeaders(packet, difference);
  } else {
    return result(ENOTSUPP);
  }
  setSkbField(call, 'protocol', swap16(to));
  setSkbField(call, 'hash', 0);
  return 0n;
});

const FIXED_GSO = 1n;
const ENCAP_L3_IPV4 = 2n;
const ENCAP_L3_IPV6 = 4n;
const ENCAP_L4_GRE = 8n;
const ENCAP_L4_UDP = 16n;
const NO_CSUM_RESET = 32n;
const ENCAP_L2_ETH = 64n;
const DECAP_L3_IPV4 = 128n;
const DECAP_L3_IPV6 = 256n;
/** Length of an inner link-layer header, in the flags' highest byte. */
const ENCAP_L2_SHIFT = 56n;
const ENCAP_L2_MASK = 0xffn << ENCAP_L2_SHIFT;
const ENCAP_L3 = ENCAP_L3_IPV4 | ENCAP_L3_IPV6;
const DECAP_L3 = DECAP_L3_IPV4 | DECAP_L3_IPV6;
const ROOM_FLAGS =
  FIXED_GSO | ENCAP_L3 | ENCAP_L4_GRE | ENCAP_L4_UDP | NO_CSUM_RESET | ENCAP_L2_ETH | DECAP_L3 | ENCAP_L2_MASK;
const ETHERNET_HEADER_BYTES = 14;
const MOST_ROOM = 0xfff;
const MODE_NET = 0;
const MODE_MAC = 1;

export const skbAdjustRoom = onSkb((call, packet, r2, r3, r4) => {
  const difference = s32(r2);
  const size = Math.abs(difference);
  const mode = u32(r3);
  if ((r4 & ~ROOM_FLAGS) !== 0n) return result(EINVAL);
  if (size > MOST_ROOM) return result(EFAULT);
  const etherType = swap16(skbField(call, 'protocol'));
  const header = networkHeaderBytes(etherType);
  if (header === undefined || (mode !== MODE_NET && mode !== MODE_MAC)) return result(ENOTSUPP);
  const at = packet.networkHeader - packet.macHeader + (mode === MODE_NET ? header : 0);
  const decapsulated = (r4 & DECAP_L3) !== 0n;
  if (decapsulated && (difference >= 0 || (r4 & DECAP_L3) === DECAP_L3)) return result(EINVAL);
  if (difference >= 0) return result(grow(call, packet, at, size, r4, etherType));
  const shortest = decapsulated ? ((r4 & DECAP_L3_IPV4) !== 0n ? IPV4_HEADER_BYTES : IPV6_HEADER_BYTES) : header;
  return result(shrink(call, packet, at, size, r4, shortest));
});

function grow(
  call: HelperCall,
  packet: PacketBuffer,
  at: number,
  size: number,
  flags: bigint,
  etherType: number,
): number {
  if (packet.length + size > LONGEST_PACKET) return ENOTSUPP;
  const errno = (flags & ENCAP_L3) === 0n ? 0 : checkEncapsulation(packet, size, flags);
  if (errno !== 0) return errno;
  const macLength = packet.networkHeader - packet.macHeader;
  if (!openGap(call, packet, at, size)) return ENOMEM;
  moveHeaders(packet, -size);
  if ((flags & ENCAP_L3) === 0n) return 0;
  packet.encapsulated = true;
  packet.networkHeader = packet.data + macLength;
  const outer = (flags & ENCAP_L3_IPV6) !== 0n ? ETH_P_IPV6 : ETH_P_IP;
  if (outer !== etherType) setSkbField(call, 'protocol', swap16(outer));
  return 0;
}

function checkEncapsulation(packet: PacketBuffer, size: number, flags: bigint): number {
  if ((flags & ENCAP_L3) === ENCAP_L3) return EINVAL;
  if ((flags & ENCAP_L4_GRE) !== 0n && (flags & ENCAP_L4_UDP) !== 0n) return EINVAL;
  const innerLink = Number((flags & ENCAP_L2_MASK) >> ENCAP_L2_SHIFT);
  if ((flags & ENCAP_L2_ETH) !== 0n && innerLink < ETHERNET_HEADER_BYTES) return EINVAL;
  if (packet.encapsulated) return EALREADY;
  return innerLink > size ? EINVAL : 0;
}

function shrink(
  call: HelperCall,
  packet: PacketBuffer,
  at: number,
  size: number,
  flags: bigint,
  shortest: number,
): number {
  const length = packet.dataEnd - packet.networkHeader;
  if (size >= length || length - size < shortest) return ENOTSUPP;
  if ((flags & ~(FIXED_GSO | DECAP_L3 | NO_CSUM_RESET)) !== 0n) return EINVAL;
  if (at + size > packet.length) return ENOMEM;
  closeGap(call, packet, at, size);
  moveHeaders(packet, size);
  if ((flags & DECAP_L3) !== 0n) {
    setSkbField(call, 'protocol', swap16((flags & DECAP_L3_IPV4) !== 0n ? ETH_P_IP : ETH_P_IPV6));
  }
  return 0;
}
