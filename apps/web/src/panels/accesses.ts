import type { AccessView } from '@skep/session';
import { useApp } from '../ui/app-context.ts';

/** Marks for bytes that the last step read or wrote: class names with a blank before them. */
export function accessMarks(accesses: readonly AccessView[] | undefined, start: number, size: number): string {
  let marks = '';
  for (const access of accesses ?? []) {
    if (access.address >= start + size || start >= access.address + access.size) continue;
    const mark = access.write ? ' is-changed' : ' is-read';
    if (!marks.includes(mark)) marks += mark;
  }
  return marks;
}

export const useAccess = (start: number, size: number): string =>
  useApp((state) => accessMarks(state.machine.view?.accesses, start, size));
