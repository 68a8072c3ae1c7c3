import { memo } from 'react';
import { type JumpArc, ROW } from './jump-lanes.ts';

const WIDTH = 30;
const LANE = 4;

interface Props {
  readonly arcs: readonly JumpArc[];
  /** Rows that are on the screen; arcs that pass by them are drawn. */
  readonly first: number;
  readonly last: number;
  /** The row whose arc stands out. */
  readonly active: number | undefined;
  readonly height: number;
}

function path({ from, to, lane }: JumpArc): string {
  const x = WIDTH - 5 - lane * LANE;
  const y1 = from * ROW + ROW / 2;
  const y2 = to * ROW + ROW / 2;
  const bend = Math.sign(y2 - y1) * 3;
  return `M${WIDTH - 1} ${y1}H${x + 3}Q${x} ${y1} ${x} ${y1 + bend}V${y2 - bend}Q${x} ${y2} ${x + 3} ${y2}H${WIDTH - 1}`;
}

/** Where jumps lead, as brackets in the gutter. */
export const JumpArcs = memo(function JumpArcs({ arcs, first, last, active, height }: Props) {
  const visible = arcs.filter(({ from, to }) => Math.min(from, to) <= last && Math.max(from, to) >= first);
  return (
    <svg className="ins-arcs" width={WIDTH} height={height} aria-hidden="true">
      {visible.map((arc) => {
        const y = arc.to * ROW + ROW / 2;
        return (
          <g key={arc.from} className={arc.from === active ? 'arc active' : 'arc'}>
            <path d={path(arc)} />
            <path d={`M${WIDTH - 4} ${y - 2.5}l3 2.5l-3 2.5`} />
          </g>
        );
      })}
    </svg>
  );
});
