import type { ByteReader } from './byte-order.ts';
import type { CaptureInterface } from './capture.ts';
import type { Block } from './pcapng-block.ts';
import { type BlockOption, findOption, OPTION, readOptions, textOption } from './pcapng-options.ts';

/** An interface together with what is needed to read its packets. */
export interface DescribedInterface {
  readonly shown: CaptureInterface;
  /** Of the section that describes it. */
  readonly reader: ByteReader;
  /** Nanoseconds since 1970 of a 64-bit timestamp in the interface's own unit. */
  readonly time: (ticks: bigint) => bigint;
}

const MICROSECONDS = 6;
const NANOSECONDS_A_SECOND = 1_000_000_000n;

/** The option's byte is a power of ten, or of two when its top bit is set; microseconds without it. */
function timeOf(reader: ByteReader, options: readonly BlockOption[]): (ticks: bigint) => bigint {
  const resolution = findOption(options, OPTION.timeResolution, 1);
  const byte = resolution === undefined ? MICROSECONDS : reader.bytes[resolution.start]!;
  const exponent = BigInt(byte & 0x7f);
  const ticksASecond = byte & 0x80 ? 1n << exponent : 10n ** exponent;
  const offset = findOption(options, OPTION.timeOffset, 8);
  const base = offset === undefined ? 0n : reader.i64(offset.start) * NANOSECONDS_A_SECOND;
  return (ticks) => base + (ticks * NANOSECONDS_A_SECOND) / ticksASecond;
}

/** Reads an interface description block (section 4.2); `undefined` when it is too short to be one. */
export function readInterface(reader: ByteReader, block: Block): DescribedInterface | undefined {
  const { bodyStart, bodyEnd } = block;
  if (bodyEnd - bodyStart < 8) return undefined;
  const options = readOptions(reader, bodyStart + 8, bodyEnd);
  const name = textOption(reader, options, OPTION.interfaceName);
  const description = textOption(reader, options, OPTION.interfaceDescription);
  const fcs = findOption(options, OPTION.fcsLength, 1);
  const shown: CaptureInterface = {
    linkType: reader.u16(bodyStart),
    snapLength: reader.u32(bodyStart + 4),
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(fcs === undefined ? {} : { fcsLength: reader.bytes[fcs.start]! }),
  };
  return { shown, reader, time: timeOf(reader, options) };
}
