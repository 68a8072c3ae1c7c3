import { describe, expect, test } from 'vitest';
import {
  ATTACH_TYPES,
  CONSTANTS,
  constant,
  ERRNO,
  errnoName,
  errnoOfResult,
  isAttachType,
  isProgramType,
  PROGRAM_TYPES,
  type ProgramTypeName,
  programTypeFacts,
  verdictName,
  verdictOf,
  verdictsOf,
} from '../src/index.ts';

describe('verdicts', () => {
  test.each<[ProgramTypeName, bigint, string]>([
    ['xdp', 0n, 'XDP_ABORTED'],
    ['xdp', 1n, 'XDP_DROP'],
    ['xdp', 2n, 'XDP_PASS'],
    ['xdp', 3n, 'XDP_TX'],
    ['xdp', 4n, 'XDP_REDIRECT'],
    ['xdp', 5n, 'invalid 5'],
    ['xdp', 0xffff_ffff_ffff_ffffn, 'invalid 4294967295'],
    ['xdp', 0x1_0000_0002n, 'XDP_PASS'],
    ['sched_cls', 0n, 'TC_ACT_OK'],
    ['sched_cls', 2n, 'TC_ACT_SHOT'],
    ['sched_cls', 0xffff_ffff_ffff_ffffn, 'TC_ACT_UNSPEC'],
    ['sched_cls', 0xffff_ffffn, 'TC_ACT_UNSPEC'],
    ['sched_act', 99n, 'invalid 99'],
    ['socket_filter', 0n, 'drop'],
    ['socket_filter', 1n, 'keep 1 byte'],
    ['socket_filter', 1500n, 'keep 1500 bytes'],
    ['socket_filter', 0xffff_ffffn, 'keep all'],
    ['cgroup_skb', 1n, 'pass'],
    ['cgroup_sock_addr', 0n, 'deny'],
    ['sk_msg', 1n, 'SK_PASS'],
    ['lwt_xmit', 128n, 'BPF_LWT_REROUTE'],
    ['lwt_out', 128n, '128'],
    ['flow_dissector', 129n, 'BPF_FLOW_DISSECTOR_CONTINUE'],
    ['netfilter', 1n, 'NF_ACCEPT'],
    ['tracing', 7n, '7'],
    ['tracing', 0xffff_ffff_ffff_fff9n, '-7'],
  ])('%s returning %i: %s', (type, r0, name) => {
    expect(verdictName(type, r0)).toBe(name);
  });

  test('tell what becomes of the packet', () => {
    expect(verdictOf('xdp', 1n)).toMatchObject({ effect: 'drop', value: 1 });
    expect(verdictOf('xdp', 9n).effect).toBe('abort');
    expect(verdictOf('sched_cls', 99n).effect).toBe('pass');
    for (const type of PROGRAM_TYPES) {
      const verdicts = verdictsOf(type);
      expect(new Set(verdicts.map(({ value }) => value)).size, type).toBe(verdicts.length);
      for (const { doc, value } of verdicts) {
        expect(doc).toMatch(/\.$/);
        expect(verdictOf(type, BigInt(value)).value).toBe(value);
      }
    }
  });
});

describe('errno', () => {
  test.each([
    [-2, 'ENOENT'],
    [2, 'ENOENT'],
    [7, 'E2BIG'],
    [-11, 'EAGAIN'],
    [133, 'EHWPOISON'],
    [524, 'ENOTSUPP'],
    [0, undefined],
    [4096, undefined],
  ])('%i is %s', (value, name) => {
    expect(errnoName(value)).toBe(name);
  });

  test.each([
    [0xffff_ffff_ffff_fffen, 'ENOENT'],
    [0xffff_fffen, 'ENOENT'],
    [-17n, 'EEXIST'],
    [0n, undefined],
    [2n, undefined],
    [0x8000_0000_0000_0000n, undefined],
    [0x1_ffff_fffen, undefined],
  ])('r0 = %i is %s', (r0, name) => {
    expect(errnoOfResult(r0)).toBe(name);
  });

  test('has every number from 1 to 133 but the two that are missing', () => {
    const missing = Array.from({ length: 133 }, (_, i) => i + 1).filter((value) => errnoName(value) === undefined);
    expect(missing).toEqual([41, 58]);
    expect(ERRNO.EINVAL).toBe(22);
  });
});

describe('program and attach types', () => {
  test('all have facts', () => {
    for (const type of PROGRAM_TYPES) {
      const facts = programTypeFacts(type);
      expect(facts !== undefined, type).toBe(isProgramType(type));
      for (const attachType of facts?.attachTypes ?? []) expect(isAttachType(attachType)).toBe(true);
    }
  });

  test('have the numbers of the UAPI', () => {
    expect(ATTACH_TYPES.indexOf('xdp')).toBe(37);
    expect(ATTACH_TYPES.indexOf('netfilter')).toBe(45);
    expect(ATTACH_TYPES.indexOf('trace_kprobe_session')).toBe(56);
    expect(PROGRAM_TYPES.indexOf('netfilter')).toBe(32);
  });

  test('every attach type belongs to a program type', () => {
    const used = new Set(PROGRAM_TYPES.flatMap((type) => programTypeFacts(type)?.attachTypes ?? []));
    expect(ATTACH_TYPES.filter((type) => !used.has(type))).toEqual([]);
  });
});

describe('constants', () => {
  test.each([
    ['XDP_DROP', 1n],
    ['TC_ACT_UNSPEC', -1n],
    ['TC_ACT_SHOT', 2n],
    ['BPF_ANY', 0n],
    ['BPF_EXIST', 2n],
    ['BPF_F_CURRENT_CPU', 0xffff_ffffn],
    ['BPF_F_CTXLEN_MASK', 0xf_ffff_0000_0000n],
    ['BPF_F_NO_PREALLOC', 1n],
    ['ETH_P_IP', 0x0800n],
    ['BE_ETH_P_IP', 0x0008n],
    ['BE_ETH_P_IPV6', 0xdd86n],
    ['BE_ETH_P_8021Q', 0x0081n],
    ['IPPROTO_UDP', 17n],
    ['IPPROTO_ICMPV6', 58n],
    ['ENOENT', 2n],
    ['BPF_MAP_TYPE_RINGBUF', 27n],
    ['BPF_PROG_TYPE_XDP', 6n],
    ['BPF_FUNC_map_lookup_elem', 1n],
    ['xdp_md.data_end', 4n],
    ['__sk_buff.cb', 48n],
    ['__sk_buff.cb[4]', 64n],
    ['bpf_perf_event_data.regs.rip', 128n],
    ['sizeof(xdp_md)', 24n],
    ['ETH_HLEN', 14n],
    ['BPF_SOCK_OPS_STATE_CB', 10n],
  ])('%s = %i', (name, value) => {
    expect(constant(name)?.value).toBe(value);
  });

  test('names lead nowhere else', () => {
    for (const name of ['', 'xdp_drop', 'toString', '__proto__', 'deny']) expect(constant(name)).toBeUndefined();
    for (const [name, { name: own }] of CONSTANTS) expect(own).toBe(name);
  });
});
