import type { ProgramTypeName } from '../program-type.ts';
import { BPF_CGROUP_DEV_CTX, BPF_SOCKOPT, BPF_SYSCTL } from './cgroup-contexts.ts';
import type { Context, ContextField } from './context.ts';
import { BPF_FLOW_KEYS, BPF_NF_CTX, SK_BUFF, XDP_MD } from './packet-contexts.ts';
import { BPF_SOCK_OPS } from './sock-ops-context.ts';
import { BPF_SK_LOOKUP, BPF_SOCK, BPF_SOCK_ADDR, SK_MSG_MD, SK_REUSEPORT_MD } from './socket-contexts.ts';
import { BPF_PERF_EVENT_DATA, BPF_RAW_TRACEPOINT_ARGS, PT_REGS } from './tracing-contexts.ts';

/** The structures that r1 points at when a program starts, and two that their fields point at. */
export const CONTEXTS: readonly Context[] = [
  XDP_MD,
  SK_BUFF,
  BPF_FLOW_KEYS,
  BPF_NF_CTX,
  BPF_SOCK,
  BPF_SOCK_ADDR,
  BPF_SOCK_OPS,
  BPF_SK_LOOKUP,
  SK_REUSEPORT_MD,
  SK_MSG_MD,
  BPF_SYSCTL,
  BPF_SOCKOPT,
  BPF_CGROUP_DEV_CTX,
  PT_REGS,
  BPF_PERF_EVENT_DATA,
  BPF_RAW_TRACEPOINT_ARGS,
];

export function contextByName(name: string): Context | undefined {
  return CONTEXTS.find((context) => context.name === name);
}

/**
 * The context of each program type. Missing: `tracepoint` (the event's own format), `tracing`, `lsm` and `struct_ops`
 * (the hook's arguments, 64 bits each), `ext` (its target's), `syscall` (what the caller passes), `lirc_mode2` (a u32).
 */
const CONTEXT_BY_PROGRAM_TYPE: Readonly<Partial<Record<ProgramTypeName, Context>>> = {
  socket_filter: SK_BUFF,
  kprobe: PT_REGS,
  sched_cls: SK_BUFF,
  sched_act: SK_BUFF,
  xdp: XDP_MD,
  perf_event: BPF_PERF_EVENT_DATA,
  cgroup_skb: SK_BUFF,
  cgroup_sock: BPF_SOCK,
  lwt_in: SK_BUFF,
  lwt_out: SK_BUFF,
  lwt_xmit: SK_BUFF,
  sock_ops: BPF_SOCK_OPS,
  sk_skb: SK_BUFF,
  cgroup_device: BPF_CGROUP_DEV_CTX,
  sk_msg: SK_MSG_MD,
  raw_tracepoint: BPF_RAW_TRACEPOINT_ARGS,
  cgroup_sock_addr: BPF_SOCK_ADDR,
  lwt_seg6local: SK_BUFF,
  sk_reuseport: SK_REUSEPORT_MD,
  flow_dissector: SK_BUFF,
  cgroup_sysctl: BPF_SYSCTL,
  raw_tracepoint_writable: BPF_RAW_TRACEPOINT_ARGS,
  cgroup_sockopt: BPF_SOCKOPT,
  sk_lookup: BPF_SK_LOOKUP,
  netfilter: BPF_NF_CTX,
};

/** The structure that r1 points at, where the program type has a fixed one. */
export function contextOf(type: ProgramTypeName): Context | undefined {
  return CONTEXT_BY_PROGRAM_TYPE[type];
}

export function contextField(context: Context, name: string): ContextField | undefined {
  return context.fields.find((field) => field.name === name);
}

/** The fields that an offset lies in: several for a union, none in padding. */
export function contextFieldsAt(context: Context, offset: number): readonly ContextField[] {
  return context.fields.filter((field) => field.offset <= offset && offset < field.offset + field.size);
}
