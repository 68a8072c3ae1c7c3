import type { ProgramTypeName } from './program-type.ts';

/** What becomes of the packet, call or message. `abort` is an error that the kernel reports. */
export type VerdictEffect = 'pass' | 'drop' | 'redirect' | 'consume' | 'abort' | 'other';

/** A return code. */
export interface Verdict {
  /** `XDP_DROP`; where the UAPI has no name, a word in lower case. */
  readonly name: string;
  /** Signed. */
  readonly value: number;
  readonly effect: VerdictEffect;
  readonly doc: string;
}

type Row = readonly [value: number, name: string, effect: VerdictEffect, doc: string];

const define = (rows: readonly Row[]): readonly Verdict[] =>
  rows.map(([value, name, effect, doc]) => ({ name, value, effect, doc }));

const XDP = define([
  [0, 'XDP_ABORTED', 'abort', 'Drops the packet and reports an error in the program (tracepoint xdp:xdp_exception).'],
  [1, 'XDP_DROP', 'drop', 'Drops the packet.'],
  [2, 'XDP_PASS', 'pass', 'Hands the packet to the network stack.'],
  [3, 'XDP_TX', 'redirect', 'Sends the packet back out of the device that it came in by.'],
  [
    4,
    'XDP_REDIRECT',
    'redirect',
    'Sends the packet where the redirect helper said: a device, a CPU or an AF_XDP socket.',
  ],
]);

const TC = define([
  [
    -1,
    'TC_ACT_UNSPEC',
    'pass',
    'Takes the action that the filter was configured with; for tcx: goes on to the next program.',
  ],
  [0, 'TC_ACT_OK', 'pass', 'Lets the packet pass and ends classification.'],
  [1, 'TC_ACT_RECLASSIFY', 'other', 'Starts classification over.'],
  [2, 'TC_ACT_SHOT', 'drop', 'Drops the packet.'],
  [3, 'TC_ACT_PIPE', 'pass', 'Goes on to the next action.'],
  [4, 'TC_ACT_STOLEN', 'consume', 'Takes the packet off the path without counting it as dropped.'],
  [5, 'TC_ACT_QUEUED', 'consume', 'Takes the packet off the path to be queued.'],
  [6, 'TC_ACT_REPEAT', 'other', 'Repeats the action.'],
  [7, 'TC_ACT_REDIRECT', 'redirect', 'Sends the packet to the device that the redirect helper was given.'],
  [8, 'TC_ACT_TRAP', 'consume', 'Hardware hands the packet to the CPU; in software like TC_ACT_STOLEN.'],
]);

const SOCKET_MAP = define([
  [0, 'SK_DROP', 'drop', 'Drops it.'],
  [1, 'SK_PASS', 'pass', 'Lets it pass, to the chosen socket if one was chosen.'],
]);

const LWT = define([
  [0, 'BPF_OK', 'pass', 'Goes on with routing the packet.'],
  [2, 'BPF_DROP', 'drop', 'Drops the packet.'],
  [7, 'BPF_REDIRECT', 'redirect', 'Sends the packet to the device that the redirect helper was given.'],
  [128, 'BPF_LWT_REROUTE', 'redirect', 'Looks up the route again after the packet’s header changed.'],
]);

const CGROUP = define([
  [0, 'deny', 'drop', 'Refuses: the system call fails with EPERM.'],
  [1, 'allow', 'pass', 'Allows.'],
]);

const PROBE = define([
  [0, 'ignore', 'drop', 'Nothing is recorded for perf.'],
  [1, 'record', 'pass', 'The event is recorded for perf, where one listens.'],
]);

const BIND = define([
  ...CGROUP.map(({ value, name, effect, doc }): Row => [value, name, effect, doc]),
  [2, 'deny', 'drop', 'Refuses: the system call fails with EPERM.'],
  [3, 'allow', 'pass', 'Allows; for bind, without asking for the right to use a low port.'],
]);

const CGROUP_SKB = define([
  [0, 'drop', 'drop', 'Drops the packet.'],
  [1, 'pass', 'pass', 'Lets the packet pass.'],
  [2, 'drop, congested', 'drop', 'Drops the packet and tells TCP of congestion (egress only).'],
  [3, 'pass, congested', 'pass', 'Lets the packet pass and tells TCP of congestion (egress only).'],
]);

const BY_PROGRAM_TYPE: Readonly<Partial<Record<ProgramTypeName, readonly Verdict[]>>> = {
  xdp: XDP,
  sched_cls: TC,
  sched_act: TC,
  cgroup_skb: CGROUP_SKB,
  cgroup_sock: CGROUP,
  cgroup_sock_addr: BIND,
  cgroup_device: CGROUP,
  cgroup_sysctl: CGROUP,
  cgroup_sockopt: CGROUP,
  sk_skb: SOCKET_MAP,
  sk_msg: SOCKET_MAP,
  sk_reuseport: SOCKET_MAP,
  sk_lookup: SOCKET_MAP,
  lwt_in: LWT,
  lwt_out: LWT.filter(({ value }) => value !== 128),
  lwt_xmit: LWT,
  lwt_seg6local: LWT.filter(({ value }) => value !== 128),
  flow_dissector: define([
    [0, 'BPF_OK', 'pass', 'The packet was dissected.'],
    [2, 'BPF_DROP', 'drop', 'The packet could not be dissected.'],
    [129, 'BPF_FLOW_DISSECTOR_CONTINUE', 'other', 'Leaves it to the kernel’s own dissector.'],
  ]),
  netfilter: define([
    [0, 'NF_DROP', 'drop', 'Drops the packet.'],
    [1, 'NF_ACCEPT', 'pass', 'Lets the packet pass.'],
  ]),
  kprobe: PROBE,
  tracepoint: PROBE,
  perf_event: PROBE,
};

/** The return codes that mean something to a program type; empty where the value is a number, or ignored. */
export function verdictsOf(type: ProgramTypeName): readonly Verdict[] {
  return BY_PROGRAM_TYPE[type] ?? [];
}

function socketFilterVerdict(value: number): Verdict {
  const bytes = value >>> 0;
  if (bytes === 0) return { name: 'drop', value, effect: 'drop', doc: 'The socket does not get the packet.' };
  const name = bytes === 0xffff_ffff ? 'keep all' : `keep ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return { name, value, effect: 'pass', doc: 'The socket gets at most that many bytes of the packet.' };
}

/**
 * What returning `r0` means. The kernel looks at the lower 32 bits only. A value that the type does not know has its number as
 * the name, and `invalid N` for XDP and traffic control, which treat it as an error and as TC_ACT_UNSPEC.
 */
export function verdictOf(type: ProgramTypeName, r0: bigint): Verdict {
  const value = Number(BigInt.asIntN(32, r0));
  if (type === 'socket_filter') return socketFilterVerdict(value);
  const known = BY_PROGRAM_TYPE[type]?.find((verdict) => verdict.value === value);
  if (known !== undefined) return known;
  if (type === 'xdp') {
    const doc = 'Not an XDP action: the kernel drops the packet and warns.';
    return { name: `invalid ${value >>> 0}`, value, effect: 'abort', doc };
  }
  if (type === 'sched_cls' || type === 'sched_act') {
    const doc = 'Not a traffic control action: taken as TC_ACT_UNSPEC.';
    return { name: `invalid ${value}`, value, effect: 'pass', doc };
  }
  return { name: String(value), value, effect: 'other', doc: 'A number without a fixed meaning.' };
}

/** The name alone, for example `XDP_DROP`. */
export function verdictName(type: ProgramTypeName, r0: bigint): string {
  return verdictOf(type, r0).name;
}
