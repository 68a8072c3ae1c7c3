import type { Diagnostic } from '@skep/base';

/** Why a program cannot be run on an event. `errno` is what `BPF_PROG_TEST_RUN` returns. */
export interface EventDiagnostic extends Diagnostic {
  readonly errno: number;
}

/** What a program runs on. */
export type MachineEvent =
  | PacketEvent
  /** r1 points at `context`, laid out as the program type's UAPI structure; empty for none (r1 = 0). */
  | ContextEvent
  /** r1 points at `data` and r2 holds its length: the convention of user-space runtimes. */
  | MemoryEvent;

interface Common {
  /** Nanoseconds that `bpf_ktime_get_ns` returns at the first instruction. */
  readonly time: bigint;
  /** The CPU that the event happens on, below `MachineOptions.cpus`. */
  readonly cpu: number;
}

export interface PacketEvent extends Common {
  readonly kind: 'packet';
  /** From the link-layer header on. */
  readonly data: Uint8Array;
  readonly ingressIfindex: number;
  readonly rxQueueIndex: number;
  /**
   * Fields of `__sk_buff` or `xdp_md` given by the caller, as the bytes of the UAPI structure (TEST_RUN's `ctx_in`). The
   * only device is number 1, as in TEST_RUN's namespace.
   */
  readonly context?: Uint8Array;
}

export interface ContextEvent extends Common {
  readonly kind: 'context';
  readonly context: Uint8Array;
}

export interface MemoryEvent extends Common {
  readonly kind: 'memory';
  readonly data: Uint8Array;
}
