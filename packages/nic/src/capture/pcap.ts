import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { type ByteReader, byteReader } from './byte-order.ts';
import type { Capture, CapturedPacket } from './capture.ts';
import { captureDiagnostic, counted, keptWords } from './capture-diagnostic.ts';
import { linkTypeName, longestRecord, withoutPseudoHeader } from './link-type.ts';
import { OffsetList } from './offset-list.ts';

/** A kind of pcap file, told by its first four bytes. */
interface PcapVariant {
  readonly magic: number;
  /** Nanoseconds in one unit of a record's second time field. */
  readonly unit: bigint;
  readonly fileHeader: number;
  readonly recordHeader: number;
}

/**
 * draft-ietf-opsawg-pcap, section 4, for the first two; Alexey Kuznetzov's patched libpcap appends eight bytes to a
 * record's header; Ixia's hardware and software captures append the file's size to the file header.
 */
const VARIANTS: readonly PcapVariant[] = [
  { magic: 0xa1b2c3d4, unit: 1000n, fileHeader: 24, recordHeader: 16 },
  { magic: 0xa1b23c4d, unit: 1n, fileHeader: 24, recordHeader: 16 },
  { magic: 0xa1b2cd34, unit: 1000n, fileHeader: 24, recordHeader: 24 },
  { magic: 0x1c0001ac, unit: 1000n, fileHeader: 28, recordHeader: 16 },
  { magic: 0x1c0001ab, unit: 1000n, fileHeader: 28, recordHeader: 16 },
];

interface PcapHeader {
  readonly reader: ByteReader;
  readonly variant: PcapVariant;
  readonly linkType: number;
  readonly snapLength: number;
  readonly fcsLength: number | undefined;
  /** The two length fields of a record stand in the other order: always, or where that alone makes sense. */
  readonly swapped: 'no' | 'maybe' | 'yes';
}

export interface PcapFormat {
  readonly variant: PcapVariant;
  readonly littleEndian: boolean;
}

/** The pcap variant that the file starts like, if any. */
export function pcapFormat(bytes: Uint8Array): PcapFormat | undefined {
  if (bytes.length < 4) return undefined;
  for (const littleEndian of [true, false]) {
    const magic = byteReader(bytes, littleEndian).u32(0);
    const variant = VARIANTS.find((candidate) => candidate.magic === magic);
    if (variant !== undefined) return { variant, littleEndian };
  }
  return undefined;
}

/** Writers before version 2.3, and DG/UX's (543.0), had the lengths in the other order; with 2.3 both occur. */
function lengthOrder(major: number, minor: number): 'no' | 'maybe' | 'yes' {
  if (major === 543 && minor === 0) return 'yes';
  if (major !== 2 || minor > 3) return 'no';
  return minor === 3 ? 'maybe' : 'yes';
}

function readHeader(bytes: Uint8Array, { variant, littleEndian }: PcapFormat): Result<PcapHeader, Diagnostic> {
  if (bytes.length < variant.fileHeader) {
    const message =
      `This starts like a pcap file, but it ends after ${counted(bytes.length, 'byte')}, ` +
      `inside of the file header, which takes ${variant.fileHeader}.`;
    return err(captureDiagnostic('header-cut-short', 'error', message, 0, bytes.length));
  }
  const reader = byteReader(bytes, littleEndian);
  const [major, minor] = [reader.u16(4), reader.u16(6)];
  if (major < 2) {
    const message = `This pcap file says that it is of version ${major}.${minor}; versions from 2.0 on can be read.`;
    return err(captureDiagnostic('unknown-version', 'error', message, 4, 4));
  }
  const network = reader.u32(20);
  return ok({
    reader,
    variant,
    linkType: network & 0xffff,
    snapLength: reader.u32(16),
    // Section 4: bit 26 says that the top four bits count the 16-bit words of the frame check sequence.
    fcsLength: network & 0x0400_0000 ? (network >>> 28) * 2 : undefined,
    swapped: lengthOrder(major, minor),
  });
}

function recordLengths({ reader, swapped }: PcapHeader, at: number): { captured: number; original: number } {
  const [first, second] = [reader.u32(at + 8), reader.u32(at + 12)];
  const exchange = swapped === 'yes' || (swapped === 'maybe' && first > second);
  return exchange ? { captured: second, original: first } : { captured: first, original: second };
}

interface PcapIndex {
  readonly records: OffsetList;
  readonly totalBytes: number;
  readonly damage: Diagnostic | undefined;
}

function cutShort(at: number, available: number, wanted: number, packets: number): Diagnostic {
  const message =
    `The file ends in the middle of packet ${packets + 1}: ${counted(available, 'byte')} of ` +
    `${wanted.toLocaleString('en-US')} are there. ${keptWords(packets)}`;
  return captureDiagnostic('cut-short', 'warning', message, at, available);
}

function impossibleLength(at: number, captured: number, linkType: number, packets: number): Diagnostic {
  const message =
    `Packet ${packets + 1} claims ${counted(captured, 'byte')}, but one of ${linkTypeName(linkType)} can have at most ` +
    `${longestRecord(linkType).toLocaleString('en-US')}: the file is damaged from here on. ${keptWords(packets)}`;
  return captureDiagnostic('impossible-length', 'warning', message, at + 8, 8);
}

/** One pass over the record headers. */
function indexRecords(header: PcapHeader): PcapIndex {
  const { reader, variant, linkType } = header;
  const fileLength = reader.bytes.length;
  const longest = longestRecord(linkType);
  const records = new OffsetList(fileLength);
  let totalBytes = 0;
  let at = variant.fileHeader;
  while (at < fileLength) {
    const left = fileLength - at;
    if (left < variant.recordHeader) {
      return { records, totalBytes, damage: cutShort(at, left, variant.recordHeader, records.length) };
    }
    const { captured } = recordLengths(header, at);
    if (captured > longest) {
      return { records, totalBytes, damage: impossibleLength(at, captured, linkType, records.length) };
    }
    const size = variant.recordHeader + captured;
    if (left < size) return { records, totalBytes, damage: cutShort(at, left, size, records.length) };
    records.push(at);
    totalBytes += withoutPseudoHeader(captured, linkType);
    at += size;
  }
  return { records, totalBytes, damage: undefined };
}

function readPacket(header: PcapHeader, at: number): CapturedPacket {
  const { reader, variant, linkType } = header;
  const { captured, original } = recordLengths(header, at);
  const end = at + variant.recordHeader + captured;
  const length = withoutPseudoHeader(captured, linkType);
  return {
    data: reader.bytes.subarray(end - length, end),
    time: BigInt(reader.u32(at)) * 1_000_000_000n + BigInt(reader.u32(at + 4)) * variant.unit,
    originalLength: withoutPseudoHeader(original, linkType),
    capturedLength: length,
    linkType,
    interface: 0,
  };
}

/** Opens a file that `pcapFormat` recognised. */
export function openPcap(bytes: Uint8Array, format: PcapFormat): Result<Capture, Diagnostic> {
  const read = readHeader(bytes, format);
  if (!read.ok) return read;
  const header = read.value;
  const { linkType, snapLength, fcsLength } = header;
  const { records, totalBytes, damage } = indexRecords(header);
  return ok({
    format: 'pcap',
    linkType,
    packetCount: records.length,
    totalBytes,
    interfaces: [{ linkType, snapLength, ...(fcsLength === undefined ? {} : { fcsLength }) }],
    diagnostics: damage === undefined ? [] : [damage],
    packet: (index) => readPacket(header, records.at(index)),
  });
}
