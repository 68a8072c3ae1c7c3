import type { ListedProgram, RunTrace } from '@skep/session';
import { type Mark, type MarkKind, profile, tallest } from './marks.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly total: number;
  readonly trace: RunTrace | undefined;
  readonly programs: readonly ListedProgram[];
  readonly marks: readonly Mark[];
}

const MARK_BAND = 9;

const COLOURS: Readonly<Record<MarkKind, string>> = {
  breakpoint: '--breakpoint',
  map: '--map-value',
  call: '--text-faint',
  local: '--stack',
};

/** Draws a run: its path through the program below, what stands out above. Shapes differ as well as colours. */
export function draw(context: CanvasRenderingContext2D, picture: Picture, colour: (name: string) => string): void {
  const { width, height, total, trace, programs, marks } = picture;
  context.clearRect(0, 0, width, height);
  if (trace === undefined || total === 0) return;
  const covered = Math.max(1, Math.round((width * trace.pcs.length) / total));
  const shape = profile(trace, covered, tallest(trace, programs));
  const base = MARK_BAND + 2;
  const room = height - base - 2;
  context.fillStyle = colour('--accent');
  for (let x = 0; x < covered; x++) {
    const top = base + shape[2 * x]! * room;
    const bottom = base + shape[2 * x + 1]! * room;
    context.fillRect(x, top, 1, Math.max(1.5, bottom - top));
  }
  const step = width / total;
  for (const mark of marks) {
    const x = (mark.step + 0.5) * step;
    context.fillStyle = colour(COLOURS[mark.kind]);
    context.beginPath();
    if (mark.kind === 'breakpoint') context.arc(x, MARK_BAND / 2, 3.2, 0, 2 * Math.PI);
    else if (mark.kind === 'map') context.rect(x - 2.5, MARK_BAND / 2 - 2.5, 5, 5);
    else context.rect(x - 0.75, 1.5, 1.5, MARK_BAND - 3);
    context.fill();
  }
}
