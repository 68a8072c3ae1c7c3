import type { AttachTypeName } from './attach-type.ts';
import { PROGRAM_TYPES, type ProgramTypeName } from './program-type.ts';

export interface ProgramTypeFacts {
  readonly type: ProgramTypeName;
  /** The Linux release that it came in. */
  readonly since: string;
  /** When such a program runs. */
  readonly doc: string;
  /** What `expected_attach_type` may be at load time; empty when it is not looked at. */
  readonly attachTypes: readonly AttachTypeName[];
}

type Row = readonly [since: string, doc: string, ...attachTypes: AttachTypeName[]];

const FACTS: Readonly<Record<Exclude<ProgramTypeName, 'unspec'>, Row>> = {
  socket_filter: ['3.19', 'For every packet that a socket receives: how much of it to keep.'],
  kprobe: [
    '4.1',
    'At a kernel or user function’s entry or return.',
    'trace_kprobe_multi',
    'trace_uprobe_multi',
    'trace_kprobe_session',
  ],
  sched_cls: [
    '4.1',
    'For every packet entering or leaving a device, in traffic control.',
    'tcx_ingress',
    'tcx_egress',
    'netkit_primary',
    'netkit_peer',
  ],
  sched_act: ['4.1', 'As a traffic control action, after a filter matched.'],
  tracepoint: ['4.7', 'At a tracepoint, with its fields as the event’s format describes them.'],
  xdp: [
    '4.8',
    'For every packet that a network driver receives, before the stack sees it.',
    'xdp',
    'xdp_devmap',
    'xdp_cpumap',
  ],
  perf_event: ['4.9', 'When a perf event overflows.', 'perf_event'],
  cgroup_skb: [
    '4.10',
    'For every packet to or from a socket of a cgroup.',
    'cgroup_inet_ingress',
    'cgroup_inet_egress',
  ],
  cgroup_sock: [
    '4.10',
    'When a process of a cgroup creates, binds or releases a socket.',
    'cgroup_inet_sock_create',
    'cgroup_inet_sock_release',
    'cgroup_inet4_post_bind',
    'cgroup_inet6_post_bind',
  ],
  lwt_in: ['4.10', 'For packets arriving by a route with light-weight encapsulation.'],
  lwt_out: ['4.10', 'For packets leaving by a route with light-weight encapsulation.'],
  lwt_xmit: ['4.10', 'Just before such a packet is transmitted.'],
  sock_ops: ['4.13', 'At events of TCP connections of a cgroup.', 'cgroup_sock_ops'],
  sk_skb: [
    '4.14',
    'For data received by a socket in a socket map.',
    'sk_skb_stream_parser',
    'sk_skb_stream_verdict',
    'sk_skb_verdict',
  ],
  cgroup_device: ['4.15', 'When a process of a cgroup opens or creates a device file.', 'cgroup_device'],
  sk_msg: ['4.17', 'For data sent by a socket in a socket map.', 'sk_msg_verdict'],
  raw_tracepoint: ['4.17', 'At a tracepoint, with its raw arguments.'],
  cgroup_sock_addr: [
    '4.17',
    'When a process of a cgroup binds, connects, sends or asks for an address.',
    'cgroup_inet4_bind',
    'cgroup_inet6_bind',
    'cgroup_inet4_connect',
    'cgroup_inet6_connect',
    'cgroup_unix_connect',
    'cgroup_inet4_getpeername',
    'cgroup_inet6_getpeername',
    'cgroup_unix_getpeername',
    'cgroup_inet4_getsockname',
    'cgroup_inet6_getsockname',
    'cgroup_unix_getsockname',
    'cgroup_udp4_sendmsg',
    'cgroup_udp6_sendmsg',
    'cgroup_unix_sendmsg',
    'cgroup_udp4_recvmsg',
    'cgroup_udp6_recvmsg',
    'cgroup_unix_recvmsg',
  ],
  lwt_seg6local: ['4.18', 'For packets at an IPv6 segment routing endpoint.'],
  lirc_mode2: ['4.18', 'For every pulse or space that an infrared receiver sees.', 'lirc_mode2'],
  sk_reuseport: [
    '4.19',
    'When a packet may go to one of several sockets on the same port.',
    'sk_reuseport_select',
    'sk_reuseport_select_or_migrate',
  ],
  flow_dissector: ['4.20', 'When the kernel dissects a packet’s headers.', 'flow_dissector'],
  cgroup_sysctl: ['5.2', 'When a process of a cgroup reads or writes a sysctl.', 'cgroup_sysctl'],
  raw_tracepoint_writable: ['5.2', 'At a tracepoint that lets programs change its first argument.'],
  cgroup_sockopt: [
    '5.3',
    'When a process of a cgroup calls getsockopt or setsockopt.',
    'cgroup_getsockopt',
    'cgroup_setsockopt',
  ],
  tracing: [
    '5.5',
    'At a kernel function’s entry, exit or return value, at a tracepoint with types, or for each item of an iterator.',
    'trace_raw_tp',
    'trace_fentry',
    'trace_fexit',
    'modify_return',
    'trace_iter',
  ],
  struct_ops: ['5.6', 'As a function of a kernel subsystem, for example of TCP congestion control.', 'struct_ops'],
  ext: ['5.6', 'In the place of a function of another program.'],
  lsm: ['5.7', 'At a security hook.', 'lsm_mac', 'lsm_cgroup'],
  sk_lookup: ['5.9', 'When the kernel looks for the socket that a packet belongs to.', 'sk_lookup'],
  syscall: ['5.14', 'When user space runs it; it may make bpf() system calls.'],
  netfilter: ['6.4', 'For every packet at a netfilter hook.', 'netfilter'],
};

/** Undefined only for `unspec`. */
export function programTypeFacts(type: ProgramTypeName): ProgramTypeFacts | undefined {
  if (type === 'unspec') return undefined;
  const [since, doc, ...attachTypes] = FACTS[type];
  return { type, since, doc, attachTypes };
}

export function isProgramType(name: string): name is ProgramTypeName {
  return name !== 'unspec' && (PROGRAM_TYPES as readonly string[]).includes(name);
}
