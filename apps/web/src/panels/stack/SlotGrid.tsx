import type { MachineView, StackView } from '@skep/session';
import { type KeyboardEvent, memo } from 'react';
import { formatValue } from '../../format/value.ts';
import { touches } from '../../store/transient.ts';
import { KINDS } from '../../theme/regions.ts';
import { useAppHandle, useTransient } from '../../ui/app-context.ts';
import { accessMarks } from '../accesses.ts';
import { SLOT_BYTES, type Slot, slotName, slotsOf } from './slots.ts';

const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

interface Props {
  readonly stack: StackView;
  readonly view: MachineView;
  readonly selected: number;
  readonly onSelect: (slot: number) => void;
}

/** 64 cells, one for each 8 bytes; the row's first offset stands at its left, r10 behind the last. */
export function SlotGrid({ stack, view, selected, onSelect }: Props) {
  const slots = slotsOf(stack, view);
  const rows = Array.from({ length: slots.length / COLUMNS }, (_, row) =>
    slots.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = selected + step;
    if (slots[next] === undefined) return;
    onSelect(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-slot="${next}"]`)?.focus();
  };
  return (
    <div className="slot-grid" role="grid" aria-label="Stack, 64 slots of 8 bytes" onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <div key={row[0]!.index} role="row" className="slot-row">
          <span role="rowheader" className="slot-offset">
            {String(row[0]!.offset).replace('-', '−')}
          </span>
          {row.map((slot) => (
            <SlotCell
              key={slot.index}
              slot={slot}
              marks={accessMarks(view.accesses, slot.address, SLOT_BYTES)}
              selected={slot.index === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface CellProps {
  readonly slot: Slot;
  readonly marks: string;
  readonly selected: boolean;
  readonly onSelect: (slot: number) => void;
}

function sign(slot: Slot): string {
  if (slot.value === 0n) return '';
  return slot.kind === 'scalar' ? '•' : KINDS[slot.kind].letter;
}

const SlotCell = memo(function SlotCell({ slot, marks, selected, onSelect }: CellProps) {
  const { transient } = useAppHandle();
  const linked = useTransient(({ range }) => touches(range, slot.address, SLOT_BYTES));
  const value = formatValue(slot.value, 'hex');
  const link = (on: boolean): void =>
    transient.setState({
      range: on ? { start: slot.address, end: slot.address + SLOT_BYTES, kind: 'stack' } : undefined,
    });
  return (
    <button
      type="button"
      role="gridcell"
      data-slot={slot.index}
      tabIndex={selected ? 0 : -1}
      aria-selected={selected}
      aria-label={`${slotName(slot.offset)}: ${slot.words ?? value}`}
      data-tip={`${slotName(slot.offset)}\n${value}${slot.words ? `\n${slot.words}` : ''}`}
      className={`slot kind-${slot.kind}${slot.value === 0n ? ' zero' : ''}${marks}${linked ? ' is-linked' : ''}`}
      onClick={() => onSelect(slot.index)}
      onPointerEnter={() => link(true)}
      onPointerLeave={() => link(false)}
    >
      {sign(slot)}
    </button>
  );
}, sameCell);

function sameCell(before: CellProps, now: CellProps): boolean {
  const [a, b] = [before.slot, now.slot];
  return (
    before.marks === now.marks &&
    before.selected === now.selected &&
    a.value === b.value &&
    a.address === b.address &&
    a.kind === b.kind &&
    a.words === b.words
  );
}
