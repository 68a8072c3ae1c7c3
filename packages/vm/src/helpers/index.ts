import { type HelperName, helperByName } from '@skep/abi';
import { forEachMapElem, loop } from './callbacks.ts';
import { csumDiff, l3CsumReplace, l4CsumReplace } from './checksum.ts';
import * as environment from './environment.ts';
import type { Helper } from './helper.ts';
import * as elements from './map-elements.ts';
import { perfEventOutputHelper } from './perf-event.ts';
import { snprintf, tracePrintk, traceVprintk } from './print.ts';
import * as probe from './probe-read.ts';
import { redirect, redirectMap, redirectNeigh, redirectPeer } from './redirect.ts';
import * as ringBuffer from './ring-buffer.ts';
import * as skb from './skb-bytes.ts';
import { getHashRecalc, setHash, setHashInvalid } from './skb-hash.ts';
import { skbAdjustRoom, skbChangeHead, skbChangeProto, skbChangeTail } from './skb-resize.ts';
import { skbVlanPop, skbVlanPush } from './skb-vlan.ts';
import { lookupSocket } from './sockets.ts';
import { spinLock, spinUnlock } from './spin-lock.ts';
import { strncmp, strtol, strtoul } from './strings.ts';
import { tailCall } from './tail-call.ts';
import * as xdp from './xdp.ts';

const BY_NAME: Partial<Record<HelperName, Helper>> = {
  bpf_map_lookup_elem: elements.mapLookupElem,
  bpf_map_update_elem: elements.mapUpdateElem,
  bpf_map_delete_elem: elements.mapDeleteElem,
  bpf_map_push_elem: elements.mapPushElem,
  bpf_map_pop_elem: elements.mapPopElem,
  bpf_map_peek_elem: elements.mapPeekElem,
  bpf_map_lookup_percpu_elem: elements.mapLookupPercpuElem,
  bpf_for_each_map_elem: forEachMapElem,
  bpf_loop: loop,

  bpf_probe_read: probe.probeReadAny,
  bpf_probe_read_kernel: probe.probeReadKernel,
  bpf_probe_read_user: probe.probeReadUser,
  bpf_probe_read_str: probe.probeReadAnyStr,
  bpf_probe_read_kernel_str: probe.probeReadKernelStr,
  bpf_probe_read_user_str: probe.probeReadUserStr,
  bpf_copy_from_user: probe.probeReadUser,

  bpf_ktime_get_ns: environment.ktimeGetNs,
  bpf_ktime_get_boot_ns: environment.ktimeGetNs,
  bpf_ktime_get_tai_ns: environment.ktimeGetNs,
  bpf_ktime_get_coarse_ns: environment.ktimeGetCoarseNs,
  bpf_jiffies64: environment.jiffies64,
  bpf_get_prandom_u32: environment.getPrandomU32,
  bpf_get_smp_processor_id: environment.getSmpProcessorId,
  bpf_get_numa_node_id: environment.getNumaNodeId,
  bpf_get_current_pid_tgid: environment.getCurrentPidTgid,
  bpf_get_current_uid_gid: environment.getCurrentUidGid,
  bpf_get_current_comm: environment.getCurrentComm,
  bpf_get_current_cgroup_id: environment.getCurrentCgroupId,
  bpf_get_cgroup_classid: environment.getCgroupClassid,
  bpf_skb_cgroup_classid: environment.getCgroupClassid,
  bpf_get_route_realm: environment.getRouteRealm,
  bpf_get_socket_cookie: environment.getSocketCookie,
  bpf_get_socket_uid: environment.getSocketUid,
  bpf_get_netns_cookie: environment.getNetnsCookie,
  bpf_sk_lookup_tcp: lookupSocket,
  bpf_sk_lookup_udp: lookupSocket,
  bpf_skc_lookup_tcp: lookupSocket,

  bpf_trace_printk: tracePrintk,
  bpf_trace_vprintk: traceVprintk,
  bpf_snprintf: snprintf,
  bpf_strncmp: strncmp,
  bpf_strtol: strtol,
  bpf_strtoul: strtoul,

  bpf_spin_lock: spinLock,
  bpf_spin_unlock: spinUnlock,
  bpf_tail_call: tailCall,
  bpf_perf_event_output: perfEventOutputHelper,
  bpf_ringbuf_output: ringBuffer.ringbufOutput,
  bpf_ringbuf_reserve: ringBuffer.ringbufReserve,
  bpf_ringbuf_submit: ringBuffer.ringbufSubmit,
  bpf_ringbuf_discard: ringBuffer.ringbufDiscard,
  bpf_ringbuf_query: ringBuffer.ringbufQuery,

  bpf_csum_diff: csumDiff,
  bpf_l3_csum_replace: l3CsumReplace,
  bpf_l4_csum_replace: l4CsumReplace,
  bpf_redirect: redirect,
  bpf_redirect_map: redirectMap,
  bpf_redirect_peer: redirectPeer,
  bpf_redirect_neigh: redirectNeigh,

  bpf_xdp_adjust_head: xdp.xdpAdjustHead,
  bpf_xdp_adjust_tail: xdp.xdpAdjustTail,
  bpf_xdp_adjust_meta: xdp.xdpAdjustMeta,
  bpf_xdp_get_buff_len: xdp.xdpGetBuffLen,
  bpf_xdp_load_bytes: xdp.xdpLoadBytes,
  bpf_xdp_store_bytes: xdp.xdpStoreBytes,

  bpf_skb_load_bytes: skb.skbLoadBytes,
  bpf_skb_load_bytes_relative: skb.skbLoadBytesRelative,
  bpf_skb_store_bytes: skb.skbStoreBytes,
  bpf_skb_pull_data: skb.skbPullData,
  bpf_skb_change_type: skb.skbChangeType,
  bpf_csum_update: skb.csumUpdate,
  bpf_skb_change_tail: skbChangeTail,
  bpf_skb_change_head: skbChangeHead,
  bpf_skb_change_proto: skbChangeProto,
  bpf_skb_adjust_room: skbAdjustRoom,
  bpf_skb_vlan_push: skbVlanPush,
  bpf_skb_vlan_pop: skbVlanPop,
  bpf_get_hash_recalc: getHashRecalc,
  bpf_set_hash: setHash,
  bpf_set_hash_invalid: setHashInvalid,
};

/** The helpers that this machine has, by number. */
export const HELPERS: ReadonlyMap<number, Helper> = new Map(
  Object.entries(BY_NAME).map(([name, helper]) => [helperByName(name)!.id, helper]),
);
