import { ETHER_TYPES } from '@skep/abi';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { HelperCall } from './helper.ts';

export const IPV4_HEADER_BYTES = 20;
export const IPV6_HEADER_BYTES = 40;

/** `SKB_MAX_ALLOC`: four pages without what the kernel keeps at their end. Helpers let packets grow no further. */
export const LONGEST_PACKET = 16384 - 320;

/** The shortest network header of a protocol, by EtherType; undefined for others than IP. */
export function networkHeaderBytes(etherType: number): number | undefined {
  if (etherType === ETHER_TYPES.ETH_P_IP) return IPV4_HEADER_BYTES;
  return etherType === ETHER_TYPES.ETH_P_IPV6 ? IPV6_HEADER_BYTES : undefined;
}

/**
 * Opens a gap of `size` zeros `at` bytes behind the data's start. What comes before moves forward into the headroom; when
 * there is too little of that, the packet as a whole moves back first, as the kernel would copy it to a larger buffer.
 * The headers move with the bytes before the gap. False when the buffer cannot hold it.
 */
export function openGap(call: HelperCall, packet: PacketBuffer, at: number, size: number): boolean {
  const missing = Math.max(0, packet.hardStart + size - packet.meta);
  if (missing > packet.hardEnd - packet.dataEnd) return false;
  if (missing > 0) shift(call, packet, missing);
  const { memory } = call;
  const { data, dataEnd } = packet;
  memory.copy(data - size, data, at);
  memory.fill(data - size + at, size, 0);
  packet.resize(data - size, data - size, dataEnd);
  return true;
}

/** Takes `size` bytes out, `at` bytes behind the data's start: what comes before moves up. */
export function closeGap(call: HelperCall, packet: PacketBuffer, at: number, size: number): void {
  const { data, dataEnd } = packet;
  call.memory.copy(data + size, data, at);
  packet.resize(data + size, data + size, dataEnd);
}

/** Moves both headers' marks. */
export function moveHeaders(packet: PacketBuffer, distance: number): void {
  packet.macHeader += distance;
  packet.networkHeader += distance;
}

function shift(call: HelperCall, packet: PacketBuffer, distance: number): void {
  const { meta, data, dataEnd } = packet;
  const first = Math.min(meta, packet.macHeader);
  call.memory.copy(first + distance, first, dataEnd - first);
  packet.resize(meta + distance, data + distance, dataEnd + distance);
  moveHeaders(packet, distance);
}
