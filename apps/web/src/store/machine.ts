import type { Diagnostic } from '@skep/base';
import type { MachineView, RunTrace, SessionPosition } from '@skep/session';

export interface MachineState {
  readonly view?: MachineView | undefined;
  /** The whole run that the view belongs to; comes a moment after the view. */
  readonly trace?: RunTrace | undefined;
  /** Why there is no view. */
  readonly error?: Diagnostic | undefined;
  readonly busy: boolean;
  /** Where the session was asked to stand, also while it is not there yet. */
  readonly wanted?: SessionPosition | undefined;
  /** Chosen in the stack panel; the innermost when absent. */
  readonly frame?: number | undefined;
  /** Counts moves; an answer to an older one is not taken. */
  readonly epoch: number;
}

export const initialMachine: MachineState = { busy: false, epoch: 0 };

export function moving(machine: MachineState, wanted?: SessionPosition): MachineState {
  return { ...machine, busy: true, epoch: machine.epoch + 1, wanted: wanted ?? machine.wanted };
}

export function arrived(machine: MachineState, epoch: number, view: MachineView): MachineState {
  if (epoch !== machine.epoch) return machine;
  const sameRun = machine.trace?.packetIndex === view.packetIndex;
  return {
    ...machine,
    view,
    busy: false,
    error: undefined,
    wanted: { packet: view.packetIndex, step: view.step },
    trace: sameRun ? machine.trace : undefined,
    frame: machine.frame !== undefined && machine.frame < view.stacks.length ? machine.frame : undefined,
  };
}

export function failedToMove(machine: MachineState, epoch: number, error: Diagnostic | undefined): MachineState {
  if (epoch !== machine.epoch) return machine;
  return { ...machine, busy: false, ...(error && { error, view: undefined, trace: undefined }) };
}

/** Nothing to show: no program, or no packet. Answers still under way are not taken. */
export function left(machine: MachineState, keep: { readonly wanted: boolean }): MachineState {
  return { ...initialMachine, epoch: machine.epoch + 1, ...(keep.wanted && { wanted: machine.wanted }) };
}
