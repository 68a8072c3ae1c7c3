import type { Diagnostic, Result } from '@skep/base';
import type { Source } from './source.ts';
import type {
  CaptureView,
  Compilation,
  MachineView,
  MapEntryView,
  PacketSummary,
  ReplayResult,
  RunTrace,
} from './view.ts';

export interface SessionOptions {
  readonly seed: number;
  readonly cpus: number;
  /** Instructions that one run may execute. */
  readonly budget: number;
}

/** A point in a session's history: which packet, how many instructions into it. */
export interface SessionPosition {
  readonly packet: number;
  readonly step: number;
}

export interface Breakpoint {
  readonly program: number;
  readonly pc: number;
}

/** Lets long work report and be stopped. `pause` is awaited between slices so that a worker can take messages. */
export interface Progress {
  readonly report?: (done: number, total: number) => void;
  readonly cancelled?: () => boolean;
  readonly pause?: () => Promise<void>;
}

/**
 * The headless facade: source, capture, runs, time travel. It knows no worker, page or terminal. Map contents at a
 * packet are those left by all packets before it, in order.
 */
export interface Session {
  load(source: Source): Compilation;
  openCapture(name: string, bytes: Uint8Array): Result<CaptureView, Diagnostic>;
  /** Summaries of the packets from `offset` on, at most `limit`. */
  packets(offset: number, limit: number): readonly PacketSummary[];
  /** Slots that a source line's breakpoint stands for; empty when no instruction comes from the line. */
  slotsOfLine(line: number): readonly Breakpoint[];
  setBreakpoints(breakpoints: readonly Breakpoint[]): void;

  /** Enters a packet: runs it to its end once to learn its length, and stands before its first instruction. */
  enter(packet: number, progress?: Progress): Promise<Result<MachineView, Diagnostic>>;
  view(): MachineView | undefined;

  /** The control verbs, those of the Debug Adapter Protocol; undefined while no packet is entered. */
  stepIn(): MachineView | undefined;
  /** One source line or instruction, running over calls. */
  next(): MachineView | undefined;
  stepOut(): MachineView | undefined;
  continue(): MachineView | undefined;
  stepBack(): MachineView | undefined;
  /** One step back, running over calls. */
  previous(): MachineView | undefined;
  reverseContinue(): MachineView | undefined;
  /** Any step of the packet's run, 0 to its total. */
  seek(step: number): MachineView | undefined;

  /** The entered packet's whole run, instruction by instruction; undefined while no packet is entered. Leaves the position. */
  trace(progress?: Progress): Promise<RunTrace | undefined>;

  /** All packets from the first, on fresh maps. */
  replay(progress?: Progress): Promise<Result<ReplayResult, Diagnostic>>;
  mapEntries(map: number, offset: number, limit: number): readonly MapEntryView[];
}
