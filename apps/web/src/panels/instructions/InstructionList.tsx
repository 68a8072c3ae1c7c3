import type { ListedProgram } from '@skep/session';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { breakpointKeys, indexOfPc, stepAtSlot, visitsOf } from '../../store/derived.ts';
import { useApp, useAppHandle } from '../../ui/app-context.ts';
import { keepInView } from '../../ui/keep-in-view.ts';
import { InstructionRow } from './InstructionRow.tsx';
import { JumpArcs } from './JumpArcs.tsx';
import { jumpArcs, ROW } from './jump-lanes.ts';

interface Props {
  readonly program: ListedProgram;
  readonly index: number;
  readonly onToggle: (pc: number) => void;
}

export function InstructionList({ program, index, onToggle }: Props) {
  const { engine, transient } = useAppHandle();
  const { instructions } = program;
  const pc = useApp(({ machine }) => (machine.view?.program === index ? machine.view.pc : undefined));
  const lastPc = useApp(({ machine }) => (machine.view?.program === index ? machine.view.lastPc : undefined));
  const ended = useApp(({ machine }) => machine.view !== undefined && machine.view.step === machine.view.totalSteps);
  const faulted = useApp(({ machine }) => machine.view?.stop.reason === 'fault');
  const visits = useApp(({ machine }) => visitsOf(machine.trace).get(index));
  const traced = useApp(({ machine }) => machine.trace !== undefined);
  const cursorLine = useApp(({ source }) => source.cursorLine);
  const breakpoints = useApp(({ source }) => breakpointKeys(source));
  const [selected, setSelected] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: instructions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });

  const labels = useMemo(() => new Map(program.subprograms.map(({ name, pc: at }) => [at, name])), [program]);
  const arcs = useMemo(() => jumpArcs(instructions, (at) => indexOfPc(program, at)), [program, instructions]);
  const currentRow = pc === undefined ? undefined : indexOfPc(program, pc);
  const target = currentRow === undefined || ended ? undefined : instructions[currentRow]?.target;

  useEffect(() => {
    if (currentRow !== undefined) keepInView(virtual, currentRow * ROW, ROW);
  }, [currentRow, virtual]);

  const go = useCallback(
    (row: number) => {
      const { view, trace } = engine.store.getState().machine;
      const at = instructions[row]?.pc;
      if (view === undefined || trace === undefined || at === undefined) return;
      const step = stepAtSlot(trace, view.step, index, at);
      if (step !== undefined) void engine.seek(step);
    },
    [engine, instructions, index],
  );
  const toggle = useCallback((row: number) => onToggle(instructions[row]!.pc), [instructions, onToggle]);
  const hover = useCallback((line: number | undefined) => transient.setState({ line }), [transient]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = selected ?? currentRow ?? 0;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      PageDown: row + 10,
      PageUp: row - 10,
      Home: 0,
      End: instructions.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      const bounded = Math.max(0, Math.min(to, instructions.length - 1));
      setSelected(bounded);
      keepInView(virtual, bounded * ROW, ROW);
    } else if (event.key === 'Enter') go(row);
    else if (event.key === ' ' || event.key.toLowerCase() === 'b') toggle(row);
    else return;
    event.preventDefault();
  };

  const items = virtual.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="ins scroll"
      role="grid"
      tabIndex={0}
      aria-label="Instructions. Enter goes to the step that executes the row, Space sets a breakpoint."
      aria-rowcount={instructions.length}
      aria-activedescendant={`ins-${index}-${selected ?? currentRow ?? 0}`}
      onKeyDown={onKeyDown}
      onPointerLeave={() => hover(undefined)}
    >
      <div className="ins-inner" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index: row, start }) => {
          const instruction = instructions[row]!;
          return (
            <InstructionRow
              key={row}
              id={`ins-${index}-${row}`}
              row={row}
              top={start}
              instruction={instruction}
              label={program.subprograms.length > 1 ? labels.get(instruction.pc) : undefined}
              current={row === currentRow}
              faulted={faulted && row === currentRow}
              last={instruction.pc === lastPc && row !== currentRow}
              jumpTarget={target !== undefined && instruction.pc === target}
              selected={row === selected}
              ofCursorLine={cursorLine !== undefined && instruction.origin?.line === cursorLine}
              breakpoint={breakpoints.has(`${index}:${instruction.pc}`)}
              visits={traced ? (visits?.[instruction.pc] ?? 0) : undefined}
              onSelect={setSelected}
              onGo={go}
              onToggle={toggle}
              onHover={hover}
            />
          );
        })}
        <JumpArcs
          arcs={arcs}
          first={items[0]?.index ?? 0}
          last={items.at(-1)?.index ?? 0}
          active={currentRow}
          height={virtual.getTotalSize()}
        />
      </div>
    </div>
  );
}
