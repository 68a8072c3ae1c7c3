import type { BpfObject } from '@skep/abi';
import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { type Capture, openCapture } from '@skep/nic';
import { createMachine, type Machine, type MachineEvent, takesPackets } from '@skep/vm';
import { compile } from './compile.ts';
import { DebugRun, type RunSubject } from './debug-run.ts';
import { EventHistory, readRingBuffers } from './event-history.ts';
import { contextEvent, packetEvent } from './events.ts';
import { mapEntries } from './machine-view.ts';
import { MEMORY_LIMIT } from './memory-limit.ts';
import { packetSummaries } from './packet-summaries.ts';
import { ReplayRecorder } from './replay-recorder.ts';
import type { Breakpoint, Progress, Session, SessionOptions } from './session.ts';
import type { Source } from './source.ts';
import { breakpointSlots, slotsOfLine } from './source-lines.ts';
import type {
  CaptureView,
  Compilation,
  MachineView,
  MapEntryView,
  PacketSummary,
  ReplayResult,
  RunTrace,
} from './view.ts';

const NO_PROGRAM: Diagnostic = {
  code: 'session/no-program',
  severity: 'error',
  message: 'There is no program to run: the source has errors, or nothing was loaded yet.',
};

const NO_CAPTURE: Diagnostic = {
  code: 'session/no-capture',
  severity: 'error',
  message: 'This program runs on packets: open a capture first.',
};

const CANCELLED: Diagnostic = { code: 'session/cancelled', severity: 'hint', message: 'The run was cancelled.' };

function noSuchPacket(packet: number, count: number): Diagnostic {
  return {
    code: 'session/no-such-packet',
    severity: 'error',
    message: `There is no packet ${packet}: the capture has packets 0 to ${count - 1}.`,
  };
}

