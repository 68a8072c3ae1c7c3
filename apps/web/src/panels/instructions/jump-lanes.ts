import type { ListedInstruction } from '@skep/session';

/** A jump as rows of the list. `lane` 0 is nearest to the text. */
export interface JumpArc {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

/** Height of a row of the list, in pixels. */
export const ROW = 24;

const MOST_LANES = 5;
const MOST_JUMPS = 2000;

/** Gives each jump a lane so that short ones lie inside long ones; what finds no lane is left out. */
export function jumpArcs(
  instructions: readonly ListedInstruction[],
  rowOf: (pc: number) => number | undefined,
): readonly JumpArc[] {
  const jumps: { from: number; to: number }[] = [];
  instructions.forEach(({ target }, from) => {
    const to = target === undefined ? undefined : rowOf(target);
    if (to !== undefined && to !== from + 1) jumps.push({ from, to });
  });
  jumps.sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from));
  const lanes: { low: number; high: number }[][] = [];
  const arcs: JumpArc[] = [];
  for (const { from, to } of jumps.slice(0, MOST_JUMPS)) {
    const [low, high] = from < to ? [from, to] : [to, from];
    let lane = 0;
    while (lanes[lane]?.some((taken) => low <= taken.high && taken.low <= high)) lane++;
    if (lane >= MOST_LANES) continue;
    lanes[lane] ??= [];
    lanes[lane]!.push({ low, high });
    arcs.push({ from, to, lane });
  }
  return arcs;
}
