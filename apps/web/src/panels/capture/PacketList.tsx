import type { PacketSummary } from '@skep/session';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useCallback, useEffect, useRef, useState } from 'react';
import { Verdict } from '../../charts/VerdictBar.tsx';
import { describeEnd } from '../../format/stop.ts';
import { formatCount, formatTime, plural } from '../../format/value.ts';
import { PAGE, packetAt } from '../../store/capture.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { keepInView } from '../../ui/keep-in-view.ts';
import { type VerdictColumns, verdictAt } from '../../worker/columns.ts';
import type { Listed } from './listed.ts';

const ROW = 24;

interface Props {
  readonly listed: Listed;
  readonly verdicts: VerdictColumns | undefined;
}

/** One line a packet; only those on the screen exist, so a million packets scroll like ten. */
export function PacketList({ listed, verdicts }: Props) {
  const engine = useEngine();
  const entered = useApp((state) => state.machine.wanted?.packet);
  const [cursor, setCursor] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: listed.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const enteredRow = entered === undefined ? -1 : listed.rowOf(entered);
  useEffect(() => {
    if (enteredRow >= 0) keepInView(virtual, enteredRow * ROW, ROW);
  }, [enteredRow, virtual]);

  const enter = useCallback((packet: number) => void engine.goTo({ packet, step: 0 }), [engine]);
  const active = cursor ?? Math.max(0, enteredRow);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 12,
      PageUp: active - 12,
      Home: 0,
      End: listed.count - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      const bounded = Math.max(0, Math.min(to, listed.count - 1));
      setCursor(bounded);
      keepInView(virtual, bounded * ROW, ROW);
    } else if (event.key === 'Enter' || event.key === ' ') enter(listed.at(active));
    else return;
    event.preventDefault();
  };
  const items = virtual.getVirtualItems();
  return (
    <div
      className="packets scroll"
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Packets. Enter runs the program on the packet."
      aria-rowcount={listed.count}
      aria-activedescendant={`packet-${listed.at(Math.min(active, listed.count - 1))}`}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index: row, start }) => {
          const packet = listed.at(row);
          return (
            <PacketRow
              key={packet}
              row={row}
              top={start}
              packet={packet}
              entered={packet === entered}
              active={row === cursor}
              verdicts={verdicts}
              onEnter={enter}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: number;
  readonly top: number;
  readonly packet: number;
  readonly entered: boolean;
  readonly active: boolean;
  readonly verdicts: VerdictColumns | undefined;
  readonly onEnter: (packet: number) => void;
}

const PacketRow = memo(function PacketRow({ row, top, packet, entered, active, verdicts, onEnter }: RowProps) {
  const engine = useEngine();
  const summary = useApp((state) => packetAt(state.capture, packet));
  const firstTime = useApp((state) => packetAt(state.capture, 0)?.time);
  useEffect(() => {
    if (summary === undefined) engine.need(Math.floor(packet / PAGE));
  }, [engine, packet, summary]);
  const verdict = verdicts && verdictAt(verdicts, packet);
  return (
    <div
      role="row"
      id={`packet-${packet}`}
      aria-rowindex={row + 1}
      aria-selected={entered}
      data-packet={packet}
      className={`packet-row${entered ? ' entered' : ''}${active ? ' active' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onEnter(packet)}
    >
      <span role="gridcell" className="packet-index">
        {packet}
      </span>
      <span role="gridcell" className="packet-time">
        {summary && firstTime !== undefined ? formatTime(summary.time - firstTime) : ''}
      </span>
      <span role="gridcell" className="packet-protocol ellipsis">
        {summary?.protocol}
      </span>
      <span role="gridcell" className="packet-info ellipsis" data-tip={summary && about(summary)}>
        {summary?.info}
      </span>
      <span role="gridcell" className="packet-length">
        {summary && formatCount(summary.originalLength)}
      </span>
      <span role="gridcell" className="packet-verdict" data-tip={verdict && verdictTip(verdict)}>
        {verdict && <Verdict verdict={verdict.verdict} />}
        {verdict?.modified && <span className="packet-modified" title="The program changed this packet" />}
      </span>
    </div>
  );
});

function about({ source, destination, info, capturedLength, originalLength }: PacketSummary): string {
  const cut =
    capturedLength < originalLength ? `\nCut by the capture: ${capturedLength} of ${originalLength} bytes` : '';
  return `${source} → ${destination}\n${info}${cut}`;
}

function verdictTip(verdict: NonNullable<ReturnType<typeof verdictAt>>): string {
  if (verdict.skipped !== undefined) return verdict.skipped;
  const lines = [`${verdict.verdict} after ${plural(verdict.steps, 'instruction')}`];
  const end = verdict.stop === undefined ? '' : describeEnd(verdict.stop);
  if (end !== '') lines.push(end);
  if (verdict.modified) lines.push('The packet was changed');
  if (verdict.lengthAfter !== undefined) lines.push(`Its length became ${verdict.lengthAfter} bytes`);
  return lines.join('\n');
}
