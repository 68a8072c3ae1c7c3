import type { ListedInstruction } from '@skep/session';
import { memo } from 'react';
import { formatCount } from '../../format/value.ts';
import { coloured } from './tokens.tsx';

export interface RowProps {
  readonly id: string;
  readonly row: number;
  readonly top: number;
  readonly instruction: ListedInstruction;
  readonly label: string | undefined;
  readonly current: boolean;
  /** The machine could not execute it. */
  readonly faulted: boolean;
  readonly last: boolean;
  readonly jumpTarget: boolean;
  readonly selected: boolean;
  readonly ofCursorLine: boolean;
  readonly breakpoint: boolean;
  readonly visits: number | undefined;
  readonly onSelect: (row: number) => void;
  readonly onGo: (row: number) => void;
  readonly onToggle: (row: number) => void;
  readonly onHover: (line: number | undefined) => void;
}

/** One slot of the program: breakpoint, slot number, text, how often the run came by. */
export const InstructionRow = memo(function InstructionRow(props: RowProps) {
  const { instruction, row, current, last, jumpTarget, selected, ofCursorLine, breakpoint, visits, label } = props;
  const { pc, text, bytes, origin } = instruction;
  const classes = [
    'ins-row',
    current && 'current',
    props.faulted && 'faulted',
    last && 'last',
    jumpTarget && 'target',
    selected && 'selected',
    ofCursorLine && 'of-line',
    visits === 0 && 'unvisited',
  ];
  return (
    <div
      role="row"
      id={props.id}
      aria-rowindex={row + 1}
      aria-selected={selected}
      aria-current={current ? 'step' : undefined}
      data-pc={pc}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onSelect(row)}
      onDoubleClick={() => props.onGo(row)}
      onPointerEnter={() => props.onHover(origin?.line)}
    >
      <span role="gridcell" className="ins-gutter">
        <button
          type="button"
          tabIndex={-1}
          className={breakpoint ? 'dot on' : 'dot'}
          aria-pressed={breakpoint}
          aria-label={`Breakpoint at instruction ${pc}`}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle(row);
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        />
      </span>
      <span role="gridcell" className="ins-pc" data-tip={bytes.replace(/..(?=.)/g, '$& ')}>
        {pc}
      </span>
      <span role="gridcell" className="ins-text ellipsis">
        {label !== undefined && <span className="ins-label">{label}:</span>}
        {coloured(text)}
      </span>
      <span role="gridcell" className="ins-visits" data-tip="How often this run executed it">
        {visits === undefined || visits === 0 ? '' : `×${formatCount(visits)}`}
      </span>
    </div>
  );
});
