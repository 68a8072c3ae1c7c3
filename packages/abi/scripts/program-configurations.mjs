// The ways to load a program of each type that a plain kernel accepts, as request fields of `skep batch`. Left out: `ext`,
// which needs a target program, and `lirc_mode2`, which distributions' kernels leave out.

const PLAIN = [
  'socket_filter kprobe sched_cls sched_act tracepoint xdp perf_event lwt_in lwt_out lwt_xmit sock_ops cgroup_device',
  'sk_msg raw_tracepoint lwt_seg6local flow_dissector raw_tracepoint_writable',
].flatMap((line) => line.split(' '));

const BY_ATTACH_TYPE = {
  xdp: ['xdp_devmap', 'xdp_cpumap'],
  kprobe: ['trace_kprobe_multi', 'trace_uprobe_multi', 'trace_kprobe_session'],
  cgroup_skb: ['cgroup_inet_ingress', 'cgroup_inet_egress'],
  cgroup_sock: ['cgroup_inet_sock_create', 'cgroup_inet_sock_release', 'cgroup_inet4_post_bind'],
  cgroup_sock_addr: [
    'cgroup_inet4_bind',
    'cgroup_inet6_bind',
    'cgroup_inet4_connect',
    'cgroup_inet6_connect',
    'cgroup_udp4_sendmsg',
    'cgroup_udp4_recvmsg',
    'cgroup_inet4_getpeername',
    'cgroup_inet4_getsockname',
  ],
  cgroup_sockopt: ['cgroup_getsockopt', 'cgroup_setsockopt'],
  sk_reuseport: ['sk_reuseport_select', 'sk_reuseport_select_or_migrate'],
  sk_lookup: ['sk_lookup'],
  netfilter: ['netfilter'],
  cgroup_sysctl: ['cgroup_sysctl'],
  sk_skb: ['sk_skb_stream_verdict'],
};

const BY_TARGET = {
  tracing: [
    ['trace_fentry', 'bpf_fentry_test1'],
    ['trace_fexit', 'bpf_fentry_test1'],
    ['trace_fentry', 'security_file_open'],
    ['trace_fentry', 'tcp_sendmsg'],
    ['trace_raw_tp', 'sched_switch'],
    ['trace_iter', 'task'],
    ['trace_iter', 'tcp'],
    ['modify_return', 'bpf_modify_return_test'],
  ],
  lsm: [
    ['lsm_mac', 'file_open'],
    ['lsm_mac', 'bprm_creds_for_exec'],
    ['lsm_cgroup', 'socket_bind'],
    ['lsm_cgroup', 'inet_csk_clone'],
    ['lsm_cgroup', 'socket_post_create'],
  ],
  struct_ops: ['ssthresh', 'init', 'release', 'cong_control'].map((member) => [
    undefined,
    { struct: 'tcp_congestion_ops', member },
  ]),
};

export function programConfigurations() {
  return [
    ...PLAIN.map((type) => ({ prog_type: type })),
    ...Object.entries(BY_ATTACH_TYPE).flatMap(([type, attachTypes]) =>
      attachTypes.map((attachType) => ({ prog_type: type, expected_attach_type: attachType })),
    ),
    ...Object.entries(BY_TARGET).flatMap(([type, targets]) =>
      targets.map(([attachType, target]) => ({
        prog_type: type,
        ...(attachType === undefined ? {} : { expected_attach_type: attachType }),
        attach_btf: target,
      })),
    ),
    { prog_type: 'syscall', prog_flags: 'sleepable' },
    { prog_type: 'lsm', expected_attach_type: 'lsm_mac', attach_btf: 'file_open', prog_flags: 'sleepable' },
  ];
}
