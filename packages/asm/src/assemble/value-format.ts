import type { ValueFormat } from '@skep/abi';
import { bytesToHex, hexToBytes } from '@skep/base';

/** Bytes of one scalar in each format. */
export const FORMAT_BYTES: Readonly<Record<ValueFormat, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  s8: 1,
  s16: 2,
  s32: 4,
  s64: 8,
  be16: 2,
  be32: 4,
  ipv4: 4,
  ipv6: 16,
  mac: 6,
  bytes: 1,
};

type NumberFormat = Exclude<ValueFormat, 'ipv4' | 'ipv6' | 'mac' | 'bytes'>;

const isNumberFormat = (format: ValueFormat): format is NumberFormat =>
  !['ipv4', 'ipv6', 'mac', 'bytes'].includes(format);

const fits = (value: bigint, bits: bigint): boolean =>
  value < 1n << bits && (value >= 0n || (bits > 0n && value >= -(1n << (bits - 1n))));

/** An integer of at most 64 bits in little-endian order, or in network order; `undefined` if it does not fit. */
export function encodeNumber(value: bigint, size: number, bigEndian = false): Uint8Array<ArrayBuffer> | undefined {
  if (size <= 8 && !fits(value, BigInt(8 * size))) return undefined;
  const bytes = new Uint8Array(size).fill(value < 0n ? 0xff : 0);
  for (let i = 0, rest = BigInt.asUintN(64, value); i < Math.min(size, 8); i++, rest >>= 8n) {
    bytes[i] = Number(rest & 0xffn);
  }
  return bigEndian ? bytes.reverse() : bytes;
}

function decodeNumber(bytes: Uint8Array, format: NumberFormat): string {
  const ordered = format.startsWith('be') ? bytes : Uint8Array.from(bytes).reverse();
  const value = BigInt(`0x${bytesToHex(ordered)}`);
  return String(format.startsWith('s') ? BigInt.asIntN(8 * bytes.length, value) : value);
}

function encodeIpv4(text: string): Uint8Array<ArrayBuffer> | undefined {
  const parts = text.split('.').map(Number);
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && parts.every((part) => part <= 255);
  return isAddress ? Uint8Array.from(parts) : undefined;
}

/** Text forms of RFC 4291 section 2.2, without zone. */
function encodeIpv6(text: string): Uint8Array<ArrayBuffer> | undefined {
  const [head, tail, ...more] = text.split('::');
  if (head === undefined || more.length > 0) return undefined;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}

function encodeMac(text: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/.test(text) ? hexToBytes(text.replace(/[:-]/g, '')) : undefined;
}

/** The bytes of a quoted text or an address; `undefined` if it is none in this format. */
export function encodeText(text: string, format: ValueFormat | undefined): Uint8Array<ArrayBuffer> | undefined {
  switch (format) {
    case 'ipv4':
      return encodeIpv4(text);
    case 'ipv6':
      return encodeIpv6(text);
    case 'mac':
      return encodeMac(text);
    default:
      return hexToBytes(text);
  }
}

/** A text as C keeps it: UTF-8, with zeros behind it; `undefined` if it is longer than `size`. */
export function encodeCharacters(text: string, size: number): Uint8Array<ArrayBuffer> | undefined {
  const characters = new TextEncoder().encode(text);
  if (characters.length > size) return undefined;
  const bytes = new Uint8Array(size);
  bytes.set(characters);
  return bytes;
}

/** The longest run of zero groups, at least two, for `::`. */
function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

function formatScalar(bytes: Uint8Array, format: ValueFormat): string {
  if (isNumberFormat(format)) return decodeNumber(bytes, format);
  if (format === 'ipv4') return bytes.join('.');
  if (format === 'mac') return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
  if (format === 'ipv6') return `"${formatIpv6(bytes)}"`;
  return `"${bytesToHex(bytes)}"`;
}

/** Bytes as a person and the assembler read them; hexadecimal in quotes where the format does not cover them. */
export function formatBytes(bytes: Uint8Array, format: ValueFormat | undefined): string {
  const size = format === undefined || format === 'bytes' ? 0 : FORMAT_BYTES[format];
  if (format === undefined || size === 0 || bytes.length % size !== 0 || bytes.length === 0) {
    return `"${bytesToHex(bytes)}"`;
  }
  if (bytes.length === size) return formatScalar(bytes, format);
  const items = Array.from({ length: bytes.length / size }, (_, i) => {
    return formatScalar(bytes.subarray(i * size, (i + 1) * size), format);
  });
  return `[${items.join(', ')}]`;
}
