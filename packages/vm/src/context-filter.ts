import { contextAccess, contextFieldsAt, contextOf, type ProgramTypeName } from '@skep/abi';
import type { AccessFilter } from './region-table.ts';

const SIZES = [1, 2, 4, 8] as const;
/** No context with rules of its own is longer. */
const LONGEST_CONTEXT = 256;
const READ = 1;
const WRITE = 2;

function rights(type: ProgramTypeName, offset: number, size: number): number {
  const access = contextAccess(type, offset, size);
  return (access?.read ? READ : 0) | (access?.write ? WRITE : 0);
}

/** Lets programs access those fields of their context that Linux lets them, at once; undefined for types without rules. */
export function contextFilter(type: ProgramTypeName): AccessFilter | undefined {
  if (contextAccess(type, 0, 1) === undefined) return undefined;
  const allowed = SIZES.map((size) => Uint8Array.from({ length: LONGEST_CONTEXT }, (_, at) => rights(type, at, size)));
  const bySize = new Map(SIZES.map((size, index) => [size as number, allowed[index]!]));
  return (offset, size, write) => (bySize.get(size)?.[offset] ?? 0) >= (write ? WRITE : READ);
}

/**
 * What is wrong with an access of the context that its filter refused, to follow "reads 4 bytes at offset 8 of the
 * context". `readOnly` when a load would have been allowed.
 */
export function contextRefusal(
  type: ProgramTypeName,
  offset: number,
  size: number,
): { readonly readOnly: boolean; readonly words: string } {
  const context = contextOf(type);
  const field = context && contextFieldsAt(context, offset)[0];
  if (field === undefined) return { readOnly: false, words: 'where no field is' };
  if (contextAccess(type, offset, size)?.read) {
    return { readOnly: true, words: `(${field.name}), which programs of type ${type} may read but not write` };
  }
  const start = offset - ((offset - field.offset) % field.elementSize);
  const sizes = SIZES.filter((width) => contextAccess(type, start, width)?.read);
  if (sizes.length === 0) {
    return { readOnly: false, words: `(${field.name}), which programs of type ${type} have no access to` };
  }
  const place = start === offset ? '' : ` at offset ${start}`;
  return { readOnly: false, words: `(${field.name}), which is accessed with ${sizes.join(' or ')} bytes${place}` };
}
