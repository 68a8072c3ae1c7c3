import type { Show } from './field.ts';
import { u8, unsigned } from './read.ts';

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** `0x0800`, with as many digits as `size` bytes take. */
export const hex = (value: number, size: number): string => `0x${value.toString(16).padStart(2 * size, '0')}`;

/** The number's name behind it: `6 (TCP)`; the number alone when it has none. */
export function withName(number: string, name: string | undefined): string {
  return name === undefined ? number : `${number} (${name})`;
}

export const showNumber: Show = (bytes, at, size) => String(unsigned(bytes, at, size));

export const showHex: Show = (bytes, at, size) => hex(unsigned(bytes, at, size), size);

/** For lengths in bytes. */
export const showBytes: Show = (bytes, at, size) => countBytes(unsigned(bytes, at, size));

export const countBytes = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;

/** A decimal number with its name of the table. */
export function showNamed(names: Readonly<Record<number, string>>): Show {
  return (bytes, at, size) => {
    const value = unsigned(bytes, at, size);
    return withName(String(value), names[value]);
  };
}

/** `02:00:00:00:00:01` */
export const showMac: Show = (bytes, at) => hexPairs(bytes, at, 6, ':');

export function hexPairs(bytes: Uint8Array, at: number, size: number, separator: string): string {
  let text = HEX_PAIRS[u8(bytes, at)]!;
  for (let i = 1; i < size; i++) text += separator + HEX_PAIRS[u8(bytes, at + i)]!;
  return text;
}

const MOST_RAW_BYTES = 32;

/** Bytes without a meaning of their own, cut after some. */
export function rawBytes(bytes: Uint8Array, at: number, size: number): string {
  if (size === 0) return '';
  if (size <= MOST_RAW_BYTES) return hexPairs(bytes, at, size, ' ');
  return `${hexPairs(bytes, at, MOST_RAW_BYTES, ' ')} … (${size} bytes)`;
}

export const ipv4Text = (bytes: Uint8Array, at: number): string =>
  `${u8(bytes, at)}.${u8(bytes, at + 1)}.${u8(bytes, at + 2)}.${u8(bytes, at + 3)}`;

export const showIpv4: Show = (bytes, at) => ipv4Text(bytes, at);

/** The longest run of two or more zero groups, the first of equals. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 1 };
  let start = -1;
  for (let i = 0; i <= groups.length; i++) {
    if (groups[i] === 0) {
      if (start < 0) start = i;
      if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
    } else {
      start = -1;
    }
  }
  return best;
}

const isMapped = (groups: readonly number[]): boolean =>
  groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);

/** The form that RFC 5952 recommends. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => unsigned(bytes, at + 2 * i, 2));
  if (isMapped(groups)) return `::ffff:${ipv4Text(bytes, at + 12)}`;
  const { start, length } = longestZeroRun(groups);
  const words = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return start < 0 ? words(0, 8) : `${words(0, start)}::${words(start + length, 8)}`;
}

export const showIpv6: Show = (bytes, at) => ipv6Text(bytes, at);

/** An address of 4, 6 or 16 bytes. */
export function addressText(bytes: Uint8Array, at: number, size: number): string {
  if (size === 4) return ipv4Text(bytes, at);
  return size === 16 ? ipv6Text(bytes, at) : hexPairs(bytes, at, size, ':');
}

const MOST_TEXT = 120;

/** Text of one byte a character; what cannot be printed becomes a dot. */
export function plainText(bytes: Uint8Array, start: number, end: number): string {
  const shown = bytes.subarray(start, Math.min(end, start + MOST_TEXT));
  let text = '';
  for (const byte of shown) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return end - start > MOST_TEXT ? `${text}…` : text;
}

/** Names of the bits that are set, lowest bit first; `none` when no named bit is. */
export function flagNames(value: number, names: readonly string[]): string {
  return names.filter((name, bit) => name !== '' && (value >> bit) & 1).join(', ') || 'none';
}
