import type { Field } from './field.ts';
import { u8, u32 } from './read.ts';
import { hexPairs, ipv6Text, rawBytes } from './show.ts';

interface NeighborOption {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** Options of neighbour discovery (RFC 4861, section 4.6): type, length in units of eight bytes, value. */
function readOptions(bytes: Uint8Array, start: number, limit: number): NeighborOption[] {
  const options: NeighborOption[] = [];
  let at = start;
  while (at + 2 <= limit) {
    const size = u8(bytes, at + 1) * 8;
    if (size === 0 || at + size > limit) break;
    options.push({ type: u8(bytes, at), start: at, end: at + size });
    at += size;
  }
  return options;
}

const SOURCE_LINK = 1;
const TARGET_LINK = 2;
const DNS_SERVERS = 25;

const NAMES: Readonly<Record<number, string>> = {
  [SOURCE_LINK]: 'source link-layer address',
  [TARGET_LINK]: 'target link-layer address',
  3: 'prefix',
  4: 'redirected packet',
  5: 'MTU',
  14: 'nonce',
  24: 'route',
  [DNS_SERVERS]: 'DNS servers',
  31: 'DNS search list',
  38: 'PREF64',
};

/** RFC 8106, section 5.1: two reserved bytes, a lifetime, addresses. */
function servers(bytes: Uint8Array, start: number, end: number): string {
  const count = Math.floor((end - start - 8) / 16);
  const addresses = Array.from({ length: count }, (_, i) => ipv6Text(bytes, start + 8 + 16 * i));
  return `${addresses.join(', ')}, ${u32(bytes, start + 4)} s`;
}

function value(bytes: Uint8Array, { type, start, end }: NeighborOption): string {
  if (type === SOURCE_LINK || type === TARGET_LINK) return hexPairs(bytes, start + 2, 6, ':');
  if (type === 3 && end - start >= 32) return `${ipv6Text(bytes, start + 16)}/${u8(bytes, start + 2)}`;
  if (type === DNS_SERVERS) return servers(bytes, start, end);
  if (type === 5) return String(u32(bytes, start + 4));
  return rawBytes(bytes, start + 2, end - start - 2);
}

export function neighborDiscoveryOptions(bytes: Uint8Array, start: number, limit: number): Field[] {
  return readOptions(bytes, start, limit).map((option) => ({
    name: `option: ${NAMES[option.type] ?? `type ${option.type}`}`,
    start: option.start,
    end: option.end,
    value: value(bytes, option),
  }));
}

/** The source's or target's link-layer address, if an option gives it. */
export function linkLayerAddress(bytes: Uint8Array, start: number, limit: number): string | undefined {
  const option = readOptions(bytes, start, limit).find(({ type }) => type === SOURCE_LINK || type === TARGET_LINK);
  return option && hexPairs(bytes, option.start + 2, 6, ':');
}
