import type { TextRange } from '@skep/base';
import type { MapTypeName } from './map-type.ts';
import type { ProgramTypeName } from './program-type.ts';

/**
 * What a source becomes, in libbpf's sense of "object": programs and the maps they share. Assemblers, the object
 * loader and the C compiler produce it; verifier and machine consume it. It speaks bytes, so it needs no
 * instruction table.
 */
export interface BpfObject {
  /** The first one is the entry unless a caller chooses another by name. */
  readonly programs: readonly Program[];
  readonly maps: readonly MapDefinition[];
  /** `GPL` opens the helpers marked GPL-only. */
  readonly license: string;
}

export interface Program {
  readonly name: string;
  readonly type: ProgramTypeName;
  /** As `BPF_PROG_LOAD` takes it, for example `xdp` or `cgroup_inet_ingress`; absent when the type has no choice. */
  readonly expectedAttachType?: string;
  /**
   * 8 bytes a slot. A 64-bit immediate load with `src` 1 or 5 (a map) or 2 or 6 (a map's value) holds the index of the map in
   * `BpfObject.maps` in its first `imm`, and for a value the offset in its second.
   */
  readonly code: Uint8Array<ArrayBuffer>;
  /** By slot: the text that the instruction came from. Second slots and synthesized instructions have none. */
  readonly origins: readonly (TextRange | undefined)[];
  /** Functions within `code`, by their first slot, ascending; the first starts at 0 and carries the program's name. */
  readonly subprograms: readonly Subprogram[];
}

export interface Subprogram {
  readonly name: string;
  readonly pc: number;
}

export interface MapDefinition {
  readonly name: string;
  readonly type: MapTypeName;
  /** Bytes. */
  readonly keySize: number;
  /** Bytes; for per-CPU maps the size of one CPU's value. */
  readonly valueSize: number;
  readonly maxEntries: number;
  /** `BPF_F_*` of map creation. */
  readonly flags: number;
  /** Offset of the value's `struct bpf_spin_lock` (4 bytes), where BTF names one; updates leave those bytes alone. */
  readonly spinLock?: number;
  /** Set before the program is loaded, in order. */
  readonly initial?: readonly InitialEntry[];
  /** How a person reads keys and values; absent when only bytes are known. */
  readonly keyFormat?: ValueFormat;
  readonly valueFormat?: ValueFormat;
  /** Where the map is defined in the source. */
  readonly origin?: TextRange;
}

export interface InitialEntry {
  readonly key: Uint8Array<ArrayBuffer>;
  /** Bytes, or a program's name for a program array. */
  readonly value: Uint8Array<ArrayBuffer> | { readonly program: string };
}

/** A scalar reading of bytes. `be` formats are in network byte order. */
export const VALUE_FORMATS = [
  'u8',
  'u16',
  'u32',
  'u64',
  's8',
  's16',
  's32',
  's64',
  'be16',
  'be32',
  'ipv4',
  'ipv6',
  'mac',
  'bytes',
] as const;
export type ValueFormat = (typeof VALUE_FORMATS)[number];