class SessionImplementation implements Session {
  readonly #options: SessionOptions;
  #object: BpfObject | undefined;
  #capture: Capture | undefined;
  #machine: Machine | undefined;
  #history: EventHistory | undefined;
  #run: DebugRun | undefined;
  #breakpoints: readonly Breakpoint[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  load(source: Source): Compilation {
    const { object, ...compilation } = compile(source);
    this.#forget();
    this.#object = object;
    if (object === undefined) return compilation;
    const machine = createMachine(object, { ...this.#options, memoryLimit: MEMORY_LIMIT });
    if (machine.ok) {
      this.#machine = machine.value;
      return { ...compilation, object };
    }
    this.#object = undefined;
    return { ...compilation, diagnostics: [...compilation.diagnostics, ...machine.error] };
  }

  openCapture(name: string, bytes: Uint8Array): Result<CaptureView, Diagnostic> {
    const opened = openCapture(bytes);
    if (!opened.ok) return opened;
    const capture = opened.value;
    this.#capture = capture;
    this.#restart();
    const { format, packetCount, totalBytes, diagnostics } = capture;
    const linkType = packetCount > 0 ? capture.packet(0).linkType : capture.linkType;
    return ok({ name, format, linkType, packetCount, totalBytes, diagnostics });
  }

  packets(offset: number, limit: number): readonly PacketSummary[] {
    return this.#capture === undefined ? [] : packetSummaries(this.#capture, offset, limit);
  }

  slotsOfLine(line: number): readonly Breakpoint[] {
    return this.#object === undefined ? [] : slotsOfLine(this.#object, line);
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): void {
    this.#breakpoints = breakpoints;
    this.#applyBreakpoints();
  }

  async enter(packet: number, progress: Progress = {}): Promise<Result<MachineView, Diagnostic>> {
    const prepared = this.#prepare(packet);
    if (!prepared.ok) return prepared;
    const { machine, history } = prepared.value;
    this.#leaveRun();
    const reached = await history.goTo(packet, progress);
    if (!reached || machine !== this.#machine) return err(CANCELLED);
    readRingBuffers(machine);
    const begun = machine.begin(this.#eventAt(packet));
    if (!begun.ok) return begun;
    const run = await DebugRun.execute(machine, this.#subject(packet), progress);
    if (run === undefined || machine !== this.#machine) return err(CANCELLED);
    this.#run = run;
    this.#applyBreakpoints();
    return ok(run.view);
  }

  view(): MachineView | undefined {
    return this.#run?.view;
  }

  stepIn = (): MachineView | undefined => this.#run?.stepIn();
  next = (): MachineView | undefined => this.#run?.next();
  stepOut = (): MachineView | undefined => this.#run?.stepOut();
  continue = (): MachineView | undefined => this.#run?.continue();
  stepBack = (): MachineView | undefined => this.#run?.stepBack();
  previous = (): MachineView | undefined => this.#run?.previous();
  reverseContinue = (): MachineView | undefined => this.#run?.reverseContinue();

  seek(step: number): MachineView | undefined {
    return this.#run?.seek(step);
  }

  async trace(progress: Progress = {}): Promise<RunTrace | undefined> {
    return this.#run?.trace(progress);
  }

  async replay(progress: Progress = {}): Promise<Result<ReplayResult, Diagnostic>> {
    const prepared = this.#prepare(0);
    if (!prepared.ok) return prepared;
    const { machine, history, count } = prepared.value;
    this.#leaveRun();
    const recorder = new ReplayRecorder(machine, (index) => this.#packetData(index));
    const done = await history.replay(count, progress, (index, result) => recorder.record(index, result));
    if (!done || machine !== this.#machine) return err(CANCELLED);
    return ok(recorder.result(count));
  }

  mapEntries(map: number, offset: number, limit: number): readonly MapEntryView[] {
    return this.#machine === undefined ? [] : mapEntries(this.#machine, map, offset, limit);
  }

  #prepare(packet: number): Result<{ machine: Machine; history: EventHistory; count: number }, Diagnostic> {
    const machine = this.#machine;
    if (machine === undefined) return err(NO_PROGRAM);
    const onPackets = this.#onPackets();
    if (onPackets && this.#capture === undefined) return err(NO_CAPTURE);
    const count = onPackets ? this.#capture!.packetCount : 1;
    if (!(packet >= 0 && packet < count)) return err(noSuchPacket(packet, count));
    this.#history ??= new EventHistory(machine, (index) => this.#eventAt(index));
    return ok({ machine, history: this.#history, count });
  }

  #onPackets(): boolean {
    return this.#object !== undefined && takesPackets(this.#object.programs[0]!.type);
  }

  #eventAt(index: number): MachineEvent {
    return this.#onPackets() ? packetEvent(this.#capture!, index) : contextEvent(this.#object!.programs[0]!.type);
  }

  #packetData(index: number): Uint8Array | undefined {
    return this.#onPackets() ? this.#capture?.packet(index).data : undefined;
  }

  #subject(packetIndex: number): RunSubject {
    if (!this.#onPackets()) return { packetIndex };
    const { data, linkType } = this.#capture!.packet(packetIndex);
    return { packetIndex, packet: { data, linkType } };
  }

  #applyBreakpoints(): void {
    if (this.#run !== undefined && this.#object !== undefined) {
      this.#run.breakpoints = breakpointSlots(this.#object, this.#breakpoints);
    }
  }

  #leaveRun(): void {
    this.#run?.release();
    this.#run = undefined;
  }

  /** Fresh maps for the same object. */
  #restart(): void {
    const object = this.#object;
    this.#forget();
    if (object === undefined) return;
    const machine = createMachine(object, { ...this.#options, memoryLimit: MEMORY_LIMIT });
    if (!machine.ok) return;
    this.#object = object;
    this.#machine = machine.value;
  }

  #forget(): void {
    this.#leaveRun();
    this.#object = undefined;
    this.#machine = undefined;
    this.#history = undefined;
  }
}

/** A session with nothing loaded. */
export function createSession(options: SessionOptions): Session {
  return new SessionImplementation(options);
}
