import type { MachineView } from '@skep/session';
import type { Stop } from '@skep/vm';
import { formatCount, plural } from './value.ts';

export type StopTone = 'neutral' | 'good' | 'bad';

export interface StopWords {
  readonly tone: StopTone;
  readonly text: string;
}

/** Where the machine stands and why, in one sentence. */
export function describeStop(view: MachineView): StopWords {
  const { stop, pc, line, step } = view;
  const at = `instruction ${pc}${line === undefined ? '' : `, line ${line}`}`;
  switch (stop.reason) {
    case 'entry':
      return { tone: 'neutral', text: `Ready at ${at}` };
    case 'step':
      return { tone: 'neutral', text: `At ${at}` };
    case 'breakpoint':
      return { tone: 'neutral', text: `Breakpoint at ${at}` };
    case 'exited':
      return { tone: 'good', text: `${view.verdict ?? `r0 = ${stop.r0}`} after ${plural(step, 'instruction')}` };
    case 'fault':
    case 'budget':
      return { tone: 'bad', text: describeEnd(stop) };
  }
}

/** How a run ended that did not exit. */
export function describeEnd(stop: Stop): string {
  switch (stop.reason) {
    case 'fault':
      return stop.fault.message;
    case 'budget':
      return `Stopped after ${formatCount(stop.limit)} instructions: the program did not come to an end. Look for a loop that never leaves.`;
    default:
      return '';
  }
}

/** For screen readers: what a step brought. */
export function announce(view: MachineView): string {
  const changed = view.registers.filter((register) => register.changed);
  const values = changed.map(
    ({ index, value, points }) => `r${index} is ${points?.words ?? `0x${value.toString(16)}`}`,
  );
  return `${describeStop(view).text}. Step ${view.step} of ${view.totalSteps}.${values.length > 0 ? ` ${values.join(', ')}.` : ''}`;
}
