import type { Checkpoint, Machine, Stop } from '@skep/vm';

/** As `RunOptions.breakpoints`. */
export type BreakpointSlots = readonly (Uint8Array | undefined)[];

const FIRST_INTERVAL = 8192;
const MOST_CHECKPOINTS = 128;

/**
 * Time travel within one run of a machine. Checkpoints stand at multiples of an interval that doubles as the run grows,
 * so that any step of a run of any length is a bounded distance from one, and their number stays bounded too.
 */
export class RunTimeline {
  readonly #machine: Machine;
  #interval = FIRST_INTERVAL;
  /** At steps 0, interval, 2 × interval, … as far as the run has been executed. */
  #checkpoints: Checkpoint[];
  #end: { readonly step: number; readonly stop: Stop } | undefined;

  /** Takes a machine that has just begun a run. */
  constructor(machine: Machine) {
    this.#machine = machine;
    this.#checkpoints = [machine.save()];
  }

  /** Length of the run and why it ended, once it has been executed to its end. */
  get end(): { readonly step: number; readonly stop: Stop } | undefined {
    return this.#end;
  }

  /** Executes up to the next checkpoint. False when the run has ended. */
  advance(): boolean {
    if (this.#end !== undefined) return false;
    const machine = this.#machine;
    const goal = this.#checkpoints.length * this.#interval;
    const stop = machine.run(goal - machine.step);
    if (stop !== undefined) {
      this.#end = { step: machine.step, stop };
      return false;
    }
    this.#checkpoints.push(machine.save());
    if (this.#checkpoints.length > MOST_CHECKPOINTS) this.#thinOut();
    return true;
  }

  /** Brings the machine to a step of the run; steps past its end give the end. */
  seek(step: number): void {
    const machine = this.#machine;
    const goal = Math.max(0, Math.min(step, this.#end?.step ?? step));
    const checkpoint = this.#before(goal);
    if (machine.step > goal || machine.step < checkpoint.step) machine.restore(checkpoint);
    if (machine.step < goal) machine.run(goal - machine.step);
  }

  /**
   * The last step before `before` at which `matches` holds of the machine, or undefined. Leaves the machine anywhere.
   */
  findLast(before: number, matches: (machine: Machine) => boolean): number | undefined {
    return this.#searchBack(before, (from, to) => {
      const machine = this.#machine;
      let found: number | undefined;
      for (let step = from; step < to; step++) {
        if (matches(machine)) found = step;
        if (machine.stepIn() !== undefined) break;
      }
      return found;
    });
  }

  /** As `findLast`, for stops at breakpoints, at full speed. */
  findLastBreakpoint(before: number, breakpoints: BreakpointSlots): number | undefined {
    return this.#searchBack(before, (from, to) => {
      const machine = this.#machine;
      let found = breakpoints[machine.program]?.[machine.pc] ? from : undefined;
      while (machine.step < to) {
        const stop = machine.run(to - machine.step, { breakpoints });
        if (stop?.reason !== 'breakpoint') break;
        if (machine.step < to) found = machine.step;
      }
      return found;
    });
  }

  release(): void {
    for (const checkpoint of this.#checkpoints) this.#machine.release(checkpoint);
    this.#checkpoints = [];
  }

  /** Segments between checkpoints, latest first; `search` gets the machine at the segment's first step. */
  #searchBack(before: number, search: (from: number, to: number) => number | undefined): number | undefined {
    for (let to = before; to > 0; ) {
      const checkpoint = this.#before(to - 1);
      this.#machine.restore(checkpoint);
      const found = search(checkpoint.step, to);
      if (found !== undefined) return found;
      to = checkpoint.step;
    }
    return undefined;
  }

  #before(step: number): Checkpoint {
    const index = Math.min(Math.floor(step / this.#interval), this.#checkpoints.length - 1);
    return this.#checkpoints[index]!;
  }

  #thinOut(): void {
    const [kept, dropped]: [Checkpoint[], Checkpoint[]] = [[], []];
    this.#checkpoints.forEach((checkpoint, index) => (index % 2 === 0 ? kept : dropped).push(checkpoint));
    for (const checkpoint of dropped) this.#machine.release(checkpoint);
    this.#checkpoints = kept;
    this.#interval *= 2;
  }
}
