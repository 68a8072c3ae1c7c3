import type { ProgramTypeName } from '@skep/abi';
import type { Fault, FaultCode } from '../fault.ts';
import type { MachineMap } from '../maps/machine-map.ts';
import type { Memory } from '../memory.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { RegionTable } from '../region-table.ts';

/**
 * What a helper sees of the machine that calls it. Arguments come as r1 to r5, unsigned 64 bits. A helper checks every
 * address that it is given: the program may be one that no verifier has seen.
 */
export interface HelperCall {
  readonly memory: Memory;
  readonly regions: RegionTable;
  readonly maps: readonly MachineMap[];
  /** The packet of the event; undefined for events without one. */
  readonly packet: PacketBuffer | undefined;
  readonly programType: ProgramTypeName;
  /** Address of the program's context, what r1 was at entry; 0 when it has none. */
  readonly context: number;
  /** Slot of the call. */
  readonly pc: number;
  /** Which frame calls: 0 for the entry function's. The same in `resume` as in the `call` before it. */
  readonly frame: number;
  /**
   * Address of the spin lock that the program holds, 0 for none. The machine keeps it in checkpoints and refuses an exit
   * with a lock held.
   */
  heldLock: number;
  readonly cpu: number;
  readonly cpus: number;
  /** `bpf_ktime_get_ns` now: the event's time plus one nanosecond for each executed instruction. */
  now(): bigint;
  /** The next 32 bits of the seeded generator. */
  random(): number;
  /** Address of `size` readable (or writable) bytes, or the fault that the program commits by passing this one. */
  checkedAddress(address: bigint, size: number, write: boolean): number | Fault;
  /** The map that a map pointer (as loaded by `lddw rN, map[...]`) stands for. */
  mapOf(pointer: bigint): MachineMap | Fault;
  fault(code: FaultCode, message: string): Fault;
  printk(text: string): void;
  emitPerfEvent(map: number, data: Uint8Array): void;
  emitRingbuf(map: number, data: Uint8Array): void;
}

/**
 * What a helper asks of the machine: a value for r0, the end of the run, a run of the program's own function, or another
 * program in this one's place.
 */
export type HelperOutcome =
  | bigint
  | Fault
  | {
      readonly kind: 'callback';
      /** Slot of the function, as `lddw rN, <function>` gives it. */
      readonly pc: number;
      /** r1 to r5 of the callback; missing ones are 0. */
      readonly args: readonly bigint[];
      /** Handed to `resume` together with the callback's r0. Plain data, so that a checkpoint can keep it. */
      readonly state: readonly bigint[];
    }
  | { readonly kind: 'tail-call'; readonly program: number };

export interface Helper {
  call(call: HelperCall, r1: bigint, r2: bigint, r3: bigint, r4: bigint, r5: bigint): HelperOutcome;
  /** Continues after a callback that this helper asked for has returned. */
  resume?(call: HelperCall, r0: bigint, state: readonly bigint[]): HelperOutcome;
}
