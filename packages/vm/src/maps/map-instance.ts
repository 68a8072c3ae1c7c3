import type { MapDefinition } from '@skep/abi';
import type { Result } from '@skep/base';

/** Negative error numbers as Linux returns them, for example -2 (ENOENT). */
export type Errno = number;

export interface MapEntry {
  readonly key: Uint8Array;
  /** One value, or one for each CPU of a per-CPU map. */
  readonly values: readonly Uint8Array[];
  /** Of the first value in the machine's memory; absent where a program cannot point at it. */
  readonly address?: number;
}

/** A map as user space sees it through `bpf()`. Values live in the machine's memory. */
export interface MapInstance {
  readonly definition: MapDefinition;
  /** Elements present now. */
  readonly size: number;
  /** Grows with every change, so that a view can tell whether it is stale. */
  readonly version: number;
  entries(): Iterable<MapEntry>;
  lookup(key: Uint8Array): Result<readonly Uint8Array[], Errno>;
  /** A single value for a per-CPU map is given to every CPU. `flags`: BPF_ANY 0, BPF_NOEXIST 1, BPF_EXIST 2. */
  update(key: Uint8Array, values: readonly Uint8Array[], flags: number): Result<void, Errno>;
  delete(key: Uint8Array): Result<void, Errno>;
  /**
   * Takes out of a ring buffer what a reader in user space would; empty for all other maps. A ring buffer that nobody reads
   * fills up.
   */
  consume(): readonly Uint8Array[];
}
