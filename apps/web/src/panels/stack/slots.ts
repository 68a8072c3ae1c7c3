import type { MachineView, StackView } from '@skep/session';
import { locate } from '../../store/locate.ts';
import type { Kind } from '../../theme/regions.ts';

export const SLOT_BYTES = 8;

export interface Slot {
  readonly index: number;
  /** From r10: −512 to −8. */
  readonly offset: number;
  readonly address: number;
  /** Read as the little-endian number that an 8-byte load gives. */
  readonly value: bigint;
  readonly kind: Kind;
  readonly words: string | undefined;
}

export function slotsOf(stack: StackView, view: MachineView): readonly Slot[] {
  const { bytes, address } = stack;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / SLOT_BYTES) }, (_, index) => {
    const at = index * SLOT_BYTES;
    const value = data.getBigUint64(at, true);
    const found = locate(view, value);
    return {
      index,
      offset: at - bytes.length,
      address: address + at,
      value,
      kind: found?.kind ?? 'scalar',
      words: found?.words,
    };
  });
}

export const slotName = (offset: number): string => `fp − ${-offset}`;
