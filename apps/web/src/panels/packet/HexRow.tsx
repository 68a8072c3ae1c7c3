import type { AccessView, RegisterView } from '@skep/session';
import { memo } from 'react';
import { useApp, useAppHandle, useTransient } from '../../ui/app-context.ts';
import { accessMarks } from '../accesses.ts';
import { differs } from './align.ts';

export const ROW_BYTES = 16;

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

interface Props {
  readonly top: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** The same packet at the other moment: what differs from it is marked. */
  readonly other: Uint8Array;
  readonly shift: number;
  /** Of the first byte of the packet. */
  readonly address: number;
  readonly accesses: readonly AccessView[];
}

/** Bits of the row's bytes: those that the pointer leads to. As text, so that it can be compared. */
function useLinked(start: number, count: number): { readonly from: number; readonly to: number } {
  const key = useTransient(({ range }) => {
    if (range === undefined || range.start >= start + count || range.end <= start) return -1;
    return Math.max(0, range.start - start) * 32 + Math.min(count, range.end - start);
  });
  return key < 0 ? { from: 0, to: 0 } : { from: key >> 5, to: key & 31 };
}

/** Which registers point at bytes of this row: `r2@5 r3@9`. */
function pointers(registers: readonly RegisterView[] | undefined, start: number, count: number): string {
  let found = '';
  for (const { index, value, points } of registers ?? []) {
    if (points?.kind !== 'packet') continue;
    const at = Number(value) - start;
    if (at >= 0 && at < count) found += `${found && ' '}r${index}@${at}`;
  }
  return found;
}

export const HexRow = memo(
  function HexRow({ top, offset, bytes, other, shift, address, accesses }: Props) {
    const { transient } = useAppHandle();
    const start = address + offset;
    const count = Math.min(ROW_BYTES, bytes.length - offset);
    const linked = useLinked(start, count);
    const pointing = useApp((state) => pointers(state.machine.view?.registers, start, count));
    const at = new Map(
      pointing === '' ? [] : pointing.split(' ').map((one) => one.split('@').reverse() as [string, string]),
    );
    const cells = Array.from({ length: count }, (_, i) => {
      const index = offset + i;
      const classes =
        accessMarks(accesses, start + i, 1) +
        (i >= linked.from && i < linked.to ? ' is-linked' : '') +
        (differs(bytes, other, shift, index) ? ' modified' : '') +
        (at.has(String(i)) ? ' pointed' : '');
      return { index, byte: bytes[index]!, classes, pointer: at.get(String(i)) };
    });
    return (
      <div
        className="hex-row"
        style={{ transform: `translateY(${top}px)` }}
        onPointerOver={({ target }) => {
          const byte = (target as HTMLElement).dataset.byte;
          if (byte === undefined) return;
          const found = address + Number(byte);
          transient.setState({ range: { start: found, end: found + 1, kind: 'packet' } });
        }}
        onPointerLeave={() => transient.setState({ range: undefined })}
      >
        <span className="hex-offset">{offset.toString(16).padStart(4, '0')}</span>
        <span className="hex-bytes">
          {cells.map(({ index, byte, classes, pointer }) => (
            <span
              key={index}
              data-byte={index}
              className={`byte${classes}`}
              data-tip={pointer && `${pointer} points here`}
            >
              {DIGITS[byte]}
            </span>
          ))}
        </span>
        <span className="hex-text" aria-hidden="true">
          {cells.map(({ index, byte, classes }) => (
            <span key={index} data-byte={index} className={classes}>
              {printable(byte)}
            </span>
          ))}
        </span>
      </div>
    );
  },
  (before, now) =>
    before.bytes === now.bytes &&
    before.other === now.other &&
    before.top === now.top &&
    before.offset === now.offset &&
    before.address === now.address &&
    (before.accesses === now.accesses || (!touchesRow(before) && !touchesRow(now))),
);

const touchesRow = ({ accesses, address, offset }: Props): boolean =>
  accesses.some((one) => one.address < address + offset + ROW_BYTES && address + offset < one.address + one.size);
