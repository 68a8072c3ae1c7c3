import type { AccessView, PacketBytesView } from '@skep/session';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useApp } from '../../ui/app-context.ts';
import { keepInView } from '../../ui/keep-in-view.ts';
import { shiftOf } from './align.ts';
import { HexRow, ROW_BYTES } from './HexRow.tsx';
import type { Moment } from './PacketPanel.tsx';

const ROW = 20;
const NONE: readonly AccessView[] = [];

interface Props {
  readonly packet: PacketBytesView;
  readonly moment: Moment;
}

/** The bytes, 16 to a row, only as many rows as are on the screen. */
export function HexView({ packet, moment }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const accesses = useApp((state) => state.machine.view?.accesses ?? NONE);
  const bytes = moment === 'now' ? packet.bytes : packet.original;
  const shift = useMemo(() => shiftOf(packet.bytes, packet.original), [packet]);
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / ROW_BYTES),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const touched = accesses.find(({ kind }) => kind === 'packet');
  useEffect(() => {
    if (touched === undefined || moment !== 'now') return;
    const row = Math.floor((touched.address - packet.address) / ROW_BYTES);
    keepInView(virtual, row * ROW, ROW);
  }, [touched, packet.address, moment, virtual]);
  return (
    <div className="hex scroll" ref={scroller} tabIndex={0} role="group" aria-label="Bytes of the packet">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <HexRow
            key={index}
            top={start}
            offset={index * ROW_BYTES}
            bytes={bytes}
            other={moment === 'now' ? packet.original : packet.bytes}
            shift={moment === 'now' ? shift : -shift}
            address={packet.address + (moment === 'now' ? 0 : -shift)}
            accesses={moment === 'now' ? accesses : NONE}
          />
        ))}
      </div>
    </div>
  );
}
