import type { ByteReader } from './byte-order.ts';
import type { CapturedPacket } from './capture.ts';
import { withoutPseudoHeader } from './link-type.ts';
import { BLOCK, type Block } from './pcapng-block.ts';
import type { DescribedInterface } from './pcapng-interface.ts';
import { OPTION, readOptions, textOption } from './pcapng-options.ts';

/** Where the parts of a kind of packet block lie, in bytes from the start of its body. */
interface PacketBlockLayout {
  readonly interfaceOf: (reader: ByteReader, body: number) => number;
  /** High word, then low word. */
  readonly time?: number;
  readonly captured?: number;
  readonly original: number;
  readonly data: number;
}

/** Sections 4.3 and 4.4 of draft-ietf-opsawg-pcapng, and its appendix A for the obsolete block. */
const LAYOUTS: Readonly<Record<number, PacketBlockLayout>> = {
  [BLOCK.enhancedPacket]: {
    interfaceOf: (reader, body) => reader.u32(body),
    time: 4,
    captured: 12,
    original: 16,
    data: 20,
  },
  [BLOCK.simplePacket]: { interfaceOf: () => 0, original: 0, data: 4 },
  [BLOCK.obsoletePacket]: {
    interfaceOf: (reader, body) => reader.u16(body),
    time: 4,
    captured: 12,
    original: 16,
    data: 20,
  },
};

export function isPacketBlock(type: number): boolean {
  return LAYOUTS[type] !== undefined;
}

/** The interface's number within its section; `undefined` when the block is too short to hold a packet. */
export function interfaceNumber(reader: ByteReader, block: Block): number | undefined {
  const layout = LAYOUTS[block.type]!;
  return block.bodyEnd - block.bodyStart < layout.data ? undefined : layout.interfaceOf(reader, block.bodyStart);
}

/** A simple packet block has no captured length: the packet is cut at the interface's limit. */
function simplePacketLength(original: number, room: number, snapLength: number): number {
  return Math.min(original, room, snapLength === 0 ? room : snapLength);
}

/** The captured length; larger than `room` when the block is damaged. */
export function capturedLength(reader: ByteReader, block: Block, snapLength: number): number {
  const layout = LAYOUTS[block.type]!;
  if (layout.captured !== undefined) return reader.u32(block.bodyStart + layout.captured);
  const original = reader.u32(block.bodyStart + layout.original);
  return simplePacketLength(original, packetRoom(block), snapLength);
}

/** Bytes that the block has for the packet and the options after it. */
export function packetRoom(block: Block): number {
  return block.bodyEnd - block.bodyStart - LAYOUTS[block.type]!.data;
}

/** Decodes a packet block that the index pass accepted. */
export function readPacketBlock(block: Block, from: DescribedInterface, position: number): CapturedPacket {
  const { reader, shown } = from;
  const layout = LAYOUTS[block.type]!;
  const body = block.bodyStart;
  const captured = capturedLength(reader, block, shown.snapLength);
  const end = body + layout.data + captured;
  const length = withoutPseudoHeader(captured, shown.linkType);
  const ticks =
    layout.time === undefined
      ? undefined
      : (BigInt(reader.u32(body + layout.time)) << 32n) | BigInt(reader.u32(body + layout.time + 4));
  const optionsStart = end + ((4 - (captured % 4)) % 4);
  const options = layout.captured === undefined ? [] : readOptions(reader, optionsStart, block.bodyEnd);
  const comment = textOption(reader, options, OPTION.comment);
  return {
    data: reader.bytes.subarray(end - length, end),
    time: ticks === undefined ? 0n : from.time(ticks),
    originalLength: withoutPseudoHeader(reader.u32(body + layout.original), shown.linkType),
    capturedLength: length,
    linkType: shown.linkType,
    interface: position,
    ...(comment === undefined ? {} : { comment }),
  };
}
