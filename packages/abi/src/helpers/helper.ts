import type { HELPER_NAMES } from './names.ts';

/** A helper's name as C code writes it: `bpf_map_lookup_elem`. */
export type HelperName = `bpf_${Exclude<(typeof HELPER_NAMES)[number], 'unspec'>}`;

/**
 * What the verifier requires of an argument: `enum bpf_arg_type`, in lower case and without `ARG_` and `PTR_TO_`.
 * `any` is an initialized value of any kind; `unchecked` is not looked at.
 */
export const ARGUMENT_KINDS = [
  'map',
  'map-key',
  'map-value',
  'mem',
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
  'unchecked',
] as const;
export type ArgumentKind = (typeof ARGUMENT_KINDS)[number];

/** What a helper leaves in r0: `enum bpf_return_type`. After `void` r0 holds no readable value. */
export const RETURN_KINDS = [
  'scalar',
  'void',
  'map-value',
  'socket',
  'tcp-sock',
  'sock-common',
  'mem',
  'mem-or-btf',
  'btf',
] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

export interface HelperArgument {
  readonly name: string;
  /** As C writes it: `const void *`, `u64`. */
  readonly type: string;
  readonly kind: ArgumentKind;
  /** NULL is allowed. */
  readonly nullable: boolean;
  /** What the helper does with the memory; `write` memory need not be initialized. Only meaningful for pointers. */
  readonly access: 'read' | 'write' | 'read-write';
  /** Bytes that the pointer must give access to, where the prototype fixes them. */
  readonly size?: number;
  /** The call ends the validity of the reference passed. */
  readonly releases: boolean;
  /** The pointer must be aligned to `size`. */
  readonly aligned: boolean;
  /** Which kind of dynptr, where the prototype restricts it. */
  readonly dynptr?: 'local' | 'ringbuf';
}

export interface HelperReturn {
  readonly kind: ReturnKind;
  /** NULL is possible, and must be ruled out before the pointer is used. */
  readonly nullable: boolean;
  /** As C writes it. */
  readonly type: string;
}

/** The part of a helper that its signature line states. */
export interface HelperPrototype {
  readonly name: HelperName;
  readonly args: readonly HelperArgument[];
  readonly returns: HelperReturn;
  /** Only programs with a GPL-compatible license may call it. */
  readonly gplOnly: boolean;
  /** Only sleepable programs may call it. */
  readonly maySleep: boolean;
  /** Packet pointers are invalid after the call. */
  readonly changesPacketData: boolean;
  /** Pointers into the packet are accepted for `mem`, `map-key` and `map-value`. */
  readonly acceptsPacketPointers: boolean;
}

export interface Helper extends HelperPrototype {
  /** The `imm` of a call. */
  readonly id: number;
  /** `void *bpf_map_lookup_elem(struct bpf_map *map, const void *key)` */
  readonly signature: string;
  /** The Linux release that it came in. */
  readonly since: string;
  /** One sentence. */
  readonly summary: string;
}
