// Writes src/helpers/names.ts, signatures.ts and availability.ts.
//
//   node generate-helpers.mjs LINUX_BPF_H PROTOTYPES.json AVAILABILITY.json
//
// LINUX_BPF_H is the UAPI header (ids, names, C signatures), for example Debian's linux-libc-dev. The other two come
// from read-kernel-prototypes.mjs and helper-availability.mjs. Format the result with Biome.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LAST_HELPER = 211; // Linux 6.2 froze the list: new functions are kfuncs.

// `enum bpf_arg_type` and `enum bpf_return_type` of 6.12, by number.
const ARGUMENTS = [
  undefined,
  'map',
  'map-key',
  'map-value',
  'mem',
  'arena',
  'size',
  'size-or-zero',
  'ctx',
  'any',
  'scalar',
  'spin-lock',
  'sock-common',
  'socket',
  'btf',
  'ringbuf-mem',
  'alloc-size-or-zero',
  'btf-sock-common',
  'percpu-btf',
  'func',
  'stack',
  'const-str',
  'timer',
  'kptr',
  'dynptr',
];
const RETURNS = ['scalar', 'void', 'map-value', 'socket', 'tcp-sock', 'sock-common', 'mem', 'mem-or-btf', 'btf'];

// `enum bpf_type_flag` of 6.12.
const NULLABLE = 1 << 8;
const RELEASE = 1 << 13;
const UNINITIALIZED = 1 << 15;
const DYNPTR_LOCAL = 1 << 16;
const DYNPTR_RINGBUF = 1 << 17;
const FIXED_SIZE = 1 << 18;
const ALIGNED = 1 << 25;
const WRITE = 1 << 26;

/** bpf_trace_printk's `...`: what is left of the five argument registers. */
const VARIADIC = 'u64 arg1, u64 arg2, u64 arg3';

/** Helpers whose prototype goes by another symbol than `bpf_NAME_proto`. */
const SYMBOLS = {
  probe_read: 'bpf_probe_read_compat_proto',
  probe_read_str: 'bpf_probe_read_compat_str_proto',
  setsockopt: 'bpf_sock_ops_setsockopt_proto',
  getsockopt: 'bpf_sock_ops_getsockopt_proto',
  redirect_map: 'bpf_xdp_redirect_map_proto',
  fib_lookup: 'bpf_xdp_fib_lookup_proto',
  lwt_push_encap: 'bpf_lwt_in_push_encap_proto',
  sk_select_reuseport: 'sk_select_reuseport_proto',
  get_netns_cookie: 'bpf_get_netns_cookie_sock_proto',
  load_hdr_opt: 'bpf_sock_ops_load_hdr_opt_proto',
  store_hdr_opt: 'bpf_sock_ops_store_hdr_opt_proto',
  reserve_hdr_opt: 'bpf_sock_ops_reserve_hdr_opt_proto',
  check_mtu: 'bpf_xdp_check_mtu_proto',
  get_func_ip: 'bpf_get_func_ip_proto_kprobe',
  get_attach_cookie: 'bpf_get_attach_cookie_proto_trace',
};

/** Helpers that distributions' kernels leave out (lirc, error injection): context, then plain numbers. */
const gplOnCtx = (numbers) => ({ gplOnly: true, ret: 0, args: [8, ...Array(numbers).fill(9)], sizes: [] });
const LEFT_OUT = {
  override_return: gplOnCtx(1),
  rc_repeat: gplOnCtx(0),
  rc_keydown: gplOnCtx(3),
  rc_pointer_rel: gplOnCtx(2),
};

/** What `bpf_helper_changes_pkt_data` of 6.12 answers. */
const CHANGES_PACKET = new Set(
  [
    'skb_store_bytes l3_csum_replace l4_csum_replace tail_call clone_redirect skb_vlan_push skb_vlan_pop',
    'skb_change_proto skb_change_tail skb_pull_data skb_change_head xdp_adjust_head skb_adjust_room xdp_adjust_meta',
    'msg_pull_data xdp_adjust_tail lwt_push_encap lwt_seg6_store_bytes lwt_seg6_adjust_srh lwt_seg6_action',
    'msg_push_data msg_pop_data store_hdr_opt',
  ].flatMap((line) => line.split(' ')),
);

/** Only where error injection or lirc is built in. */
const NOT_PROBED = {
  kprobe: ['override_return'],
  lirc_mode2: [
    'rc_repeat rc_keydown rc_pointer_rel map_lookup_elem map_update_elem map_delete_elem map_push_elem map_pop_elem',
    'map_peek_elem ktime_get_ns ktime_get_boot_ns tail_call get_prandom_u32 trace_printk',
  ].flatMap((line) => line.split(' ')),
};

