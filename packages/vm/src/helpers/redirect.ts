import { DevmapHash } from '../maps/devmap-hash.ts';
import { SlotArrayMap } from '../maps/slot-array-map.ts';
import { u32 } from './arguments.ts';
import type { Helper } from './helper.ts';
import { mapArgument } from './map-argument.ts';

const XDP_ABORTED = 0n;
const XDP_REDIRECT = 4n;
const TC_ACT_SHOT = 2n;
const TC_ACT_REDIRECT = 7n;

const INGRESS = 1n;
/** Lower bits of `bpf_redirect_map`'s flags: the action to return when the slot is empty. */
const ACTION_MASK = 3n;
const BROADCAST = 8n;
const EXCLUDE_INGRESS = 16n;

/** Whether the device exists is not known before the program ends, here as in the kernel. */
export const redirect: Helper = {
  call(call, r1, r2) {
    const xdp = call.programType === 'xdp';
    if (xdp ? r2 !== 0n : (r2 & ~INGRESS) !== 0n) return xdp ? XDP_ABORTED : TC_ACT_SHOT;
    if (call.packet !== undefined) call.packet.redirect = { ifindex: u32(r1) };
    return xdp ? XDP_REDIRECT : TC_ACT_REDIRECT;
  },
};

/** To the device at the other end of a pair, in its namespace. */
export const redirectPeer: Helper = {
  call(call, r1, r2) {
    if (r2 !== 0n) return TC_ACT_SHOT;
    if (call.packet !== undefined) call.packet.redirect = { ifindex: u32(r1) };
    return TC_ACT_REDIRECT;
  },
};

/** `sizeof(struct bpf_redir_neigh)` */
const NEIGHBOUR_BYTES = 20;

/** To a device, with the link-layer addresses of the next hop; which those are is decided after the program. */
export const redirectNeigh: Helper = {
  call(call, r1, r2, r3, r4) {
    const size = u32(r3);
    const parameters = call.checkedAddress(r2, size, false);
    if (typeof parameters !== 'number') return parameters;
    if ((size !== 0 && size < NEIGHBOUR_BYTES) || r4 !== 0n) return TC_ACT_SHOT;
    if (call.packet !== undefined) call.packet.redirect = { ifindex: u32(r1) };
    return TC_ACT_REDIRECT;
  },
};

export const redirectMap: Helper = {
  call(call, r1, r2, r3) {
    const map = mapArgument(call, 'bpf_redirect_map', r1);
    if ('code' in map) return map;
    const { type } = map.definition;
    const known = ACTION_MASK | (type === 'devmap' || type === 'devmap_hash' ? BROADCAST | EXCLUDE_INGRESS : 0n);
    if ((r3 & ~known) !== 0n) return XDP_ABORTED;
    const key = r2 <= 0xffff_ffffn ? u32(r2) : undefined;
    const hasSlots = map instanceof SlotArrayMap || map instanceof DevmapHash;
    const found = key !== undefined && hasSlots && map.slot(key) !== 0;
    const { packet } = call;
    if (!found && (r3 & BROADCAST) === 0n) {
      if (packet !== undefined) packet.redirect = undefined;
      return r3 & ACTION_MASK;
    }
    if (packet !== undefined) packet.redirect = { map: map.index, key: key ?? 0 };
    return XDP_REDIRECT;
  },
};
