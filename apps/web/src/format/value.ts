import type { NumberBase } from '../store/preferences.ts';

const SIGN = 1n << 63n;
const ALL = 1n << 64n;

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, '\u202f');

const toSigned = (value: bigint): bigint => (value >= SIGN ? value - ALL : value);

/** A 64-bit register value as a person asked to see it. */
export function formatValue(value: bigint, base: NumberBase): string {
  switch (base) {
    case 'hex':
      return `0x${value.toString(16)}`;
    case 'dec':
      return value.toString();
    case 'signed':
      return toSigned(value).toString().replace('-', '−');
  }
}

const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

/** The other ways to read a value, for hover text: one line each. */
export function readings(value: bigint): readonly string[] {
  const lines = [`hex ${formatValue(value, 'hex')}`, `unsigned ${group(value.toString())}`];
  if (value >= SIGN) lines.push(`signed ${formatValue(value, 'signed')}`);
  const low = Number(value & 0xffff_ffffn);
  if (value >= SIGN || value <= 0xffff_ffffn) {
    if (low >= 0x8000_0000) lines.push(`as s32 ${(low | 0).toString().replace('-', '−')}`);
  }
  const bytes = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
  lines.push(`bytes ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`);
  if (value > 0xffn && value <= 0xffffn) lines.push(`in network order ${((low & 0xff) << 8) | (low >> 8)}`);
  if (value > 0xffffn && value <= 0xffff_ffffn) lines.push(`as IPv4 ${bytes.slice(0, 4).join('.')}`);
  const text = bytes.map(printable).join('');
  if (/[!-~]{3}/.test(text)) lines.push(`text ${text}`);
  return lines;
}

/** `12 345`: thin spaces, no locale. */
export const formatCount = (count: number | bigint): string => group(count.toString());

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Bytes as a person says them. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return plural(bytes, 'byte');
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Nanoseconds since the capture's first packet, as seconds. */
export function formatTime(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? '−' : '';
  const positive = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const micro = positive / 1000n;
  return `${sign}${micro / 1_000_000n}.${(micro % 1_000_000n).toString().padStart(6, '0')}`;
}
