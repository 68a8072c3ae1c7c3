import type { ValueFormat } from '@skep/abi';
import { bytesToHex } from '@skep/base';

/** What a map's bytes can be read as in the page; `auto` takes the map's own format, or guesses by size. */
export const SHOWN_FORMATS = ['auto', 'unsigned', 'signed', 'hex', 'ipv4', 'mac', 'text'] as const;
export type ShownFormat = (typeof SHOWN_FORMATS)[number];

const SCALAR_SIZES = [1, 2, 4, 8];

function little(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return value;
}

function big(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

const spaced = (bytes: Uint8Array): string => bytesToHex(bytes).replace(/..(?=.)/g, '$& ');
const ipv4 = (bytes: Uint8Array): string => [...bytes].join('.');
const mac = (bytes: Uint8Array): string => bytesToHex(bytes).replace(/..(?=.)/g, '$&:');
const text = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');

function ipv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}

function byFormat(bytes: Uint8Array, format: ValueFormat): string | undefined {
  switch (format) {
    case 'ipv4':
      return bytes.length === 4 ? ipv4(bytes) : undefined;
    case 'ipv6':
      return bytes.length === 16 ? ipv6(bytes) : undefined;
    case 'mac':
      return bytes.length === 6 ? mac(bytes) : undefined;
    case 'bytes':
      return spaced(bytes);
    default:
      return numberOf(bytes, format)?.toString();
  }
}

/** The number that bytes stand for, or undefined when they are more than a number. */
export function numberOf(bytes: Uint8Array, format: ValueFormat | undefined): bigint | undefined {
  if (format === 'bytes' || format === 'ipv4' || format === 'ipv6' || format === 'mac') return undefined;
  if (!SCALAR_SIZES.includes(bytes.length)) return undefined;
  const bits = BigInt(8 * bytes.length);
  if (format?.startsWith('be')) return big(bytes);
  if (format?.startsWith('s')) return BigInt.asIntN(Number(bits), little(bytes));
  return little(bytes);
}

/** Bytes of a key or a value as text. */
export function formatBytes(bytes: Uint8Array, shown: ShownFormat, format: ValueFormat | undefined): string {
  const scalar = SCALAR_SIZES.includes(bytes.length);
  switch (shown) {
    case 'auto':
      return (format && byFormat(bytes, format)) ?? (scalar ? little(bytes).toString() : spaced(bytes));
    case 'unsigned':
      return scalar ? little(bytes).toString() : spaced(bytes);
    case 'signed':
      return scalar ? BigInt.asIntN(8 * bytes.length, little(bytes)).toString() : spaced(bytes);
    case 'hex':
      return spaced(bytes);
    case 'ipv4':
      return bytes.length === 4 ? ipv4(bytes) : spaced(bytes);
    case 'mac':
      return bytes.length === 6 ? mac(bytes) : spaced(bytes);
    case 'text':
      return text(bytes);
  }
}
