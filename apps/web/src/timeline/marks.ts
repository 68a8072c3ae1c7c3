import type { ListedProgram, RunTrace } from '@skep/session';
import { programAt } from '../store/derived.ts';
import { memoizeOne } from '../store/memoize.ts';

/** What stands out along a run. `call` and `map` are helper calls; `local` a call of a subprogram. */
export type MarkKind = 'breakpoint' | 'map' | 'call' | 'local';

export interface Mark {
  readonly step: number;
  readonly kind: MarkKind;
}

const MOST_MARKS = 4000;

function kindOf(text: string, target: number | undefined): MarkKind | undefined {
  if (!/^\s*call\b/.test(text)) return undefined;
  if (target !== undefined) return 'local';
  return /bpf_(map|for_each_map)_/.test(text) ? 'map' : 'call';
}

const callsOf = memoizeOne((programs: readonly ListedProgram[]): readonly ReadonlyMap<number, MarkKind>[] =>
  programs.map(({ instructions }) => {
    const calls = new Map<number, MarkKind>();
    for (const { pc, text, target } of instructions) {
      const kind = kindOf(text, target);
      if (kind !== undefined) calls.set(pc, kind);
    }
    return calls;
  }),
);

/** Calls, map accesses and breakpoints along a run. Of very many, evenly chosen ones. */
export const marksOf = memoizeOne(
  (
    trace: RunTrace | undefined,
    programs: readonly ListedProgram[] | undefined,
    breakpoints: ReadonlySet<string>,
  ): readonly Mark[] => {
    if (trace === undefined || programs === undefined) return [];
    const calls = callsOf(programs);
    const marks: Mark[] = [];
    trace.programs.forEach(({ step, program }, part) => {
      const end = Math.min(trace.programs[part + 1]?.step ?? trace.pcs.length, trace.pcs.length);
      const kinds = new Map(calls[program]);
      for (const key of breakpoints) {
        const [of, pc] = key.split(':').map(Number);
        if (of === program) kinds.set(pc!, 'breakpoint');
      }
      if (kinds.size === 0) return;
      for (let i = step; i < end; i++) {
        const kind = kinds.get(trace.pcs[i]!);
        if (kind !== undefined) marks.push({ step: i, kind });
      }
    });
    const every = Math.ceil(marks.length / MOST_MARKS);
    return every <= 1 ? marks : marks.filter((_, index) => index % every === 0);
  },
);

/** The slots that each column of a picture covers: lowest and highest, as shares of the program's length. */
export function profile(trace: RunTrace, columns: number, length: number): Float32Array {
  const shape = new Float32Array(columns * 2);
  const steps = trace.pcs.length;
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * steps) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * steps) / columns));
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    for (let step = from; step < to && step < steps; step++) {
      const pc = trace.pcs[step]!;
      low = Math.min(low, pc);
      high = Math.max(high, pc);
    }
    shape[2 * column] = Number.isFinite(low) ? low / length : 0;
    shape[2 * column + 1] = high / length;
  }
  return shape;
}

/** Slots of the largest program of a run, for scale. */
export function tallest(trace: RunTrace, programs: readonly ListedProgram[]): number {
  let most = 1;
  for (const { step } of trace.programs) {
    most = Math.max(most, (programs[programAt(trace, step)]?.instructions.at(-1)?.pc ?? 0) + 1);
  }
  return most;
}
