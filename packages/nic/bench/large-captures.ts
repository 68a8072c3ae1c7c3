import { writePcap, writePcapng } from '../src/index.ts';

/** A file of one packet, and the bytes that make up its record. */
function repeat(one: Uint8Array, none: Uint8Array, count: number): Uint8Array {
  const record = one.subarray(none.length);
  const whole = new Uint8Array(none.length + count * record.length);
  whole.set(none);
  for (let i = 0; i < count; i++) whole.set(record, none.length + i * record.length);
  return whole;
}

const packetOf = (size: number) => ({ data: new Uint8Array(size).fill(0x5a), time: 1_700_000_000_000_000_000n });

/** A pcap file of `count` records, each of a packet of `size` bytes. */
export function repeatedPcap(size: number, count: number): Uint8Array {
  const options = { linkType: 1 };
  return repeat(writePcap([packetOf(size)], options), writePcap([], options), count);
}

/** The same as pcapng. */
export function repeatedPcapng(size: number, count: number): Uint8Array {
  const interfaces = [{ linkType: 1, name: 'eth0' }];
  return repeat(writePcapng([packetOf(size)], interfaces), writePcapng([], interfaces), count);
}
