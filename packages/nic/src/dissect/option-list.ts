import type { Field } from './field.ts';
import { u8 } from './read.ts';
import { rawBytes } from './show.ts';

/** A kind of option of IPv4 or TCP: its name, and how to put its value into words. */
export interface OptionKind {
  readonly name: string;
  readonly show?: (bytes: Uint8Array, at: number, size: number) => string;
}

const END = 0;
const NO_OPERATION = 1;

/** Neighbouring one-byte fillers make one field. */
function filler(bytes: Uint8Array, start: number, limit: number): Field {
  let end = start + 1;
  while (end < limit && u8(bytes, end) === NO_OPERATION) end++;
  return { name: 'option: no operation', start, end, value: end - start === 1 ? 'filler' : `${end - start} fillers` };
}

/**
 * The options between `start` and `limit` in the form that IPv4 (RFC 791, section 3.1) and TCP (RFC 9293, section 3.2)
 * share: kind, length of the whole option, value; kinds 0 and 1 are single bytes.
 */
export function optionFields(
  bytes: Uint8Array,
  start: number,
  limit: number,
  kinds: Readonly<Record<number, OptionKind>>,
): Field[] {
  const fields: Field[] = [];
  let at = start;
  while (at < limit) {
    const kind = u8(bytes, at);
    if (kind === END) {
      fields.push({ name: 'option: end', start: at, end: limit, value: 'end of options' });
      break;
    }
    if (kind === NO_OPERATION) {
      const field = filler(bytes, at, limit);
      fields.push(field);
      at = field.end;
      continue;
    }
    const length = u8(bytes, at + 1);
    if (length < 2 || at + length > limit) {
      const value = `kind ${kind}: its length ${length} does not fit`;
      fields.push({ name: 'option: malformed', start: at, end: limit, value });
      break;
    }
    const known = kinds[kind];
    const value = known?.show?.(bytes, at + 2, length - 2) ?? rawBytes(bytes, at + 2, length - 2);
    fields.push({ name: `option: ${known?.name ?? `kind ${kind}`}`, start: at, end: at + length, value });
    at += length;
  }
  return fields;
}
