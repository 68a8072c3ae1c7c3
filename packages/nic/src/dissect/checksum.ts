import type { Header } from './header.ts';
import { u16 } from './read.ts';
import { hex } from './show.ts';

/** The one's complement sum of 16-bit words (RFC 1071), not yet inverted. An odd last byte counts as a high one. */
function onesComplementSum(bytes: Uint8Array, start: number, end: number, initial = 0): number {
  let sum = initial;
  let at = start;
  for (; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!;
  if (at < end) sum += bytes[at]! << 8;
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum;
}

/**
 * The sum over the pseudo-header (RFC 9293 section 3.1, RFC 8200 section 8.1) of a transport header's IP carrier;
 * `undefined` when none carries it. With an IPv6 routing header it is the last destination that counts.
 */
function pseudoHeaderSum(header: Header, ipProtocol: number, length: number): number | undefined {
  let destination: number | undefined;
  for (let carrier = header.carrier; carrier !== undefined; carrier = carrier.carrier) {
    destination ??= carrier.protocol.finalDestination?.(carrier);
    const addresses = carrier.protocol.addresses?.(carrier);
    if (addresses?.source === undefined || addresses.destination === undefined || addresses.size === 6) continue;
    const { bytes } = header;
    const { source, size } = addresses;
    const target = destination ?? addresses.destination;
    const upper = Math.floor(length / 0x10000) + (length % 0x10000) + ipProtocol;
    return onesComplementSum(bytes, target, target + size, onesComplementSum(bytes, source, source + size, upper));
  }
  return undefined;
}

/** What is to be said of a checksum field at `at` that covers `start` to `end`. */
function judge(header: Header, at: number, start: number, end: number, pseudo: number): string {
  const { bytes } = header;
  const stored = u16(bytes, at);
  const text = hex(stored, 2);
  const sum = onesComplementSum(bytes, start, end, pseudo);
  if (sum === 0xffff) return `${text} (valid)`;
  if (pseudo !== 0 && stored === pseudo) return `${text} (unfinished: left to the network card)`;
  const others = onesComplementSum(bytes, start, end, pseudo + (0xffff - stored));
  return `${text} (wrong: ${hex(0xffff - others, 2)} would be right)`;
}

/** The header checksum at `at` over the bytes `header.start` to `end`. */
export function headerChecksum(header: Header, at: number, end: number): string {
  if (end > header.limit) return `${hex(u16(header.bytes, at), 2)} (not checked: the header is not whole)`;
  return judge(header, at, header.start, end, 0);
}

/** The checksum at `at` over a header with its payload, and the pseudo-header of IP protocol `ipProtocol` if given. */
export function messageChecksum(header: Header, at: number, ipProtocol?: number): string {
  const text = hex(u16(header.bytes, at), 2);
  if (!header.whole) return `${text} (not checked: the packet is not whole)`;
  const end = Math.min(header.end, header.limit);
  const pseudo = ipProtocol === undefined ? 0 : pseudoHeaderSum(header, ipProtocol, end - header.start);
  if (pseudo === undefined) return `${text} (not checked: no IP header before it)`;
  return judge(header, at, header.start, end, pseudo);
}
