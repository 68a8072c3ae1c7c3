import type { BpfObject } from '@skep/abi';
import type { Result } from '@skep/base';
import type { Instruction } from '@skep/isa';
import type { EventDiagnostic, MachineEvent } from './event.ts';
import type { MapInstance } from './maps/map-instance.ts';
import type { Memory } from './memory.ts';
import type { Output } from './output.ts';
import type { Location, Region } from './region.ts';
import type { Stop } from './stop.ts';

export interface MachineOptions {
  /** The program of the object that an event enters; the first one when absent. */
  readonly entry?: string;
  /** Possible CPUs: the number of values in a per-CPU map. */
  readonly cpus: number;
  /** Seeds `bpf_get_prandom_u32`. Same object, events and seed: same trace. */
  readonly seed: number;
  /** Instructions that one run may execute before it stops with `budget`. */
  readonly budget: number;
  /** Bytes that the machine's memory may take in all. */
  readonly memoryLimit: number;
}

/** A function activation. */
export interface Frame {
  /** Slot of the called function's first instruction. */
  readonly subprogramPc: number;
  /** Slot to return to; undefined in the entry function. */
  readonly returnPc?: number;
  /** The 512-byte stack that r10 points past. */
  readonly stack: Region;
  /** r6 to r9 of the caller, restored on return; empty in the entry function. */
  readonly saved: readonly bigint[];
}

/** A memory access of the most recent instruction. Helper calls may make several. */
export interface Access {
  readonly address: number;
  readonly size: number;
  readonly write: boolean;
}

export interface RunOptions {
  /**
   * By program, one byte a slot: return before executing an instruction whose byte is not 0. The instruction that the
   * run starts at is exempt.
   */
  readonly breakpoints?: readonly (Uint8Array | undefined)[];
}

/** A point in a run that the machine can go back to. Opaque; belongs to the machine that made it. */
export interface Checkpoint {
  readonly step: number;
}

/** The packet after a run, and what became of it. */
export interface PacketView {
  readonly data: Region;
  /** Present when `bpf_xdp_adjust_meta` made room before the data. */
  readonly meta?: Region;
  /** Present when not all of an XDP packet fits into the first buffer: what follows, out of the program's direct reach. */
  readonly fragments?: Region;
  /** Set by `bpf_redirect` and its kin. */
  readonly redirect?: { readonly ifindex: number } | { readonly map: number; readonly key: number };
}

/**
 * The reference engine: executes an object's program on one event at a time. Maps keep their contents from event to
 * event. The whole state is memory, registers and a few scalars, so that a checkpoint can hold all of it.
 */
export interface Machine {
  readonly object: BpfObject;
  readonly memory: Memory;
  readonly maps: readonly MapInstance[];

  /** By register number. Written by callers only for experiments. */
  readonly registers: BigUint64Array;
  /** Slot of the next instruction. */
  readonly pc: number;
  /** The program that `pc` belongs to: changes on a tail call. Index into `object.programs`. */
  readonly program: number;
  /** Innermost last. */
  readonly frames: readonly Frame[];
  /** Instructions executed since `begin`, the one that ended the run included, be it an exit or a fault. */
  readonly step: number;
  /** Why the run is over, while it is. */
  readonly ended: Stop | undefined;
  /** What the program sent out since `begin`. */
  readonly outputs: readonly Output[];
  /** Outputs since `begin` that were dropped, because a run may only say so much. */
  readonly outputsLost: number;
  readonly packet: PacketView | undefined;

  instructionAt(program: number, pc: number): Instruction | undefined;

  /** Starts a run: lays out context and packet, clears registers and stack. An event that is refused changes nothing. */
  begin(event: MachineEvent): Result<void, EventDiagnostic>;
  /** Starts another run on context and packet as the last one left them, as TEST_RUN's `repeat` does. */
  again(): void;
  /** Executes one instruction and notes its accesses; returns a stop when the run is over. */
  stepIn(accesses?: Access[]): Stop | undefined;
  /** Executes at most `steps` instructions at full speed; returns a stop when the run is over or at a breakpoint. */
  run(steps: number, options?: RunOptions): Stop | undefined;

  /** What lies at an address, or ends there. `undefined` when it belongs to nobody. */
  locate(address: bigint): Location | undefined;
  /** By start; the storage of a map as one. */
  regions(): readonly Region[];

  save(): Checkpoint;
  /** Goes back (or forward) to a checkpoint of this machine, from any other point of its history. */
  restore(checkpoint: Checkpoint): void;
  /** Tells that a checkpoint will not be restored any more, so that its memory can be freed. */
  release(checkpoint: Checkpoint): void;
}
