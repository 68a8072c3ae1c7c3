import { BLOCK, BYTE_ORDER_MAGIC } from './pcapng-block.ts';
import { OPTION } from './pcapng-options.ts';
import type { PacketToWrite } from './write-pcap.ts';

export interface InterfaceToWrite {
  readonly linkType: number;
  readonly name?: string;
  readonly description?: string;
  /** Packets were cut at this length; 0, no limit, unless said. */
  readonly snapLength?: number;
}

export interface PcapngPacket extends PacketToWrite {
  /** Position in the list of interfaces; the first unless said. */
  readonly interface?: number;
  readonly comment?: string;
}

const UTF8 = new TextEncoder();
const NANOSECONDS = 9;
const LONGEST_OPTION = 0xffff;

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function words(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const padding = (length: number): Uint8Array => new Uint8Array(padded(length) - length);

function option(code: number, value: Uint8Array): Uint8Array[] {
  return [words(code | (value.length << 16)), value, padding(value.length)];
}

/** A text option, cut at what an option can hold; nothing without a text. */
function textOption(code: number, text: string | undefined): Uint8Array[] {
  return text === undefined ? [] : option(code, UTF8.encode(text).subarray(0, LONGEST_OPTION));
}

const END_OF_OPTIONS = words(OPTION.end);

function block(type: number, body: readonly Uint8Array[]): Uint8Array[] {
  const size = body.reduce((sum, part) => sum + part.length, 12);
  return [words(type, size), ...body, words(size)];
}

function interfaceBlock({ linkType, name, description, snapLength = 0 }: InterfaceToWrite): Uint8Array[] {
  return block(BLOCK.interfaceDescription, [
    words(linkType, snapLength),
    ...textOption(OPTION.interfaceName, name),
    ...textOption(OPTION.interfaceDescription, description),
    ...option(OPTION.timeResolution, Uint8Array.of(NANOSECONDS)),
    END_OF_OPTIONS,
  ]);
}

function packetBlock(packet: PcapngPacket): Uint8Array[] {
  const { data, time, originalLength = data.length, comment } = packet;
  const ticks = BigInt.asUintN(64, time < 0n ? 0n : time);
  const high = Number(ticks >> 32n);
  const low = Number(ticks & 0xffff_ffffn);
  return block(BLOCK.enhancedPacket, [
    words(packet.interface ?? 0, high, low, data.length, originalLength),
    data,
    padding(data.length),
    ...(comment === undefined ? [] : [...textOption(OPTION.comment, comment), END_OF_OPTIONS]),
  ]);
}

/** Writes a little-endian pcapng file of one section, with nanosecond times (draft-ietf-opsawg-pcapng). */
export function writePcapng(
  packets: readonly PcapngPacket[],
  interfaces: readonly InterfaceToWrite[],
): Uint8Array<ArrayBuffer> {
  const unknownLength = [0xffff_ffff, 0xffff_ffff];
  return concatenate([
    ...block(BLOCK.sectionHeader, [words(BYTE_ORDER_MAGIC, 1, ...unknownLength)]),
    ...interfaces.flatMap(interfaceBlock),
    ...packets.flatMap(packetBlock),
  ]);
}
