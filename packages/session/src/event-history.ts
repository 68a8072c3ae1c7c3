import { ok, type Result } from '@skep/base';
import type { Checkpoint, EventDiagnostic, Machine, MachineEvent, Stop } from '@skep/vm';
import type { Progress } from './session.ts';

const FIRST_INTERVAL = 64;
const MOST_CHECKPOINTS = 64;
/** Instructions between two chances to report, be cancelled, or let the worker take messages. */
const INSTRUCTIONS_PER_SLICE = 1 << 18;
const EVENTS_PER_SLICE = 512;
const INSTRUCTIONS_PER_CALL = 1 << 16;

/** Told of each event: how it ended, or why it could not be run. Answers whether to go on. */
type Finished = (index: number, result: Result<Stop, EventDiagnostic>) => boolean;

/** Executes an event to its end. */
export function runEvent(machine: Machine, event: MachineEvent): Result<Stop, EventDiagnostic> {
  const begun = machine.begin(event);
  return begun.ok ? ok(runToEnd(machine)) : begun;
}

/** Plays the reader in user space: takes out of ring buffers what the events before have left, so that they never fill up. */
export function readRingBuffers(machine: Machine): void {
  for (const map of machine.maps) map.consume();
}

/** Executes what is left of a run. */
export function runToEnd(machine: Machine): Stop {
  for (;;) {
    const stop = machine.run(INSTRUCTIONS_PER_CALL);
    if (stop !== undefined) return stop;
  }
}

/**
 * Time travel between events: what maps hold before event k is what events 0 to k − 1 left, in order. Checkpoints stand
 * at multiples of an interval that doubles as more events are executed.
 */
export class EventHistory {
  readonly #machine: Machine;
  readonly #eventAt: (index: number) => MachineEvent;
  #interval = FIRST_INTERVAL;
  #checkpoints: Checkpoint[];

  /** Takes a machine that has not run anything. */
  constructor(machine: Machine, eventAt: (index: number) => MachineEvent) {
    this.#machine = machine;
    this.#eventAt = eventAt;
    this.#checkpoints = [machine.save()];
  }

  /** Brings the machine to where `goal` events are behind it. False when cancelled on the way. */
  async goTo(goal: number, progress: Progress = {}): Promise<boolean> {
    const from = Math.min(Math.floor(goal / this.#interval), this.#checkpoints.length - 1);
    this.#machine.restore(this.#checkpoints[from]!);
    return this.#run(from * this.#interval, goal, progress, () => true);
  }

  /** Runs `count` events from the first. False when cancelled on the way. */
  async replay(count: number, progress: Progress, finished: Finished): Promise<boolean> {
    this.#machine.restore(this.#checkpoints[0]!);
    return this.#run(0, count, progress, finished);
  }

  async #run(from: number, to: number, progress: Progress, finished: Finished): Promise<boolean> {
    const machine = this.#machine;
    let instructions = 0;
    for (let index = from; index < to; index++) {
      this.#keep(index);
      readRingBuffers(machine);
      const result = runEvent(machine, this.#eventAt(index));
      if (!finished(index, result)) return true;
      instructions += machine.step;
      if (instructions >= INSTRUCTIONS_PER_SLICE || index % EVENTS_PER_SLICE === EVENTS_PER_SLICE - 1) {
        instructions = 0;
        progress.report?.(index + 1, to);
        await progress.pause?.();
        if (progress.cancelled?.()) return false;
      }
    }
    return true;
  }

  #keep(index: number): void {
    if (index !== this.#checkpoints.length * this.#interval) return;
    this.#checkpoints.push(this.#machine.save());
    if (this.#checkpoints.length <= MOST_CHECKPOINTS) return;
    const kept = this.#checkpoints.filter((_, position) => position % 2 === 0);
    for (const checkpoint of this.#checkpoints) if (!kept.includes(checkpoint)) this.#machine.release(checkpoint);
    this.#checkpoints = kept;
    this.#interval *= 2;
  }
}
