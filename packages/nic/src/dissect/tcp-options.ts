import type { Field } from './field.ts';
import { type OptionKind, optionFields } from './option-list.ts';
import { u8, u16, u32 } from './read.ts';

/** Pairs of sequence numbers, RFC 2018. */
function blocks(bytes: Uint8Array, at: number, size: number): string {
  const count = Math.floor(size / 8);
  const pair = (i: number): string => `${u32(bytes, at + 8 * i)}–${u32(bytes, at + 8 * i + 4)}`;
  return Array.from({ length: count }, (_, i) => pair(i)).join(', ') || 'empty';
}

type ShowValue = NonNullable<OptionKind['show']>;

const whenSize = (wanted: number, show: (bytes: Uint8Array, at: number) => string): ShowValue => {
  return (bytes, at, size) => (size === wanted ? show(bytes, at) : `malformed: ${size} bytes instead of ${wanted}`);
};

/** https://www.iana.org/assignments/tcp-parameters */
const KINDS: Readonly<Record<number, OptionKind>> = {
  2: { name: 'maximum segment size', show: whenSize(2, (bytes, at) => `${u16(bytes, at)} bytes`) },
  3: { name: 'window scale', show: whenSize(1, (bytes, at) => `${u8(bytes, at)} (times ${2 ** u8(bytes, at)})`) },
  4: { name: 'selective acknowledgment permitted', show: whenSize(0, () => 'yes') },
  5: { name: 'selective acknowledgment', show: blocks },
  8: { name: 'timestamps', show: whenSize(8, (bytes, at) => `${u32(bytes, at)}, echo ${u32(bytes, at + 4)}`) },
  19: { name: 'MD5 signature' },
  28: { name: 'user timeout' },
  29: { name: 'authentication' },
  30: { name: 'multipath TCP' },
  34: { name: 'fast open cookie' },
};

export function tcpOptions(bytes: Uint8Array, start: number, limit: number): Field[] {
  return optionFields(bytes, start, limit, KINDS);
}

const MAXIMUM_SEGMENT_SIZE = 2;

/** The maximum segment size option's value, if the option is there. */
export function segmentSize(bytes: Uint8Array, start: number, limit: number): number | undefined {
  let at = start;
  while (at + 4 <= limit) {
    const kind = u8(bytes, at);
    if (kind === MAXIMUM_SEGMENT_SIZE && u8(bytes, at + 1) === 4) return u16(bytes, at + 2);
    if (kind === 0) return undefined;
    const length = kind === 1 ? 1 : u8(bytes, at + 1);
    if (length === 0) return undefined;
    at += length;
  }
  return undefined;
}
