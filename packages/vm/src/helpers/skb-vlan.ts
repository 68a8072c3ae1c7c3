import { ETHER_TYPES } from '@skep/abi';
import { ENOMEM } from '../maps/errno.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import { result, u32 } from './arguments.ts';
import type { HelperCall } from './helper.ts';
import { onSkb, setSkbField, skbField, swap16 } from './skb-context.ts';
import { closeGap, moveHeaders, openGap } from './skb-room.ts';

const { ETH_P_8021Q, ETH_P_8021AD } = ETHER_TYPES;
const TAG_BYTES = 4;
/** Two MAC addresses, behind which a tag stands. */
const TAG_OFFSET = 12;
/** `VLAN_ETH_HLEN`: the shortest frame with a tag. */
const TAGGED_HEADER_BYTES = 18;
const ETHERNET_HEADER_BYTES = 14;
/** `ETH_P_802_3_MIN`: below it the field is a length. */
const SMALLEST_ETHER_TYPE = 0x600;
const ETH_P_802_2 = 0x0004;

const isTag = (etherType: number): boolean => etherType === ETH_P_8021Q || etherType === ETH_P_8021AD;

/** Beside the packet's bytes the kernel holds one tag, the outermost: `present`, `proto` and `tci` of the context. */
function setTag(call: HelperCall, proto: number, tci: number): void {
  setSkbField(call, 'vlan_present', 1);
  setSkbField(call, 'vlan_proto', proto);
  setSkbField(call, 'vlan_tci', tci);
}

export const skbVlanPush = onSkb((call, packet, r2, r3) => {
  const wanted = u32(r2) & 0xffff;
  const proto = isTag(swap16(wanted)) ? wanted : swap16(ETH_P_8021Q);
  if (skbField(call, 'vlan_present') !== 0 && !insertTag(call, packet)) return result(ENOMEM);
  setTag(call, proto, u32(r3) & 0xffff);
  return 0n;
});

/** Moves the tag that stands beside the packet into it. */
function insertTag(call: HelperCall, packet: PacketBuffer): boolean {
  const proto = skbField(call, 'vlan_proto');
  if (!openGap(call, packet, TAG_OFFSET, TAG_BYTES)) return false;
  moveHeaders(packet, -TAG_BYTES);
  const tag = packet.data + TAG_OFFSET;
  call.memory.set16(tag, proto);
  call.memory.set16(tag + 2, swap16(skbField(call, 'vlan_tci')));
  setSkbField(call, 'protocol', proto);
  return true;
}

export const skbVlanPop = onSkb((call, packet) => {
  if (skbField(call, 'vlan_present') !== 0) {
    setSkbField(call, 'vlan_present', 0);
    setSkbField(call, 'vlan_proto', 0);
    setSkbField(call, 'vlan_tci', 0);
  } else {
    if (!isTag(swap16(skbField(call, 'protocol')))) return 0n;
    if (removeTag(call, packet) === undefined) return result(ENOMEM);
  }
  const proto = skbField(call, 'protocol');
  if (!isTag(swap16(proto))) return 0n;
  const tci = removeTag(call, packet);
  if (tci === undefined) return result(ENOMEM);
  setTag(call, proto, tci);
  return 0n;
});

/** Takes the outermost tag out of the packet's bytes and returns what it says. */
function removeTag(call: HelperCall, packet: PacketBuffer): number | undefined {
  if (packet.length < TAGGED_HEADER_BYTES) return undefined;
  const tag = packet.data + TAG_OFFSET;
  const tci = swap16(call.memory.get16(tag + 2));
  const inner = swap16(call.memory.get16(tag + TAG_BYTES));
  closeGap(call, packet, TAG_OFFSET, TAG_BYTES);
  packet.macHeader += TAG_BYTES;
  if (packet.networkHeader - packet.data < ETHERNET_HEADER_BYTES)
    packet.networkHeader = packet.data + ETHERNET_HEADER_BYTES;
  setSkbField(call, 'protocol', swap16(inner >= SMALLEST_ETHER_TYPE ? inner : ETH_P_802_2));
  return tci;
}
