import type { ValueFormat } from '@skep/abi';
import { bytesToHex } from '@skep/base';

const NUMBER = /^(u|s|be)(8|16|32|64)$/;

/** A key for a label: a number or an address where the format says so and the size fits, else hexadecimal bytes. */
export function formatKey(key: Uint8Array, format: ValueFormat | undefined): string {
  if (format === 'ipv4' && key.length === 4) return key.join('.');
  if ((format === 'mac' && key.length === 6) || (format === 'ipv6' && key.length === 16)) {
    const group = format === 'mac' ? 1 : 2;
    return Array.from({ length: key.length / group }, (_, i) => bytesToHex(key.slice(i * group, (i + 1) * group))).join(
      ':',
    );
  }
  const number = NUMBER.exec(format ?? '');
  if (number !== null && Number(number[2]) === 8 * key.length) return readNumber(key, number[1]!).toString();
  return `0x${bytesToHex(key)}`;
}

function readNumber(bytes: Uint8Array, kind: string): bigint {
  const ordered = kind === 'be' ? bytes : bytes.toReversed();
  const value = ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return kind === 's' ? BigInt.asIntN(8 * bytes.length, value) : value;
}
