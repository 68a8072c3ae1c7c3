/** A named flag or constant of the UAPI. */
export interface Flag {
  readonly name: string;
  readonly value: bigint;
  readonly doc: string;
  /** The Linux release that it came in. */
  readonly since: string;
}

type Row = readonly [name: string, value: number | bigint, since: string, doc: string];

const define = (rows: readonly Row[]): readonly Flag[] =>
  rows.map(([name, value, since, doc]) => ({ name, value: BigInt(value), since, doc }));

/** Flags of map creation (`BPF_MAP_CREATE`) that Linux 6.12 knows. */
export const MAP_CREATE_FLAGS = define([
  ['BPF_F_NO_PREALLOC', 1 << 0, '4.6', 'Allocates entries when they are added, not when the map is created.'],
  ['BPF_F_NO_COMMON_LRU', 1 << 1, '4.10', 'Keeps a list of least recently used entries on each CPU of its own.'],
  ['BPF_F_NUMA_NODE', 1 << 2, '4.14', 'Places the map on a given NUMA node.'],
  ['BPF_F_RDONLY', 1 << 3, '4.15', 'User space may only read.'],
  ['BPF_F_WRONLY', 1 << 4, '4.15', 'User space may only write.'],
  ['BPF_F_STACK_BUILD_ID', 1 << 5, '4.17', 'Stacks are stored as build id and offset instead of addresses.'],
  ['BPF_F_ZERO_SEED', 1 << 6, '5.0', 'Hashes with seed 0, so that the order of entries is repeatable; for tests.'],
  ['BPF_F_RDONLY_PROG', 1 << 7, '5.2', 'Programs may only read.'],
  ['BPF_F_WRONLY_PROG', 1 << 8, '5.2', 'Programs may only write.'],
  ['BPF_F_CLONE', 1 << 9, '5.4', 'Copies the storage when a listening socket is cloned for a connection.'],
  ['BPF_F_MMAPABLE', 1 << 10, '5.5', 'User space may map the values into its memory.'],
  ['BPF_F_PRESERVE_ELEMS', 1 << 11, '5.10', 'Perf events stay when the descriptor that put them there is closed.'],
  ['BPF_F_INNER_MAP', 1 << 12, '5.10', 'As an inner map it may have another size than the template.'],
  ['BPF_F_LINK', 1 << 13, '6.4', 'A struct_ops map that is attached by a link.'],
  ['BPF_F_PATH_FD', 1 << 14, '6.5', 'A path is relative to a given directory (pinning, not creation).'],
  ['BPF_F_VTYPE_BTF_OBJ_FD', 1 << 15, '6.9', 'The value’s type is in a module’s BTF.'],
  ['BPF_F_TOKEN_FD', 1 << 16, '6.9', 'A BPF token grants the right.'],
  ['BPF_F_SEGV_ON_FAULT', 1 << 17, '6.9', 'User space gets a signal for an arena page that is not there.'],
  ['BPF_F_NO_USER_CONV', 1 << 18, '6.9', 'Arena pointers are not translated to user addresses.'],
]);

/** Flags of `bpf_map_update_elem` and of the system call's counterpart. */
export const MAP_UPDATE_FLAGS = define([
  ['BPF_ANY', 0, '3.19', 'Adds the entry or replaces its value.'],
  ['BPF_NOEXIST', 1, '3.19', 'Only adds: fails with EEXIST when there is an entry.'],
  ['BPF_EXIST', 2, '3.19', 'Only replaces: fails with ENOENT when there is no entry.'],
  ['BPF_F_LOCK', 4, '5.1', 'Copies the value while holding the spin lock in it.'],
]);

