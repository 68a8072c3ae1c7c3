import { describe, expect, test } from 'vitest';
import {
  CONTEXTS,
  contextAccess,
  contextByName,
  contextField,
  contextFieldsAt,
  contextOf,
  PROGRAM_TYPES,
} from '../src/index.ts';

/** `offsetof`, as a C compiler computes it from the UAPI header. */
const OFFSETS: readonly (readonly [string, string, number, number])[] = [
  ['xdp_md', 'data', 0, 4],
  ['xdp_md', 'data_end', 4, 4],
  ['xdp_md', 'egress_ifindex', 20, 4],
  ['__sk_buff', 'len', 0, 4],
  ['__sk_buff', 'cb', 48, 20],
  ['__sk_buff', 'data', 76, 4],
  ['__sk_buff', 'flow_keys', 144, 8],
  ['__sk_buff', 'tstamp_type', 180, 1],
  ['__sk_buff', 'hwtstamp', 184, 8],
  ['bpf_sock', 'dst_port', 48, 2],
  ['bpf_sock', 'rx_queue_mapping', 76, 4],
  ['bpf_sock_addr', 'sk', 64, 8],
  ['bpf_sock_ops', 'replylong', 4, 16],
  ['bpf_sock_ops', 'bytes_acked', 176, 8],
  ['bpf_sock_ops', 'skb_hwtstamp', 216, 8],
  ['sk_reuseport_md', 'migrating_sk', 48, 8],
  ['sk_msg_md', 'size', 68, 4],
  ['bpf_sk_lookup', 'remote_port', 36, 2],
  ['bpf_sk_lookup', 'ingress_ifindex', 64, 4],
  ['bpf_sockopt', 'retval', 36, 4],
  ['bpf_sysctl', 'file_pos', 4, 4],
  ['bpf_cgroup_dev_ctx', 'minor', 8, 4],
  ['bpf_flow_keys', 'ipv6_dst', 32, 16],
  ['bpf_flow_keys', 'flow_label', 52, 4],
  ['pt_regs', 'rdi', 112, 8],
  ['pt_regs', 'ss', 160, 8],
  ['bpf_perf_event_data', 'addr', 176, 8],
  ['bpf_raw_tracepoint_args', 'args', 0, 96],
  ['bpf_nf_ctx', 'skb', 8, 8],
];

describe('contexts', () => {
  test.each(OFFSETS)('%s.%s is at %i and has %i bytes', (context, field, offset, size) => {
    expect(contextField(contextByName(context)!, field)).toMatchObject({ offset, size });
  });

  test.each(CONTEXTS.map((context) => [context.name, context] as const))('%s is laid out as C would', (_, context) => {
    expect(new Set(context.fields.map(({ name }) => name)).size).toBe(context.fields.length);
    for (const field of context.fields) {
      expect(field.offset % field.elementSize, field.name).toBe(0);
      expect(field.size).toBe(field.elementSize * field.count);
      expect(field.offset + field.size).toBeLessThanOrEqual(context.size);
      expect(field.doc).toMatch(/\.$/);
    }
    expect(context.doc).toMatch(/\.$/);
  });

  test('offsets lead back to fields', () => {
    const names = (context: string, offset: number) =>
      contextFieldsAt(contextByName(context)!, offset).map(({ name }) => name);
    expect(names('xdp_md', 5)).toEqual(['data_end']);
    expect(names('bpf_sock_ops', 4)).toEqual(['args', 'reply', 'replylong']);
    expect(names('bpf_sock_ops', 8)).toEqual(['args', 'replylong']);
    expect(names('__sk_buff', 181)).toEqual([]);
    expect(names('xdp_md', 24)).toEqual([]);
    expect(names('xdp_md', -1)).toEqual([]);
  });

  test('fields say what they hold', () => {
    const xdp = contextByName('xdp_md')!;
    expect(contextField(xdp, 'data')!.pointer).toBe('packet');
    expect(contextField(xdp, 'data_end')!.pointer).toBe('packet-end');
    expect(contextField(xdp, 'ingress_ifindex')!.pointer).toBeUndefined();
    const skb = contextByName('__sk_buff')!;
    expect(contextField(skb, 'protocol')!.networkOrder).toBe(true);
    expect(contextField(skb, 'local_port')!.networkOrder).toBe(false);
    expect(contextField(skb, 'sk')!.pointer).toBe('object');
  });

  test('program types have the context that Linux gives them', () => {
    expect(contextOf('xdp')?.name).toBe('xdp_md');
    expect(contextOf('sched_cls')?.name).toBe('__sk_buff');
    expect(contextOf('cgroup_sock')?.name).toBe('bpf_sock');
    expect(contextOf('tracing')).toBeUndefined();
    for (const type of PROGRAM_TYPES) {
      expect(contextAccess(type, 0, 4) !== undefined, type).toBe(contextOf(type) !== undefined);
    }
  });

  test.each([
    ['xdp', 0, 4, true, false],
    ['xdp', 0, 8, false, false],
    ['xdp', 2, 2, false, false],
    ['xdp', 24, 4, false, false],
    ['socket_filter', 76, 4, false, false],
    ['sched_cls', 76, 4, true, false],
    ['sched_cls', 8, 4, true, true],
    ['sched_cls', 8, 1, true, false],
    ['sched_cls', 48, 8, true, true],
    ['sched_cls', 50, 4, false, false],
    ['sched_cls', 152, 8, true, true],
    ['cgroup_skb', 88, 4, true, false],
    ['kprobe', 112, 8, true, false],
    ['sk_lookup', 0, 8, true, false],
    ['cgroup_sysctl', 4, 4, true, true],
    ['cgroup_sock_addr', 4, 4, true, true],
  ] as const)('%s at %i, %i bytes: read %s, write %s', (type, offset, size, read, write) => {
    expect(contextAccess(type, offset, size)).toEqual({ read, write });
  });
});
