import type { ListedInstruction, ListedProgram, RunTrace } from '@skep/session';
import { memoizeOne } from './memoize.ts';
import { effectiveBreakpoints, type SourceState } from './source.ts';

/** How often a run executed each slot: by program, by pc. */
export type Visits = ReadonlyMap<number, Uint32Array>;

/** The program that a step of a run executed in: tail calls change it. */
export function programAt(trace: RunTrace, step: number): number {
  return trace.programs.findLast((part) => part.step <= step)?.program ?? 0;
}

const NONE: Visits = new Map();

export const visitsOf = memoizeOne((trace: RunTrace | undefined): Visits => {
  if (trace === undefined) return NONE;
  const visits = new Map<number, Uint32Array>();
  trace.programs.forEach(({ step, program }, part) => {
    const end = Math.min(trace.programs[part + 1]?.step ?? trace.pcs.length, trace.pcs.length);
    let most = 0;
    for (let i = step; i < end; i++) most = Math.max(most, trace.pcs[i]!);
    const before = visits.get(program) ?? new Uint32Array(0);
    const counts = before.length > most ? before : new Uint32Array(most + 1);
    if (counts !== before) counts.set(before);
    for (let i = step; i < end; i++) counts[trace.pcs[i]!]!++;
    visits.set(program, counts);
  });
  return visits;
});

/** How often a run came by each source line: as often as by the line's busiest instruction. */
export const lineVisits = memoizeOne(
  (programs: readonly ListedProgram[] | undefined, visits: Visits): ReadonlyMap<number, number> | undefined => {
    if (programs === undefined || visits.size === 0) return undefined;
    const lines = new Map<number, number>();
    programs.forEach(({ instructions }, program) => {
      const counts = visits.get(program);
      for (const { pc, origin } of instructions) {
        const count = counts?.[pc] ?? 0;
        if (origin !== undefined) lines.set(origin.line, Math.max(count, lines.get(origin.line) ?? 0));
      }
    });
    return lines;
  },
);

const instructionIndex = new WeakMap<ListedProgram, ReadonlyMap<number, number>>();

/** The place of a slot in a program's list. */
export function indexOfPc(program: ListedProgram, pc: number): number | undefined {
  let index = instructionIndex.get(program);
  if (index === undefined) {
    index = new Map(program.instructions.map((instruction, position) => [instruction.pc, position]));
    instructionIndex.set(program, index);
  }
  return index.get(pc);
}

export function instructionAt(program: ListedProgram | undefined, pc: number): ListedInstruction | undefined {
  const index = program && indexOfPc(program, pc);
  return index === undefined ? undefined : program?.instructions[index];
}

const slots = memoizeOne(
  (
    built: SourceState['built'],
    breakpointLines: SourceState['breakpointLines'],
    breakpointSlots: SourceState['breakpointSlots'],
  ): ReadonlySet<string> => {
    const all = effectiveBreakpoints({ built, breakpointLines, breakpointSlots });
    return new Set(all.map(({ program, pc }) => `${program}:${pc}`));
  },
);

/** Slots with a breakpoint, as `program:pc`. */
export const breakpointKeys = (source: SourceState): ReadonlySet<string> =>
  slots(source.built, source.breakpointLines, source.breakpointSlots);

/** The step at or after `from` (else the last one before it) at which a run is about to execute a slot. */
export function stepAtSlot(trace: RunTrace, from: number, program: number, pc: number): number | undefined {
  const here = (step: number): boolean => trace.pcs[step] === pc && programAt(trace, step) === program;
  for (let step = from; step < trace.pcs.length; step++) if (here(step)) return step;
  for (let step = Math.min(from, trace.pcs.length) - 1; step >= 0; step--) if (here(step)) return step;
  return undefined;
}
