import type { AccessView, MachineView, StackView } from '@skep/session';
import { formatValue, readings } from '../../format/value.ts';
import { touches } from '../../store/transient.ts';
import { useApp, useAppHandle, useTransient } from '../../ui/app-context.ts';
import { KindBadge } from '../../ui/KindBadge.tsx';
import { accessMarks } from '../accesses.ts';
import { SLOT_BYTES, type Slot, slotName, slotsOf } from './slots.ts';

interface Props {
  readonly stack: StackView;
  readonly view: MachineView;
  readonly selected: number;
  readonly onSelect: (slot: number) => void;
}

/** The slots that hold something, r10's end first, with the selected one among them. */
export function SlotList({ stack, view, selected, onSelect }: Props) {
  const slots = slotsOf(stack, view);
  const shown = slots.filter(
    ({ index, value, address }) =>
      index === selected || value !== 0n || accessMarks(view.accesses, address, SLOT_BYTES) !== '',
  );
  return (
    <ul className="slot-list" aria-label="Slots in use">
      {shown.reverse().map((slot) => (
        <SlotLine
          key={slot.index}
          slot={slot}
          bytes={stack.bytes.subarray(slot.index * SLOT_BYTES, (slot.index + 1) * SLOT_BYTES)}
          accesses={view.accesses}
          selected={slot.index === selected}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly slot: Slot;
  readonly bytes: Uint8Array;
  readonly accesses: readonly AccessView[];
  readonly selected: boolean;
  readonly onSelect: (slot: number) => void;
}

function SlotLine({ slot, bytes, accesses, selected, onSelect }: LineProps) {
  const { transient } = useAppHandle();
  const base = useApp((state) => state.preferences.base);
  const linked = useTransient(({ range }) => touches(range, slot.address, SLOT_BYTES));
  const link = (on: boolean): void =>
    transient.setState({
      range: on ? { start: slot.address, end: slot.address + SLOT_BYTES, kind: 'stack' } : undefined,
    });
  const target = (slot.kind === 'scalar' ? 'kind-stack' : `kind-${slot.kind}`) + (linked ? ' is-linked' : '');
  return (
    <li
      className={`slot-line ${target}${selected ? ' selected' : ''}`}
      onClick={() => onSelect(slot.index)}
      onPointerEnter={() => link(true)}
      onPointerLeave={() => link(false)}
    >
      <span className="slot-name">{slotName(slot.offset)}</span>
      <span className="slot-bytes" data-tip={[formatValue(slot.value, base), ...readings(slot.value)].join('\n')}>
        {Array.from(bytes, (byte, at) => (
          <span
            key={String(at)}
            className={`byte${accessMarks(accesses, slot.address + at, 1)}${byte === 0 ? ' zero' : ''}`}
          >
            {byte.toString(16).padStart(2, '0')}
          </span>
        ))}
      </span>
      {slot.words !== undefined && (
        <span className="slot-words ellipsis">
          <KindBadge kind={slot.kind} /> {slot.words}
        </span>
      )}
    </li>
  );
}
