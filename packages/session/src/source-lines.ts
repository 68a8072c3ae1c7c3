import type { BpfObject } from '@skep/abi';
import type { BreakpointSlots } from './run-timeline.ts';
import type { Breakpoint } from './session.ts';

/** The first slot of each run of instructions that come from a line: where a breakpoint on the line stops. */
export function slotsOfLine(object: BpfObject, line: number): Breakpoint[] {
  return object.programs.flatMap(({ origins }, program) =>
    origins.flatMap((origin, pc) => {
      const continues = pc > 0 && origins[pc - 1]?.line === line;
      return origin?.line === line && !continues ? [{ program, pc }] : [];
    }),
  );
}

/** Breakpoints in the form that a machine runs with. Those outside the object are dropped. */
export function breakpointSlots(object: BpfObject, breakpoints: readonly Breakpoint[]): BreakpointSlots {
  return object.programs.map(({ code }, program) => {
    const slots = new Uint8Array(code.length / 8);
    for (const breakpoint of breakpoints) if (breakpoint.program === program) slots[breakpoint.pc] = 1;
    return slots;
  });
}
