import type { ProgramTypeName } from '../program-type.ts';
import { type AllowedOffsets, CONTEXT_ACCESS } from './access.ts';

function allows(offsets: AllowedOffsets, offset: number, size: number): boolean {
  const ranges = offsets[size as keyof AllowedOffsets];
  if (ranges === undefined) return false;
  return ranges.split(' ').some((range) => {
    const [from, to] = range.split('-').map(Number);
    return offset >= from! && offset <= (to ?? from!);
  });
}

/**
 * How Linux 6.12 lets programs of a type access `size` bytes (1, 2, 4 or 8) at an aligned `offset` of their context.
 * `undefined` when the type has no fixed context. Accesses that are not aligned are never allowed, save where the whole
 * structure is read-only memory.
 */
export function contextAccess(
  type: ProgramTypeName,
  offset: number,
  size: number,
): { readonly read: boolean; readonly write: boolean } | undefined {
  const access = CONTEXT_ACCESS[type];
  if (access === undefined) return undefined;
  if (offset % size !== 0) return { read: false, write: false };
  return { read: allows(access.read, offset, size), write: allows(access.write, offset, size) };
}
