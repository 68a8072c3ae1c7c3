import type { Field } from './field.ts';
import { u8, u16, u32 } from './read.ts';
import { countBytes, ipv6Text, rawBytes } from './show.ts';

/** An option of a hop-by-hop or destination options header: type, length of the value, value (RFC 8200, section 4.2). */
export interface Ipv6Option {
  readonly type: number;
  readonly start: number;
  /** Of the value alone. */
  readonly length: number;
  readonly end: number;
}

const PAD_1 = 0;

/** The options between `start` and `limit`, up to the first that does not fit. */
export function readIpv6Options(bytes: Uint8Array, start: number, limit: number): Ipv6Option[] {
  const options: Ipv6Option[] = [];
  let at = start;
  while (at < limit) {
    const type = u8(bytes, at);
    const length = type === PAD_1 ? 0 : u8(bytes, at + 1);
    const end = type === PAD_1 ? at + 1 : at + 2 + length;
    if (end > limit) break;
    options.push({ type, start: at, length, end });
    at = end;
  }
  return options;
}

interface Kind {
  readonly name: string;
  readonly show?: (bytes: Uint8Array, at: number, length: number) => string;
}

/** https://www.iana.org/assignments/ipv6-parameters */
const KINDS: Readonly<Record<number, Kind>> = {
  [PAD_1]: { name: 'padding', show: () => '1 byte' },
  1: { name: 'padding', show: (_bytes, _at, length) => countBytes(length + 2) },
  4: { name: 'tunnel encapsulation limit', show: (bytes, at) => String(u8(bytes, at)) },
  5: { name: 'router alert', show: (bytes, at) => String(u16(bytes, at)) },
  99: { name: 'RPL' },
  194: { name: 'jumbo payload', show: (bytes, at) => countBytes(u32(bytes, at)) },
  201: { name: 'home address', show: (bytes, at, length) => (length === 16 ? ipv6Text(bytes, at) : 'malformed') },
};

export function showIpv6Option(bytes: Uint8Array, { type, start, length, end }: Ipv6Option): Field {
  const kind = KINDS[type];
  const value = kind?.show?.(bytes, start + 2, length) ?? rawBytes(bytes, start + 2, length);
  return { name: `option: ${kind?.name ?? `type ${type}`}`, start, end, value };
}
