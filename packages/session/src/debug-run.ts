import type { Access, Machine, Stop } from '@skep/vm';
import { type LastStep, type Moment, viewOf } from './machine-view.ts';
import { type BreakpointSlots, RunTimeline } from './run-timeline.ts';
import type { Progress } from './session.ts';
import { type MachineView, type RunTrace, TRACE_STEPS } from './view.ts';

/** Steps between two chances to be cancelled. */
const TRACE_SLICE = 1 << 16;

/** What a run is about, for its views. */
export type RunSubject = Pick<Moment, 'packetIndex' | 'packet'>;

/** A run on one event that has been executed to its end once, and can be walked in both directions. */
export class DebugRun {
  readonly #machine: Machine;
  readonly #timeline: RunTimeline;
  readonly #subject: RunSubject;
  readonly #totalSteps: number;
  readonly #end: Stop;
  #breakpoints: BreakpointSlots = [];
  #view: MachineView;

  private constructor(
    machine: Machine,
    timeline: RunTimeline,
    subject: RunSubject,
    end: { readonly step: number; readonly stop: Stop },
  ) {
    this.#machine = machine;
    this.#timeline = timeline;
    this.#subject = subject;
    this.#totalSteps = end.step;
    this.#end = end.stop;
    this.#view = this.#show(0, { reason: 'entry' });
  }

  /** Executes the run that the machine has just begun. Undefined when cancelled on the way. */
  static async execute(machine: Machine, subject: RunSubject, progress: Progress): Promise<DebugRun | undefined> {
    const timeline = new RunTimeline(machine);
    while (timeline.advance()) {
      await progress.pause?.();
      if (progress.cancelled?.()) return undefined;
    }
    return new DebugRun(machine, timeline, subject, timeline.end!);
  }

  get view(): MachineView {
    return this.#view;
  }

  set breakpoints(slots: BreakpointSlots) {
    this.#breakpoints = slots;
  }

  seek(step: number): MachineView {
    return this.#move(step, { reason: 'step' });
  }

  stepIn(): MachineView {
    return this.seek(this.#step + 1);
  }

  stepBack(): MachineView {
    return this.seek(this.#step - 1);
  }

  next(): MachineView {
    const depth = this.#depthAt(this.#step);
    return this.#forwardUntil((machine) => machine.frames.length <= depth);
  }

  stepOut(): MachineView {
    const depth = this.#depthAt(this.#step);
    return this.#forwardUntil((machine) => machine.frames.length < depth);
  }

  previous(): MachineView {
    const depth = this.#depthAt(this.#step);
    return this.seek(this.#timeline.findLast(this.#step, (machine) => machine.frames.length <= depth) ?? 0);
  }

  continue(): MachineView {
    this.#timeline.seek(this.#step);
    const stop = this.#machine.run(this.#totalSteps - this.#step, { breakpoints: this.#breakpoints });
    return this.#move(this.#machine.step, stop ?? { reason: 'step' });
  }

  reverseContinue(): MachineView {
    const step = this.#timeline.findLastBreakpoint(this.#step, this.#breakpoints);
    if (step === undefined) return this.seek(0);
    this.#timeline.seek(step);
    return this.#move(step, { reason: 'breakpoint', pc: this.#machine.pc });
  }

  /** The slots that the run went through, without leaving the position. Undefined when cancelled on the way. */
  async trace(progress: Progress): Promise<RunTrace | undefined> {
    const machine = this.#machine;
    const pcs = new Uint32Array(Math.min(this.#totalSteps, TRACE_STEPS));
    const programs: { readonly step: number; readonly program: number }[] = [];
    for (let from = 0; from < pcs.length; from += TRACE_SLICE) {
      this.#timeline.seek(from);
      const to = Math.min(pcs.length, from + TRACE_SLICE);
      for (let step = from; step < to; step++) {
        if (programs.at(-1)?.program !== machine.program) programs.push({ step, program: machine.program });
        pcs[step] = machine.pc;
        machine.run(1);
      }
      await progress.pause?.();
      if (progress.cancelled?.()) return undefined;
    }
    this.#timeline.seek(this.#step);
    return { packetIndex: this.#subject.packetIndex, pcs, programs };
  }

  release(): void {
    this.#timeline.release();
  }

  get #step(): number {
    return this.#view.step;
  }

  #depthAt(step: number): number {
    this.#timeline.seek(step);
    return this.#machine.frames.length;
  }

  /** At least one step, then until `done`, a breakpoint, or the end. */
  #forwardUntil(done: (machine: Machine) => boolean): MachineView {
    const machine = this.#machine;
    while (machine.stepIn() === undefined && !done(machine)) {
      if (this.#breakpoints[machine.program]?.[machine.pc]) {
        return this.#move(machine.step, { reason: 'breakpoint', pc: machine.pc });
      }
    }
    return this.seek(machine.step);
  }

  #move(step: number, stop: Stop): MachineView {
    const goal = Math.max(0, Math.min(step, this.#totalSteps));
    if (goal === this.#totalSteps) this.#view = this.#show(goal, this.#end);
    else this.#view = this.#show(goal, goal === 0 ? { reason: 'entry' } : stop);
    return this.#view;
  }

  #show(step: number, stop: Stop): MachineView {
    const lastStep = this.#reach(step);
    return viewOf({
      machine: this.#machine,
      totalSteps: this.#totalSteps,
      stop,
      ...this.#subject,
      ...(lastStep && { lastStep }),
    });
  }

  /** Brings the machine to `step`, executing the step before it with its accesses noted. */
  #reach(step: number): LastStep | undefined {
    const machine = this.#machine;
    this.#timeline.seek(Math.max(0, step - 1));
    if (step === 0) return undefined;
    const { program, pc } = machine;
    const registers = machine.registers.slice();
    const accesses: Access[] = [];
    machine.stepIn(accesses);
    return { program, pc, registers, accesses };
  }
}
