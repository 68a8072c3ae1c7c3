import { MAP_TYPES, type MapTypeName } from './map-type.ts';

/** Sizes allowed, in bytes: `min` to `max` in steps of `step`. */
export interface SizeRule {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Largest block that the kernel allocates (KMALLOC_MAX_SIZE on x86-64). */
const LARGEST = 4 << 20;
/** Key and value of a hash table's element share a block with 48 bytes of its own, so both together may not exceed this. */
const LARGEST_HASH_ELEMENT = LARGEST - 48 - 1;
const LARGEST_ARRAY_VALUE = 0x7fff_ffff;
const LARGEST_TRIE_VALUE = LARGEST - 260 - 40;
/** 16 bits, less the 128 bytes of the kernel's own part. */
const LARGEST_LOCAL_STORAGE = 0xffff - 128;
/** Largest value of a per-CPU map (PCPU_MIN_UNIT_SIZE). */
const LARGEST_PER_CPU = 32 << 10;
const LARGEST_STACK_KEY = 512;

const exactly = (size: number): SizeRule => ({ min: size, max: size, step: 1 });
const upTo = (max: number, min = 1, step = 1): SizeRule => ({ min, max, step });

const NONE = exactly(0);
const FOUR = exactly(4);
/** A descriptor, or a descriptor with what comes with it. */
const FOUR_OR_EIGHT = upTo(8, 4, 4);

/** What `max_entries` may be. A ring buffer's is its size in bytes, an arena's the number of pages. */
export type MaxEntriesRule = 'positive' | 'zero' | 'page-multiple-power-of-two';

export interface MapTypeFacts {
  readonly type: MapTypeName;
  /** The Linux release that it came in. */
  readonly since: string;
  readonly doc: string;
  readonly keySize: SizeRule;
  readonly valueSize: SizeRule;
  readonly maxEntries: MaxEntriesRule;
  /** Every CPU has a value of its own under each key. */
  readonly perCpu: boolean;
  /**
   * When memory for the entries is taken: for all of them at creation, as they are added, or `optional`: at creation unless
   * BPF_F_NO_PREALLOC is given.
   */
  readonly allocation: 'creation' | 'addition' | 'optional';
  /** Creation flags accepted, beside BPF_F_TOKEN_FD. */
  readonly flags: readonly string[];
  /** Creation flags without which it cannot be created. */
  readonly requiredFlags: readonly string[];
  /** Needs type information (BTF) for key and value. */
  readonly needsBtf: boolean;
}

/** The step to which the kernel rounds the room for one value: in arrays between elements, in per-CPU maps between CPUs. */
export const VALUE_ALIGNMENT = 8;

const NUMA = ['BPF_F_NUMA_NODE'];
const SYSCALL_ACCESS = ['BPF_F_RDONLY', 'BPF_F_WRONLY'];
const PROGRAM_ACCESS = ['BPF_F_RDONLY_PROG', 'BPF_F_WRONLY_PROG'];
const ACCESS = [...SYSCALL_ACCESS, ...PROGRAM_ACCESS];
const DESCRIPTORS = [...NUMA, ...SYSCALL_ACCESS];
const LOCAL_STORAGE = ['BPF_F_NO_PREALLOC', 'BPF_F_CLONE'];

type Row = Omit<MapTypeFacts, 'type' | 'perCpu' | 'maxEntries' | 'requiredFlags' | 'needsBtf'> &
  Partial<Pick<MapTypeFacts, 'perCpu' | 'maxEntries' | 'requiredFlags' | 'needsBtf'>>;

function row(
  since: string,
  doc: string,
  keySize: SizeRule,
  valueSize: SizeRule,
  allocation: MapTypeFacts['allocation'],
  flags: readonly string[],
  more: Partial<Row> = {},
): Row {
  return { since, doc, keySize, valueSize, allocation, flags, ...more };
}

const localStorage = (since: string, owner: string): Row =>
  row(
    since,
    `Values that belong to ${owner} and vanish with it.`,
    FOUR,
    upTo(LARGEST_LOCAL_STORAGE),
    'addition',
    LOCAL_STORAGE,
    {
      maxEntries: 'zero',
      requiredFlags: ['BPF_F_NO_PREALLOC'],
      needsBtf: true,
    },
  );

const PER_CPU = { perCpu: true };
const ZERO_ENTRIES = { maxEntries: 'zero' } as const;
const RING = { maxEntries: 'page-multiple-power-of-two' } as const;

/** Sizes, limits and flags are what Linux 6.12 accepts, asked of it. */
const FACTS: Readonly<Record<Exclude<MapTypeName, 'unspec'>, Row>> = {
  hash: row('3.19', 'A hash table.', upTo(LARGEST_HASH_ELEMENT), upTo(LARGEST_HASH_ELEMENT), 'optional', [
    'BPF_F_NO_PREALLOC',
    ...NUMA,
    'BPF_F_ZERO_SEED',
    ...ACCESS,
  ]),
  array: row(
    '3.19',
    'An array; the key is the index, and all entries always exist.',
    FOUR,
    upTo(LARGEST_ARRAY_VALUE),
    'creation',
    [...NUMA, ...ACCESS, 'BPF_F_MMAPABLE', 'BPF_F_INNER_MAP'],
  ),
  prog_array: row('4.2', 'Programs to tail call, by index.', FOUR, FOUR, 'creation', DESCRIPTORS),
  perf_event_array: row('4.3', 'Perf events to send records to, usually one for each CPU.', FOUR, FOUR, 'creation', [
    ...DESCRIPTORS,
    'BPF_F_PRESERVE_ELEMS',
  ]),
  percpu_hash: row(
    '4.6',
    'A hash table with a value for each CPU.',
    upTo(LARGEST_HASH_ELEMENT),
    upTo(LARGEST_PER_CPU),
    'optional',
    ['BPF_F_NO_PREALLOC', 'BPF_F_ZERO_SEED', ...ACCESS],
    PER_CPU,
  ),
  percpu_array: row(
    '4.6',
    'An array with a value for each CPU.',
    FOUR,
    upTo(LARGEST_PER_CPU),
    'creation',
    ACCESS,
    PER_CPU,
  ),
  stack_trace: row('4.6', 'Stacks recorded by bpf_get_stackid, by id.', FOUR, upTo(1016, 8, 8), 'creation', [
    ...DESCRIPTORS,
    'BPF_F_STACK_BUILD_ID',
  ]),
  cgroup_array: row('4.8', 'Cgroups to test against.', FOUR, FOUR, 'creation', DESCRIPTORS),
  lru_hash: row(
    '4.10',
    'A hash table that makes room by evicting what was not used lately.',
    upTo(LARGEST_HASH_ELEMENT),
    upTo(LARGEST_HASH_ELEMENT),
    'creation',
    ['BPF_F_NO_COMMON_LRU', ...NUMA, 'BPF_F_ZERO_SEED', ...ACCESS],
  ),
  lru_percpu_hash: row(
    '4.10',
    'An evicting hash table with a value for each CPU.',
    upTo(LARGEST_HASH_ELEMENT),
    upTo(LARGEST_PER_CPU),
    'creation',
    ['BPF_F_NO_COMMON_LRU', 'BPF_F_ZERO_SEED', ...ACCESS],
    PER_CPU,
  ),
  lpm_trie: row(
    '4.11',
    'Finds the longest prefix that matches; the key is the prefix length in bits (32 bits), then the data.',
    upTo(260, 5),
    upTo(LARGEST_TRIE_VALUE),
    'addition',
    ['BPF_F_NO_PREALLOC', ...NUMA, ...ACCESS],
    { requiredFlags: ['BPF_F_NO_PREALLOC'] },
  ),
  array_of_maps: row('4.12', 'Maps by index.', FOUR, FOUR, 'creation', DESCRIPTORS),
  hash_of_maps: row('4.12', 'Maps by key.', upTo(LARGEST_HASH_ELEMENT), FOUR, 'optional', [
    'BPF_F_NO_PREALLOC',
    ...NUMA,
    'BPF_F_ZERO_SEED',
    ...SYSCALL_ACCESS,
  ]),
  devmap: row('4.14', 'Network devices to redirect to, by index.', FOUR, FOUR_OR_EIGHT, 'creation', DESCRIPTORS),
  sockmap: row('4.14', 'Sockets by index.', FOUR, FOUR_OR_EIGHT, 'creation', DESCRIPTORS),
  cpumap: row('4.15', 'CPUs to hand packets to, with their queue lengths.', FOUR, FOUR_OR_EIGHT, 'creation', NUMA),
  xskmap: row('4.18', 'AF_XDP sockets by index, usually the receive queue.', FOUR, FOUR, 'creation', DESCRIPTORS),
  sockhash: row('4.18', 'Sockets by key.', upTo(LARGEST_STACK_KEY), FOUR_OR_EIGHT, 'addition', DESCRIPTORS),
  cgroup_storage: row(
    '4.19',
    'A value for each cgroup that the program is attached to; deprecated for cgrp_storage.',
    upTo(16, 8, 8),
    upTo(LARGEST_LOCAL_STORAGE),
    'addition',
    [...NUMA, ...ACCESS],
    ZERO_ENTRIES,
  ),
  reuseport_sockarray: row('4.19', 'Sockets of a reuseport group, by index.', FOUR, FOUR_OR_EIGHT, 'creation', [
    ...NUMA,
    ...ACCESS,
  ]),
  percpu_cgroup_storage: row(
    '4.20',
    'As cgroup_storage, with a value for each CPU.',
    upTo(16, 8, 8),
    upTo(LARGEST_PER_CPU),
    'addition',
    [...NUMA, ...ACCESS],
    { ...ZERO_ENTRIES, ...PER_CPU },
  ),
  queue: row('4.20', 'Values, first in, first out.', NONE, upTo(LARGEST), 'creation', [...NUMA, ...ACCESS]),
  stack: row('4.20', 'Values, last in, first out.', NONE, upTo(LARGEST), 'creation', [...NUMA, ...ACCESS]),
  sk_storage: localStorage('5.2', 'a socket'),
  devmap_hash: row('5.4', 'Network devices to redirect to, by key.', FOUR, FOUR_OR_EIGHT, 'addition', DESCRIPTORS),
  struct_ops: row(
    '5.6',
    'A table of functions for a kernel subsystem, made of programs.',
    FOUR,
    upTo(LARGEST),
    'creation',
    ['BPF_F_LINK', 'BPF_F_VTYPE_BTF_OBJ_FD'],
    { needsBtf: true },
  ),
  ringbuf: row('5.8', 'Records for user space, in order over all CPUs.', NONE, NONE, 'creation', NUMA, RING),
  inode_storage: localStorage('5.10', 'an inode'),
  task_storage: localStorage('5.11', 'a task'),
  bloom_filter: row(
    '5.16',
    'Remembers values approximately: may say yes wrongly, never no.',
    NONE,
    upTo(LARGEST),
    'creation',
    [...NUMA, 'BPF_F_ZERO_SEED', ...ACCESS],
  ),
  user_ringbuf: row('6.1', 'Records from user space.', NONE, NONE, 'creation', NUMA, RING),
  cgrp_storage: localStorage('6.2', 'a cgroup'),
  arena: row(
    '6.9',
    'Memory shared by programs and user space; max_entries is its size in pages.',
    NONE,
    NONE,
    'addition',
    ['BPF_F_MMAPABLE', 'BPF_F_SEGV_ON_FAULT', 'BPF_F_NO_USER_CONV'],
    { requiredFlags: ['BPF_F_MMAPABLE'] },
  ),
};

const BY_TYPE = new Map<string, MapTypeFacts>(
  Object.entries(FACTS).map(([type, facts]) => [
    type,
    { maxEntries: 'positive', perCpu: false, requiredFlags: [], needsBtf: false, ...facts, type: type as MapTypeName },
  ]),
);

/** Undefined only for `unspec`. */
export function mapTypeFacts(type: MapTypeName): MapTypeFacts | undefined {
  return BY_TYPE.get(type);
}

export function isMapType(name: string): name is MapTypeName {
  return name !== 'unspec' && (MAP_TYPES as readonly string[]).includes(name);
}

/** Bytes between the values of a map as the kernel lays them out: the value size rounded up to 8. */
export function valueStride(valueSize: number): number {
  return Math.ceil(valueSize / VALUE_ALIGNMENT) * VALUE_ALIGNMENT;
}
