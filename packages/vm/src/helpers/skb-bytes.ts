import { EFAULT, EINVAL, ENOMEM, ENOTSUPP } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { HelperCall, HelperOutcome } from './helper.ts';
import { onSkb, setSkbField, skbField } from './skb-context.ts';

const INT_MAX = 0x7fff_ffff;
const U32 = 0x1_0000_0000;
const RECOMPUTE_CSUM = 1n;
const INVALIDATE_HASH = 2n;
const START_MAC = 0;
const START_NET = 1;
const FARTHEST_RELATIVE = 0xffff;
const PACKET_OTHERHOST = 3;

/** Copies `size` bytes of the packet to the program; where there are too few, zeros. */
function load(call: HelperCall, from: number | undefined, r3: bigint, size: number): HelperOutcome {
  const to = call.checkedAddress(r3, size, true);
  if (typeof to !== 'number') return to;
  if (from === undefined) {
    call.memory.fill(to, size, 0);
    return result(EFAULT);
  }
  call.memory.copy(to, from, size);
  return 0n;
}

export const skbLoadBytes = onSkb((call, packet, r2, r3, r4) => {
  const offset = u32(r2);
  const size = u32(r4);
  const farthest = call.programType === 'flow_dissector' ? FARTHEST_RELATIVE : INT_MAX;
  const inside = offset <= farthest && offset + size <= packet.length;
  return load(call, inside ? packet.data + offset : undefined, r3, size);
});

export const skbLoadBytesRelative = onSkb((call, packet, r2, r3, r4, r5) => {
  const offset = u32(r2);
  const size = u32(r4);
  const header = u32(r5);
  const start = header === START_MAC ? packet.macHeader : header === START_NET ? packet.networkHeader : undefined;
  const inside = start !== undefined && offset <= FARTHEST_RELATIVE && start + offset + size <= packet.dataEnd;
  return load(call, inside ? start + offset : undefined, r3, size);
});

/** No packet here carries a checksum over all of it that the bytes would have to be worked into. */
export const skbStoreBytes = onSkb((call, packet, r2, r3, r4, r5) => {
  const offset = u32(r2);
  const size = u32(r4);
  const from = call.checkedAddress(r3, size, false);
  if (typeof from !== 'number') return from;
  if ((r5 & ~(RECOMPUTE_CSUM | INVALIDATE_HASH)) !== 0n) return result(EINVAL);
  if (offset > INT_MAX || (offset + size) % U32 > packet.length) return result(EFAULT);
  call.memory.copy(packet.data + offset, from, size);
  if ((r5 & INVALIDATE_HASH) !== 0n) setSkbField(call, 'hash', 0);
  return 0n;
});

/** The packet is in one piece already. */
export const skbPullData = onSkb((_call, packet, r2) => (u32(r2) > packet.length ? result(ENOMEM) : 0n));

export const csumUpdate = onSkb(() => result(ENOTSUPP));

export const skbChangeType = onSkb((call, _packet, r2) => {
  const type = u32(r2);
  if (skbField(call, 'pkt_type') > PACKET_OTHERHOST || type > PACKET_OTHERHOST) return result(EINVAL);
  setSkbField(call, 'pkt_type', type);
  return 0n;
});
