import { EACCES, EFAULT, EINVAL, EOPNOTSUPP } from '../maps/errno.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import { result, s32, u32, wrongContext } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';

/** `sizeof(struct xdp_frame)`: kept free at the start of the headroom. */
const FRAME_HEADER_BYTES = 40;
/** `ETH_HLEN`: no packet gets shorter. */
const SHORTEST_PACKET = 14;
/** `xdp_metalen_invalid` of `include/net/xdp.h`: whole words that fit in a byte's count. */
const MOST_METADATA = 255;
const METADATA_UNIT = 4;
const FARTHEST_OFFSET = 0xffff;

type PacketHelper = (call: HelperCall, packet: PacketBuffer, r2: bigint, r3: bigint, r4: bigint) => HelperOutcome;

function onPacket(helper: PacketHelper): Helper {
  return {
    call(call, r1, r2, r3, r4) {
      const wrong = wrongContext(call, r1);
      if (wrong !== undefined) return wrong;
      const { packet } = call;
      if (packet !== undefined) return helper(call, packet, r2, r3, r4);
      return call.fault(
        'vm/bad-helper-argument',
        `The helper called by instruction ${call.pc} needs a packet, and this run has none.`,
      );
    },
  };
}

/** Metadata moves along with the data's start. */
export const xdpAdjustHead: Helper = onPacket((call, packet, r2) => {
  const offset = s32(r2);
  const { meta, data, dataEnd, hardStart } = packet;
  const metadata = data - meta;
  const start = data + offset;
  if (start < hardStart + FRAME_HEADER_BYTES + metadata || start > dataEnd - SHORTEST_PACKET) return result(EINVAL);
  if (metadata > 0) call.memory.copy(meta + offset, meta, metadata);
  packet.resize(start - metadata, start, dataEnd);
  return 0n;
});

/** A packet with fragments can only get shorter: the device says how far its buffers reach, and there is none to ask. */
export const xdpAdjustTail: Helper = onPacket((call, packet, r2) => {
  const offset = s32(r2);
  const { meta, data, dataEnd, hardEnd, fragments } = packet;
  if (fragments > 0 && offset >= 0) return result(EOPNOTSUPP);
  if (fragments === 0 && dataEnd + offset > hardEnd) return result(EINVAL);
  if (packet.totalLength + offset < SHORTEST_PACKET) return result(EINVAL);
  if (offset > 0) call.memory.fill(dataEnd, offset, 0);
  const fromFragments = Math.min(fragments, Math.max(0, -offset));
  packet.fragments = fragments - fromFragments;
  packet.resize(meta, data, dataEnd + offset + fromFragments);
  return 0n;
});

export const xdpAdjustMeta: Helper = onPacket((_call, packet, r2) => {
  const { data, dataEnd, hardStart } = packet;
  const meta = packet.meta + s32(r2);
  if (meta < hardStart + FRAME_HEADER_BYTES || meta > data) return result(EINVAL);
  if ((data - meta) % METADATA_UNIT !== 0 || data - meta > MOST_METADATA) return result(EACCES);
  packet.resize(meta, data, dataEnd);
  return 0n;
});

export const xdpGetBuffLen: Helper = onPacket((_call, packet) => BigInt(packet.totalLength));

function copyBytes(
  call: HelperCall,
  packet: PacketBuffer,
  [r2, r3, r4]: readonly [bigint, bigint, bigint],
  store: boolean,
): HelperOutcome {
  const offset = u32(r2);
  const size = u32(r4);
  const buffer = call.checkedAddress(r3, size, !store);
  if (typeof buffer !== 'number') return buffer;
  if (offset > FARTHEST_OFFSET || size > FARTHEST_OFFSET) return result(EFAULT);
  if (offset + size > packet.totalLength) return result(EINVAL);
  const at = packet.data + offset;
  call.memory.copy(store ? at : buffer, store ? buffer : at, size);
  return 0n;
}

export const xdpLoadBytes: Helper = onPacket((call, packet, r2, r3, r4) =>
  copyBytes(call, packet, [r2, r3, r4], false),
);
export const xdpStoreBytes: Helper = onPacket((call, packet, r2, r3, r4) =>
  copyBytes(call, packet, [r2, r3, r4], true),
);