/** Flags of `BPF_PROG_LOAD`. */
export const PROGRAM_LOAD_FLAGS = define([
  ['BPF_F_STRICT_ALIGNMENT', 1 << 0, '4.12', 'Refuses accesses that are not aligned.'],
  ['BPF_F_ANY_ALIGNMENT', 1 << 1, '5.0', 'Accepts accesses that are not aligned, on every architecture.'],
  ['BPF_F_TEST_RND_HI32', 1 << 2, '5.3', 'Fills upper halves that should not matter with random bits; for tests.'],
  ['BPF_F_TEST_STATE_FREQ', 1 << 3, '5.4', 'The verifier stores states more often; for tests.'],
  ['BPF_F_SLEEPABLE', 1 << 4, '5.10', 'The program may call helpers that sleep.'],
  ['BPF_F_XDP_HAS_FRAGS', 1 << 5, '5.18', 'The XDP program handles packets in several buffers.'],
  ['BPF_F_XDP_DEV_BOUND_ONLY', 1 << 6, '6.3', 'The XDP program is bound to one device and may use its metadata.'],
  [
    'BPF_F_TEST_REG_INVARIANTS',
    1 << 7,
    '6.8',
    'The verifier checks its own bounds and rejects contradictions; for tests.',
  ],
]);