const [headerPath, prototypesPath, availabilityPath] = process.argv.slice(2);
if (availabilityPath === undefined) {
  console.error('usage: generate-helpers.mjs LINUX_BPF_H PROTOTYPES.json AVAILABILITY.json');
  process.exit(2);
}
const header = readFileSync(headerPath, 'utf8');
const prototypes = JSON.parse(readFileSync(prototypesPath, 'utf8'));
const availability = JSON.parse(readFileSync(availabilityPath, 'utf8'));

const names = [];
for (const [, name, id] of header.matchAll(/FN\((\w+), (\d+), ##ctx\)/g)) {
  if (Number(id) <= LAST_HELPER) names[Number(id)] = name;
}

function words(kind, flags, size) {
  const access = flags & WRITE ? (flags & UNINITIALIZED ? ' write' : ' read-write') : '';
  const dynptr = `${flags & DYNPTR_LOCAL ? ' local' : ''}${flags & DYNPTR_RINGBUF ? ' ringbuf' : ''}`;
  return [
    kind,
    flags & NULLABLE ? '?' : '',
    flags & FIXED_SIZE ? `=${size}` : '',
    kind === 'dynptr' && flags & UNINITIALIZED ? ' write' : access,
    flags & RELEASE ? ' release' : '',
    flags & ALIGNED ? ' aligned' : '',
    dynptr,
  ].join('');
}

function signature(name) {
  const declaration = header.match(new RegExp(`^ \\* ([a-z].*?)\\bbpf_${name}\\((.*)\\)$`, 'm'));
  if (declaration === null) throw new Error(`no signature of ${name}`);
  const prototype = LEFT_OUT[name] ?? prototypes[SYMBOLS[name] ?? `bpf_${name}_proto`];
  const declared = declaration[2] === 'void' ? [] : declaration[2].replace('...', VARIADIC).split(/, */);
  const used = prototype.args.filter((kind) => kind !== 0);
  const unchecked = declared.slice(used.length).map((text) => `${text}: unchecked`);
  const args = used.map((kind, i) => {
    const text = words(ARGUMENTS[kind & 0xff], kind & ~0xff, prototype.sizes[i]);
    return `${declared[i]}: ${text}`;
  });
  const marks = [
    prototype.gplOnly ? ' gpl' : '',
    prototype.mightSleep ? ' sleeps' : '',
    CHANGES_PACKET.has(name) ? ' changes-packet' : '',
    prototype.pktAccess ? ' takes-packet' : '',
  ].join('');
  const result = `${RETURNS[prototype.ret & 0xff]}${prototype.ret & NULLABLE ? '?' : ''}`;
  return `${declaration[1]}bpf_${name}(${[...args, ...unchecked].join(', ')}): ${result}${marks}`;
}

/** `1-3 5 7-9` */
function ranges(ids) {
  const found = [];
  for (const id of ids) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === id - 1) last[1] = id;
    else found.push([id, id]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

function availabilityRanges() {
  const byType = { ...availability };
  for (const [type, more] of Object.entries(NOT_PROBED)) {
    byType[type] = [...new Set([...(byType[type] ?? []), ...more.map((name) => names.indexOf(name))])];
  }
  return Object.entries(byType)
    .map(([type, ids]) => `  ${type}: '${ranges(ids.sort((a, b) => a - b))}',`)
    .join('\n');
}

function write(file, text) {
  const path = fileURLToPath(new URL(`../src/helpers/${file}`, import.meta.url));
  writeFileSync(path, `// Generated by scripts/generate-helpers.mjs.\n\n${text}`);
}

const NAMES_TEXT = `/**
 * The helper functions of Linux 6.12 (\`enum bpf_func_id\`), without the prefix \`bpf_\`. The position is the number that a
 * call's immediate holds; position 0 is no helper. The list is closed since 6.2: newer functions are kfuncs.
 */
export const HELPER_NAMES = [
${names.map((name) => `  '${name}',`).join('\n')}
] as const;
`;
write('names.ts', NAMES_TEXT);

write(
  'signatures.ts',
  `/**
 * Every helper's C signature with the verifier's constraint behind each parameter and behind the whole what it returns,
 * as \`parseSignature\` reads it. C part: UAPI \`linux/bpf.h\`; constraints: \`struct bpf_func_proto\` of Linux 6.12. In
 * order of ids, from 1.
 */
export const HELPER_SIGNATURES: readonly string[] = [
${names
  .slice(1)
  .map((name) => `  '${signature(name)}',`)
  .join('\n')}
];
`,
);

write(
  'availability.ts',
  `import type { ProgramTypeName } from '../program-type.ts';

/**
 * Which helpers a program type may call, as ids, asked of Linux 6.12's verifier (root, GPL; the union over attach types and
 * sleepable programs). An \`ext\` program may call what the program that it replaces a function of may call.
 */
export const HELPER_IDS_BY_PROGRAM_TYPE: Readonly<Partial<Record<ProgramTypeName, string>>> = {
${availabilityRanges()}
};
`,
);
