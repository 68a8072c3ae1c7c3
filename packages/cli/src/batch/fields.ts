import { Buffer } from 'node:buffer';
import { hexToBytes } from '@skep/base';

/** A request that cannot be served; its message becomes the answer's `request_error`. Never leaves the batch. */
export class BatchError extends Error {}

/** Hexadecimal text (blanks and a leading `0x` allowed), `b64:` text, or a list of bytes. */
export function bytes(value: unknown, what: string): Uint8Array<ArrayBuffer> {
  if (value === null || value === undefined) return new Uint8Array();
  if (Array.isArray(value)) return Uint8Array.from(value as number[], (byte) => byte & 255);
  if (typeof value !== 'string') throw new BatchError(`${what}: want hex string, got ${typeof value}`);
  if (value.startsWith('b64:')) return new Uint8Array(Buffer.from(value.slice(4), 'base64'));
  const read = hexToBytes(value.trim().replace(/^0x/, ''));
  if (read === undefined) throw new BatchError(`${what}: bad hex`);
  return read;
}

export function bytesOrAbsent(value: unknown, what: string): Uint8Array<ArrayBuffer> | undefined {
  return value === null || value === undefined ? undefined : bytes(value, what);
}

export function integer(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new BatchError(`${what}: want an integer, got ${JSON.stringify(value)}`);
  return value;
}

/** One of a list of names, or its position as a number; case and the kernel's prefix do not matter. */
export function name<Name extends string>(
  value: unknown,
  names: readonly Name[],
  what: string,
  aliases: Readonly<Record<string, Name>>,
  prefix: string,
): Name {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) {
    const found = names[Number(value)];
    if (found === undefined) throw new BatchError(`unknown ${what} ${value}`);
    return found;
  }
  const text = String(value).toLowerCase();
  const short = text.startsWith(prefix) && !names.some((known) => known === text) ? text.slice(prefix.length) : text;
  const found = aliases[short] ?? names.find((known) => known === short);
  if (found === undefined) throw new BatchError(`unknown ${what} ${JSON.stringify(value)}`);
  return found;
}

/** A number, a flag's name, or a list of either. */
export function flags(value: unknown, known: Readonly<Record<string, number>>, what: string): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return value;
  let sum = 0;
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof each === 'number') {
      sum |= each;
      continue;
    }
    const short = String(each)
      .toLowerCase()
      .replace(/^bpf_(f_)?/, '')
      .replace(/^test_/, '');
    const bit = known[short];
    if (bit === undefined) throw new BatchError(`unknown ${what} ${JSON.stringify(each)}`);
    sum |= bit;
  }
  return sum;
}
