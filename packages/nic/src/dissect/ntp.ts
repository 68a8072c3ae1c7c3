import { type FieldRow, readRows } from './field.ts';
import type { Protocol } from './header.ts';
import { u8 } from './read.ts';
import { showHex, showNumber, withName } from './show.ts';

/** RFC 5905, section 7.3. */
const MODES: Readonly<Record<number, string>> = {
  1: 'symmetric active',
  2: 'symmetric passive',
  3: 'client',
  4: 'server',
  5: 'broadcast',
  6: 'control',
  7: 'private',
};
const SIZE = 48;

const ROWS: readonly FieldRow[] = [
  ['version', 0, 1, (bytes, at) => String((u8(bytes, at) >> 3) & 7)],
  ['mode', 0, 1, (bytes, at) => withName(String(u8(bytes, at) & 7), MODES[u8(bytes, at) & 7])],
  ['stratum', 1, 1, showNumber],
  ['poll', 2, 1, showNumber],
  ['root delay', 4, 4, showHex],
  ['root dispersion', 8, 4, showHex],
  ['reference identifier', 12, 4, showHex],
  ['reference time', 16, 8, showHex64],
  ['origin time', 24, 8, showHex64],
  ['receive time', 32, 8, showHex64],
  ['transmit time', 40, 8, showHex64],
];

/** Control messages have another form behind the first byte. */
const MODE_ROWS = ROWS.slice(0, 2);

function showHex64(bytes: Uint8Array, at: number): string {
  return `0x${[...bytes.subarray(at, at + 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const isTime = (mode: number): boolean => mode < 6;

/** Network time protocol, RFC 5905. */
export const ntp: Protocol = {
  name: 'NTP',
  fixedSize: 1,
  step: ({ bytes, start, limit }) => ({ headerEnd: isTime(u8(bytes, start) & 7) ? start + SIZE : limit }),
  fields: (header) => readRows(header, isTime(u8(header.bytes, header.start) & 7) ? ROWS : MODE_ROWS),
  headline: ({ bytes, start }) => {
    const first = u8(bytes, start);
    return { protocol: 'NTP', info: `Version ${(first >> 3) & 7}, ${MODES[first & 7] ?? 'reserved mode'}` };
  },
};
