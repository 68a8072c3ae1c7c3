import type { BpfObject, MapDefinition } from '@skep/abi';
import type { Diagnostic, TextRange } from '@skep/base';
import type { Output, RegionKind, Stop } from '@skep/vm';

/** One line of the instruction list. */
export interface ListedInstruction {
  readonly pc: number;
  /** 8 or 16 bytes in hexadecimal. */
  readonly bytes: string;
  /** Kernel syntax, with helper, map and label names where known. */
  readonly text: string;
  readonly operation: string;
  readonly origin?: TextRange;
  /** Where a taken jump or local call goes. */
  readonly target?: number;
}

export interface ListedProgram {
  readonly name: string;
  readonly type: string;
  readonly instructions: readonly ListedInstruction[];
  readonly subprograms: readonly { readonly name: string; readonly pc: number }[];
}

/** What became of a source. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there are errors. */
  readonly object?: BpfObject;
  readonly programs: readonly ListedProgram[];
  readonly maps: readonly MapDefinition[];
  readonly syntax: 'kernel' | 'mnemonic';
}

export interface PacketSummary {
  /** Counts from 0. */
  readonly index: number;
  /** Nanoseconds since 1970, or since the capture's start where it has no clock. */
  readonly time: bigint;
  /** Bytes on the wire; more than were captured when the capture cut the packet. */
  readonly originalLength: number;
  readonly capturedLength: number;
  /** `TCP`, `DNS`, `ARP`, … the innermost protocol that the dissector knows. */
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  /** One line in words. */
  readonly info: string;
}

export interface CaptureView {
  readonly name: string;
  readonly format: 'pcap' | 'pcapng';
  readonly linkType: number;
  /** Summaries come in portions: `Session.packets`. */
  readonly packetCount: number;
  /** Bytes of all packets as captured. */
  readonly totalBytes: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a program decided about a packet. */
export interface PacketVerdict {
  readonly index: number;
  /** `XDP_DROP`, `TC_ACT_OK`, … or a number for other types; `fault` and `budget` when it did not come to an end. */
  readonly verdict: string;
  readonly r0: bigint;
  readonly steps: number;
  /** Length after the run, when it changed. */
  readonly lengthAfter?: number;
  /** The bytes of the packet were changed. */
  readonly modified: boolean;
  /** How the run ended; absent when there was none. */
  readonly stop?: Stop;
  /** Why the packet could not be run at all; its verdict is then `skipped`. */
  readonly skipped?: string;
}

export interface ReplayResult {
  readonly verdicts: readonly PacketVerdict[];
  /** By verdict, most frequent first. */
  readonly counts: readonly { readonly verdict: string; readonly packets: number; readonly bytes: number }[];
  readonly instructions: number;
  /** False when the replay ended early, because a run used up its budget. */
  readonly complete: boolean;
}

/** Which instruction each step of a run executed: what a timeline, visit counts and "run to here" are made from. */
export interface RunTrace {
  readonly packetIndex: number;
  /** By step: the slot. At most `TRACE_STEPS`; a longer run's later steps are not in it. */
  readonly pcs: Uint32Array<ArrayBuffer>;
  /** From which step on which program ran, ascending; the first is step 0, further ones are tail calls. */
  readonly programs: readonly { readonly step: number; readonly program: number }[];
}

export const TRACE_STEPS = 1 << 20;

/** A register, with what its value means. */
export interface RegisterView {
  readonly index: number;
  readonly value: bigint;
  readonly changed: boolean;
  readonly read: boolean;
  /** A call has left the register without a meaning; Linux's verifier forbids reading it. */
  readonly scratched: boolean;
  /** Present when the value is an address that belongs to somebody. */
  readonly points?: PointsTo;
}

export interface PointsTo {
  readonly kind: RegionKind;
  readonly region: string;
  /** Bytes from the region's start; may equal its size (one past the end). */
  readonly offset: number;
  /** `packet + 14 (IPv4 header: version)`. */
  readonly words: string;
}

export interface StackView {
  readonly frame: number;
  readonly function: string;
  /** Address of the first byte; r10 of the frame is `address + 512`. */
  readonly address: number;
  readonly bytes: Uint8Array;
}

export interface PacketBytesView {
  /** Address of the first data byte. */
  readonly address: number;
  readonly bytes: Uint8Array;
  /** Metadata before the data, when any. */
  readonly meta?: Uint8Array;
  /** As it was before the run. */
  readonly original: Uint8Array;
  readonly layers: readonly LayerView[];
}

export interface LayerView {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly fields: readonly FieldView[];
}

export interface FieldView {
  readonly name: string;
  /** Byte range within the packet. */
  readonly start: number;
  readonly end: number;
  /** Ready to be shown: `192.0.2.7`, `0x0800 (IPv4)`, `SYN, ACK`. */
  readonly value: string;
}

export interface MapView {
  readonly index: number;
  readonly definition: MapDefinition;
  readonly size: number;
  readonly version: number;
  /** The first entries, at most `MAP_VIEW_ENTRIES`. */
  readonly entries: readonly MapEntryView[];
}

export interface MapEntryView {
  readonly key: Uint8Array;
  readonly values: readonly Uint8Array[];
  /** Changed by the last step. */
  readonly changed: boolean;
  /** Address of the (first) value. */
  readonly address?: number;
}

export const MAP_VIEW_ENTRIES = 256;

export interface AccessView {
  readonly address: number;
  readonly size: number;
  readonly write: boolean;
  readonly kind?: RegionKind;
}

/** Everything there is to see at one point of a run. */
export interface MachineView {
  readonly packetIndex: number;
  /** Instructions executed before this point. */
  readonly step: number;
  /** Instructions in the whole run, when it has been run to its end. */
  readonly totalSteps: number;
  readonly program: number;
  /** Slot of the next instruction; the exit's once the run has ended. */
  readonly pc: number;
  /** Slot of the instruction executed last. */
  readonly lastPc?: number;
  readonly line?: number;
  readonly stop: Stop;
  readonly registers: readonly RegisterView[];
  readonly frames: readonly { readonly function: string; readonly pc: number; readonly line?: number }[];
  readonly stacks: readonly StackView[];
  /** The context structure as bytes, with its address. */
  readonly context?: { readonly address: number; readonly bytes: Uint8Array; readonly type: string };
  readonly packet?: PacketBytesView;
  readonly maps: readonly MapView[];
  /** Up to this point of this run. */
  readonly outputs: readonly Output[];
  /** Made by the last step. */
  readonly accesses: readonly AccessView[];
  /** The verdict, once the run has ended. */
  readonly verdict?: string;
}
