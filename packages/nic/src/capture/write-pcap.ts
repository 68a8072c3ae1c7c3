/** A packet to be written. */
export interface PacketToWrite {
  readonly data: Uint8Array;
  /** Nanoseconds since 1970; a pcap file holds those of the years 1970 to 2106, others are moved to the nearest. */
  readonly time: bigint;
  /** Bytes on the wire; the data's length unless said. */
  readonly originalLength?: number;
}

export interface PcapOptions {
  /** One whose packets start with a pseudo-header (see `withoutPseudoHeader`) needs it in each packet's data. */
  readonly linkType: number;
  /** Keep nanoseconds; whole microseconds otherwise. */
  readonly nanoseconds?: boolean;
  /** What the header says that packets were cut at. */
  readonly snapLength?: number;
}

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const LATEST = 0xffff_ffffn * 1_000_000_000n + 999_999_999n;

const clampTime = (time: bigint): bigint => (time < 0n ? 0n : time > LATEST ? LATEST : time);

/** Writes a little-endian pcap file, version 2.4 (draft-ietf-opsawg-pcap). */
export function writePcap(packets: readonly PacketToWrite[], options: PcapOptions): Uint8Array<ArrayBuffer> {
  const { linkType, nanoseconds = false, snapLength = 262_144 } = options;
  const size = packets.reduce((sum, { data }) => sum + RECORD_HEADER + data.length, FILE_HEADER);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapLength, true);
  view.setUint32(20, linkType, true);
  let at = FILE_HEADER;
  for (const { data, time, originalLength = data.length } of packets) {
    const clamped = clampTime(time);
    const fraction = Number(clamped % 1_000_000_000n);
    view.setUint32(at, Number(clamped / 1_000_000_000n), true);
    view.setUint32(at + 4, nanoseconds ? fraction : Math.floor(fraction / 1000), true);
    view.setUint32(at + 8, data.length, true);
    view.setUint32(at + 12, originalLength, true);
    file.set(data, at + RECORD_HEADER);
    at += RECORD_HEADER + data.length;
  }
  return file;
}
