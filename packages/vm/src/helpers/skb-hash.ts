import { ETHER_TYPES, IP_PROTOCOLS } from '@skep/abi';
import { jhash } from '../maps/jhash.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import { u32 } from './arguments.ts';
import type { HelperCall } from './helper.ts';
import { onSkb, setSkbField, skbField, swap16 } from './skb-context.ts';

const { ETH_P_IP, ETH_P_IPV6 } = ETHER_TYPES;
const { IPPROTO_TCP, IPPROTO_UDP } = IP_PROTOCOLS;
const IPV6_HEADER_BYTES = 40;
const PORT_BYTES = 2;

/** What makes up a flow: addresses, protocol, and ports where there are some. */
interface Flow {
  readonly protocol: number;
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
}

/**
 * The kernel's flow hash is keyed at random; this one is the same in every run. Like the kernel's it is the same for both
 * directions of a flow, and never 0.
 */
export const getHashRecalc = onSkb((call, packet) => {
  const known = skbField(call, 'hash');
  if (known !== 0) return BigInt(known);
  const hash = flowHash(flowOf(call, packet));
  setSkbField(call, 'hash', hash);
  return BigInt(hash);
});

export const setHash = onSkb((call, _packet, r2) => {
  setSkbField(call, 'hash', u32(r2));
  return 0n;
});

export const setHashInvalid = onSkb((call) => {
  setSkbField(call, 'hash', 0);
  return 0n;
});

function flowHash({ protocol, source, destination }: Flow): number {
  const ordered = compare(source, destination) <= 0 ? [source, destination] : [destination, source];
  const bytes = Uint8Array.of(protocol, ...ordered[0]!, ...ordered[1]!);
  return jhash(bytes, 0, bytes.length, 0) || 1;
}

function flowOf(call: HelperCall, packet: PacketBuffer): Flow {
  const { memory } = call;
  const { networkHeader: start, dataEnd } = packet;
  const etherType = swap16(skbField(call, 'protocol'));
  const none = { protocol: 0, source: new Uint8Array(0), destination: new Uint8Array(0) };
  if (etherType === ETH_P_IP && start + 20 <= dataEnd) {
    const header = (memory.get8(start) & 0xf) * 4;
    const fragmented = (swap16(memory.get16(start + 6)) & 0x3fff) !== 0;
    return withPorts(call, packet, memory.get8(start + 9), start + 12, 4, fragmented ? dataEnd : start + header);
  }
  if (etherType === ETH_P_IPV6 && start + IPV6_HEADER_BYTES <= dataEnd) {
    return withPorts(call, packet, memory.get8(start + 6), start + 8, 16, start + IPV6_HEADER_BYTES);
  }
  return none;
}

function withPorts(
  { memory }: HelperCall,
  { dataEnd }: PacketBuffer,
  protocol: number,
  addresses: number,
  size: number,
  transport: number,
): Flow {
  const hasPorts = (protocol === IPPROTO_TCP || protocol === IPPROTO_UDP) && transport + 2 * PORT_BYTES <= dataEnd;
  const side = (index: number): Uint8Array => {
    const address = memory.read(addresses + index * size, size);
    return hasPorts ? Uint8Array.of(...address, ...memory.read(transport + index * PORT_BYTES, PORT_BYTES)) : address;
  };
  return { protocol, source: side(0), destination: side(1) };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