/** Flags and small constants that helpers take, by the helper family. */
export const HELPER_FLAGS = define([
  ['BPF_F_RECOMPUTE_CSUM', 1, '4.5', 'skb_store_bytes: updates the packet’s checksum.'],
  ['BPF_F_INVALIDATE_HASH', 2, '4.6', 'skb_store_bytes: forgets the flow hash.'],
  ['BPF_F_HDR_FIELD_MASK', 0xf, '4.5', 'l3_csum_replace, l4_csum_replace: bits that hold the field’s size.'],
  ['BPF_F_PSEUDO_HDR', 0x10, '4.5', 'l4_csum_replace: the field is part of the pseudo header.'],
  ['BPF_F_MARK_MANGLED_0', 0x20, '4.6', 'l4_csum_replace: leaves a checksum of 0 (none) alone.'],
  ['BPF_F_MARK_ENFORCE', 0x40, '4.11', 'l4_csum_replace: updates the checksum even if it is 0.'],
  ['BPF_F_INGRESS', 1, '4.5', 'redirect, clone_redirect: to the receiving side of the device.'],
  ['BPF_F_BROADCAST', 8, '5.14', 'redirect_map: to every device of the map.'],
  ['BPF_F_EXCLUDE_INGRESS', 16, '5.14', 'redirect_map: but not to the device that the packet came in by.'],
  ['BPF_F_TUNINFO_IPV6', 1, '4.5', 'skb_set_tunnel_key, skb_get_tunnel_key: addresses are IPv6.'],
  ['BPF_F_ZERO_CSUM_TX', 2, '4.5', 'skb_set_tunnel_key: no UDP checksum.'],
  ['BPF_F_DONT_FRAGMENT', 4, '4.6', 'skb_set_tunnel_key: sets “don’t fragment”.'],
  ['BPF_F_SEQ_NUMBER', 8, '4.17', 'skb_set_tunnel_key: adds sequence numbers.'],
  ['BPF_F_NO_TUNNEL_KEY', 16, '6.2', 'skb_set_tunnel_key: no tunnel id in the header.'],
  ['BPF_F_TUNINFO_FLAGS', 16, '6.1', 'skb_get_tunnel_key: fills in the tunnel’s flags.'],
  ['BPF_F_SKIP_FIELD_MASK', 0xff, '4.6', 'get_stackid, get_stack: how many frames to leave out.'],
  ['BPF_F_USER_STACK', 0x100, '4.6', 'get_stackid, get_stack: the user stack.'],
  ['BPF_F_FAST_STACK_CMP', 0x200, '4.6', 'get_stackid: compares stacks by hash only.'],
  ['BPF_F_REUSE_STACKID', 0x400, '4.6', 'get_stackid: replaces another stack that has the same hash.'],
  ['BPF_F_USER_BUILD_ID', 0x800, '4.18', 'get_stack: build id and offset instead of addresses.'],
  ['BPF_F_INDEX_MASK', 0xffff_ffff, '4.7', 'perf_event_output, perf_event_read: bits that hold the index.'],
  ['BPF_F_CURRENT_CPU', 0xffff_ffff, '4.7', 'perf_event_output, perf_event_read: the current CPU’s entry.'],
  ['BPF_F_CTXLEN_MASK', 0xfffff_0000_0000n, '4.8', 'perf_event_output: bits that hold how much of the packet to add.'],
  ['BPF_F_CURRENT_NETNS', -1, '4.20', 'sk_lookup_tcp and kin: the namespace that the program runs in.'],
  ['BPF_ADJ_ROOM_NET', 0, '4.13', 'skb_adjust_room: behind the network header.'],
  ['BPF_ADJ_ROOM_MAC', 1, '5.2', 'skb_adjust_room: behind the link header.'],
  ['BPF_F_ADJ_ROOM_FIXED_GSO', 1, '5.2', 'skb_adjust_room: leaves the segment size alone.'],
  ['BPF_F_ADJ_ROOM_ENCAP_L3_IPV4', 2, '5.2', 'skb_adjust_room: the new room is for an IPv4 header.'],
  ['BPF_F_ADJ_ROOM_ENCAP_L3_IPV6', 4, '5.2', 'skb_adjust_room: the new room is for an IPv6 header.'],
  ['BPF_F_ADJ_ROOM_ENCAP_L4_GRE', 8, '5.2', 'skb_adjust_room: the new room is for a GRE header.'],
  ['BPF_F_ADJ_ROOM_ENCAP_L4_UDP', 16, '5.2', 'skb_adjust_room: the new room is for a UDP header.'],
  ['BPF_F_ADJ_ROOM_NO_CSUM_RESET', 32, '5.8', 'skb_adjust_room: keeps the checksum state.'],
  ['BPF_F_ADJ_ROOM_ENCAP_L2_ETH', 64, '5.13', 'skb_adjust_room: an Ethernet header is inside.'],
  ['BPF_F_ADJ_ROOM_DECAP_L3_IPV4', 128, '6.4', 'skb_adjust_room: the packet becomes IPv4.'],
  ['BPF_F_ADJ_ROOM_DECAP_L3_IPV6', 256, '6.4', 'skb_adjust_room: the packet becomes IPv6.'],
  ['BPF_HDR_START_MAC', 0, '4.18', 'skb_load_bytes_relative: from the link header.'],
  ['BPF_HDR_START_NET', 1, '4.18', 'skb_load_bytes_relative: from the network header.'],
  ['BPF_CSUM_LEVEL_QUERY', 0, '5.8', 'csum_level: returns the level.'],
  ['BPF_CSUM_LEVEL_INC', 1, '5.8', 'csum_level: one more verified checksum.'],
  ['BPF_CSUM_LEVEL_DEC', 2, '5.8', 'csum_level: one verified checksum less.'],
  ['BPF_CSUM_LEVEL_RESET', 3, '5.8', 'csum_level: nothing verified.'],
  ['BPF_LOCAL_STORAGE_GET_F_CREATE', 1, '5.10', 'sk_storage_get and kin: creates the value when there is none.'],
  ['BPF_SK_STORAGE_GET_F_CREATE', 1, '5.2', 'sk_storage_get: creates the value when there is none.'],
  ['BPF_RB_NO_WAKEUP', 1, '5.8', 'ringbuf_submit and kin: does not wake the reader.'],
  ['BPF_RB_FORCE_WAKEUP', 2, '5.8', 'ringbuf_submit and kin: wakes the reader in any case.'],
  ['BPF_RB_AVAIL_DATA', 0, '5.8', 'ringbuf_query: unread bytes.'],
  ['BPF_RB_RING_SIZE', 1, '5.8', 'ringbuf_query: size.'],
  ['BPF_RB_CONS_POS', 2, '5.8', 'ringbuf_query: reader’s position.'],
  ['BPF_RB_PROD_POS', 3, '5.8', 'ringbuf_query: writer’s position.'],
  ['BPF_SK_LOOKUP_F_REPLACE', 1, '5.9', 'sk_assign: replaces the socket chosen before.'],
  ['BPF_SK_LOOKUP_F_NO_REUSEPORT', 2, '5.9', 'sk_assign: no choice within the reuseport group.'],
  ['BPF_FIB_LOOKUP_DIRECT', 1, '4.18', 'fib_lookup: only the table of the device.'],
  ['BPF_FIB_LOOKUP_OUTPUT', 2, '4.18', 'fib_lookup: from the sender’s point of view.'],
  ['BPF_FIB_LOOKUP_SKIP_NEIGH', 4, '6.3', 'fib_lookup: without MAC addresses.'],
  ['BPF_FIB_LOOKUP_TBID', 8, '6.5', 'fib_lookup: in a given table.'],
  ['BPF_FIB_LOOKUP_SRC', 16, '6.7', 'fib_lookup: chooses a source address too.'],
  ['BPF_FIB_LOOKUP_MARK', 32, '6.10', 'fib_lookup: with a given mark.'],
  ['BPF_FIB_LKUP_RET_SUCCESS', 0, '4.18', 'fib_lookup: found.'],
  ['BPF_FIB_LKUP_RET_BLACKHOLE', 1, '4.18', 'fib_lookup: the route drops silently.'],
  ['BPF_FIB_LKUP_RET_UNREACHABLE', 2, '4.18', 'fib_lookup: the route says unreachable.'],
  ['BPF_FIB_LKUP_RET_PROHIBIT', 3, '4.18', 'fib_lookup: the route says prohibited.'],
  ['BPF_FIB_LKUP_RET_NOT_FWDED', 4, '4.18', 'fib_lookup: the packet is not to be forwarded.'],
  ['BPF_FIB_LKUP_RET_FWD_DISABLED', 5, '4.18', 'fib_lookup: forwarding is off.'],
  ['BPF_FIB_LKUP_RET_UNSUPP_LWT', 6, '4.18', 'fib_lookup: the route needs encapsulation.'],
  ['BPF_FIB_LKUP_RET_NO_NEIGH', 7, '4.18', 'fib_lookup: the next hop’s MAC address is unknown.'],
  ['BPF_FIB_LKUP_RET_FRAG_NEEDED', 8, '4.18', 'fib_lookup: the packet is too long.'],
  ['BPF_FIB_LKUP_RET_NO_SRC_ADDR', 9, '6.7', 'fib_lookup: no source address fits.'],
  ['BPF_MTU_CHK_SEGS', 1, '5.12', 'check_mtu: checks the segments of a large packet.'],
  ['BPF_MTU_CHK_RET_SUCCESS', 0, '5.12', 'check_mtu: fits.'],
  ['BPF_MTU_CHK_RET_FRAG_NEEDED', 1, '5.12', 'check_mtu: too long.'],
  ['BPF_MTU_CHK_RET_SEGS_TOOBIG', 2, '5.12', 'check_mtu: its segments are too long.'],
  ['BPF_F_TIMER_ABS', 1, '6.4', 'timer_start: the time is absolute.'],
  ['BPF_F_TIMER_CPU_PIN', 2, '6.7', 'timer_start: on the current CPU.'],
]);

const ALL = new Map(
  [...MAP_CREATE_FLAGS, ...MAP_UPDATE_FLAGS, ...PROGRAM_LOAD_FLAGS, ...HELPER_FLAGS].map((flag) => [flag.name, flag]),
);

export function flagByName(name: string): Flag | undefined {
  return ALL.get(name);
}

/** The names of the map creation flags set in `flags`; bits without a name come last, as a hexadecimal number. */
export function mapFlagNames(flags: number): readonly string[] {
  const names: string[] = [];
  let rest = flags >>> 0;
  for (const { name, value } of MAP_CREATE_FLAGS) {
    if ((rest & Number(value)) === 0) continue;
    names.push(name);
    rest = (rest & ~Number(value)) >>> 0;
  }
  return rest === 0 ? names : [...names, `0x${rest.toString(16)}`];
}
