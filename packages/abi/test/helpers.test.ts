import { describe, expect, test } from 'vitest';
import {
  ARGUMENT_KINDS,
  HELPER_NAMES,
  HELPERS,
  type HelperName,
  helperAvailable,
  helperById,
  helperByName,
  PROGRAM_TYPES,
  type ProgramTypeName,
  programTypesOfHelper,
  RETURN_KINDS,
} from '../src/index.ts';

const helper = (name: HelperName) => helperByName(name)!;

/** A release as a number that sorts. */
const release = (version: string): number => {
  const [major, minor] = version.split('.').map(Number);
  return major! * 1000 + minor!;
};

describe('helpers', () => {
  test('are the 211 of Linux 6.12, in order', () => {
    expect(HELPERS).toHaveLength(211);
    expect(HELPERS.map(({ id }) => id)).toEqual(Array.from({ length: 211 }, (_, i) => i + 1));
    expect(HELPERS.map(({ name }) => name)).toEqual(HELPER_NAMES.slice(1).map((name) => `bpf_${name}`));
  });

  test.each(HELPERS.map((entry) => [entry.name, entry] as const))('%s is complete', (_, entry) => {
    expect(ARGUMENT_KINDS).toEqual(expect.arrayContaining(entry.args.map(({ kind }) => kind)));
    expect(RETURN_KINDS).toContain(entry.returns.kind);
    expect(entry.args.length).toBeLessThanOrEqual(5);
    expect(entry.summary).toMatch(/^[A-Z].*\.$/);
    expect(entry.signature).toMatch(/^[a-z][\w ]*\*?\s?bpf_\w+\(.*\)$/);
    expect(programTypesOfHelper(entry).length).toBeGreaterThan(0);
    for (const arg of entry.args) {
      expect(arg.name).toMatch(/^\w+$/);
      expect(arg.type).not.toBe('');
    }
  });

  test('came in one release after the other', () => {
    for (let id = 2; id <= 211; id++) {
      expect(release(helperById(id)!.since)).toBeGreaterThanOrEqual(release(helperById(id - 1)!.since));
    }
  });

  test('a size follows the memory that it measures', () => {
    for (const { name, args } of HELPERS) {
      args.forEach(({ kind }, i) => {
        if (kind === 'size') expect(args[i - 1]?.kind, name).toBe('mem');
        if (kind === 'size-or-zero') expect(args[i - 1]?.kind, name).toBe('mem');
      });
    }
  });

  test.each([
    ['bpf_map_lookup_elem', 1, 'void *bpf_map_lookup_elem(struct bpf_map *map, const void *key)', '3.19'],
    ['bpf_ktime_get_ns', 5, 'u64 bpf_ktime_get_ns(void)', '4.1'],
    ['bpf_tail_call', 12, 'long bpf_tail_call(void *ctx, struct bpf_map *prog_array_map, u32 index)', '4.2'],
    ['bpf_xdp_adjust_head', 44, 'long bpf_xdp_adjust_head(struct xdp_buff *xdp_md, int delta)', '4.10'],
    ['bpf_redirect_map', 51, 'long bpf_redirect_map(struct bpf_map *map, u64 key, u64 flags)', '4.14'],
    ['bpf_ringbuf_reserve', 131, 'void *bpf_ringbuf_reserve(void *ringbuf, u64 size, u64 flags)', '5.8'],
    ['bpf_loop', 181, 'long bpf_loop(u32 nr_loops, void *callback_fn, void *callback_ctx, u64 flags)', '5.17'],
    ['bpf_cgrp_storage_delete', 211, 'long bpf_cgrp_storage_delete(struct bpf_map *map, struct cgroup *cgroup)', '6.2'],
  ] as const)('%s has id %i', (name, id, signature, since) => {
    expect(helper(name)).toMatchObject({ id, signature, since });
    expect(helperById(id)).toBe(helper(name));
  });

  test('are found with and without prefix, and nothing else is', () => {
    expect(helperByName('map_lookup_elem')).toBe(helper('bpf_map_lookup_elem'));
    expect(helperByName('bpf_loop')).toBe(helperByName('loop'));
    for (const name of ['', 'bpf_', 'unspec', 'bpf_unspec', 'bpf_bpf_loop', 'BPF_LOOP', '__proto__']) {
      expect(helperByName(name), name).toBeUndefined();
    }
    for (const id of [0, -1, 212, 1.5, Number.NaN]) expect(helperById(id)).toBeUndefined();
  });

  test('state what the verifier requires', () => {
    expect(helper('bpf_map_lookup_elem').args.map(({ kind }) => kind)).toEqual(['map', 'map-key']);
    expect(helper('bpf_map_lookup_elem').returns).toEqual({ kind: 'map-value', nullable: true, type: 'void *' });
    expect(helper('bpf_csum_diff').args[0]).toMatchObject({ kind: 'mem', nullable: true, access: 'read' });
    expect(helper('bpf_get_current_comm').args[0]).toMatchObject({ kind: 'mem', access: 'write' });
    expect(helper('bpf_check_mtu').args[2]).toMatchObject({ size: 4, access: 'read-write', aligned: true });
    expect(helper('bpf_ringbuf_submit').args[0]).toMatchObject({ kind: 'ringbuf-mem', releases: true });
    expect(helper('bpf_ringbuf_reserve_dynptr').args[3]).toMatchObject({ kind: 'dynptr', dynptr: 'ringbuf' });
    expect(helper('bpf_trace_printk').args.map(({ name }) => name)).toEqual([
      'fmt',
      'fmt_size',
      'arg1',
      'arg2',
      'arg3',
    ]);
  });

  test.each([
    ['bpf_trace_printk', { gplOnly: true, maySleep: false, changesPacketData: false }],
    ['bpf_xdp_adjust_head', { gplOnly: false, maySleep: false, changesPacketData: true }],
    ['bpf_tail_call', { gplOnly: false, maySleep: false, changesPacketData: true }],
    ['bpf_copy_from_user', { gplOnly: false, maySleep: true, changesPacketData: false }],
    ['bpf_map_lookup_elem', { gplOnly: false, acceptsPacketPointers: true }],
    ['bpf_skb_store_bytes', { acceptsPacketPointers: false, changesPacketData: true }],
  ] as const)('%s: %j', (name, flags) => {
    expect(helper(name)).toMatchObject(flags);
  });

  test.each<[HelperName, ProgramTypeName, boolean | undefined]>([
    ['bpf_map_lookup_elem', 'xdp', true],
    ['bpf_xdp_adjust_head', 'xdp', true],
    ['bpf_xdp_adjust_head', 'sched_cls', false],
    ['bpf_skb_store_bytes', 'sched_cls', true],
    ['bpf_skb_store_bytes', 'socket_filter', false],
    ['bpf_get_current_pid_tgid', 'xdp', true],
    ['bpf_get_current_comm', 'kprobe', true],
    ['bpf_override_return', 'kprobe', true],
    ['bpf_rc_keydown', 'lirc_mode2', true],
    ['bpf_sys_bpf', 'syscall', true],
    ['bpf_copy_from_user', 'lsm', true],
    ['bpf_loop', 'ext', undefined],
    ['bpf_loop', 'unspec', false],
  ])('%s in %s: %s', (name, type, expected) => {
    expect(helperAvailable(helper(name), type)).toBe(expected);
  });

  test('every program type with helpers may look up a map', () => {
    for (const type of PROGRAM_TYPES) {
      if (type === 'unspec' || type === 'ext') continue;
      expect(helperAvailable(helper('bpf_map_lookup_elem'), type), type).toBe(true);
    }
  });
});
