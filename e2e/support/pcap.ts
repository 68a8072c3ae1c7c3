/** Small captures made on the spot, and files that only look like one. */

const ETHERNET = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];

function ipv4(protocol: number, payload: readonly number[]): number[] {
  const length = 20 + payload.length;
  return [0x45, 0, length >> 8, length & 255, 0, 1, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, ...payload];
}

const frame = (type: number, payload: readonly number[]): Uint8Array =>
  Uint8Array.from([...ETHERNET, type >> 8, type & 255, ...payload]);

export const ping = (sequence: number): Uint8Array =>
  frame(0x0800, ipv4(1, [8, 0, 0, 0, 0, 7, 0, sequence, ...new Array<number>(24).fill(0x2e)]));

export const udp = (port: number): Uint8Array =>
  frame(0x0800, ipv4(17, [0xc0, 0, port >> 8, port & 255, 0, 12, 0, 0, 1, 2, 3, 4]));

export const arp = (): Uint8Array => frame(0x0806, [0, 1, 8, 0, 6, 4, 0, 1, ...new Array<number>(20).fill(0)]);

/** A pcap file of Ethernet frames, a second apart. */
export function pcap(frames: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65535, 16);
  header.writeUInt32LE(1, 20);
  const records = frames.flatMap((bytes, index) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + index, 0);
    record.writeUInt32LE(bytes.length, 8);
    record.writeUInt32LE(bytes.length, 12);
    return [record, bytes];
  });
  return Buffer.concat([header, ...records]);
}

export interface CaptureFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const file = (name: string, buffer: Buffer): CaptureFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

/** Two pings among four packets. */
export const FOUR_PACKETS = file('four.pcap', pcap([arp(), ping(1), udp(53), ping(2)]));
