import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { type ByteReader, byteReader } from './byte-order.ts';
import type { Capture, CapturedPacket } from './capture.ts';
import { captureDiagnostic, counted, keptWords } from './capture-diagnostic.ts';
import { withoutPseudoHeader } from './link-type.ts';
import { OffsetList } from './offset-list.ts';
import { BLOCK, type Block, BYTE_ORDER_MAGIC, blockDamage, readBlock } from './pcapng-block.ts';
import { type DescribedInterface, readInterface } from './pcapng-interface.ts';
import { OPTION, readOptions, textOption } from './pcapng-options.ts';
import { capturedLength, interfaceNumber, isPacketBlock, packetRoom, readPacketBlock } from './pcapng-packet.ts';

/** More than any file has, and few enough to describe each as an object. */
const MOST_INTERFACES = 65_536;
const SECTION_HEADER_SIZE = 28;
const ETHERNET = 1;

export function isPcapng(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && byteReader(bytes, true).u32(0) === BLOCK.sectionHeader;
}

/** The index pass: goes over the blocks once and notes where the packets are. */
class PcapngIndex {
  readonly packets: OffsetList;
  readonly interfaces: DescribedInterface[] = [];
  totalBytes = 0;
  sections = 0;
  comment: string | undefined;
  /** What ended the pass before the end of the file. */
  damage: Diagnostic | undefined;
  readonly #bytes: Uint8Array;
  #reader: ByteReader;
  /** Position of the current section's interface 0; numbers start again in every section. */
  #sectionBase = 0;
  /** Positions in `interfaces`, one a packet. */
  #interfaceOf = new Uint16Array(1024);
  #orphans = 0;
  #firstOrphan = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#reader = byteReader(bytes, true);
    this.packets = new OffsetList(bytes.length);
    this.#run();
  }

  packet(index: number): CapturedPacket {
    const offset = this.packets.at(index);
    const position = this.#interfaceOf[index]!;
    const from = this.interfaces[position]!;
    const block = readBlock(from.reader, offset);
    if (!block.ok) throw new RangeError(`the capture's bytes were changed after it was opened: ${block.error.message}`);
    return readPacketBlock(block.value, from, position);
  }

  diagnostics(): Diagnostic[] {
    const diagnostics: Diagnostic[] = [];
    if (this.damage !== undefined) {
      diagnostics.push({ ...this.damage, message: `${this.damage.message} ${keptWords(this.packets.length)}` });
    }
    if (this.#orphans > 0) {
      const message =
        `${counted(this.#orphans, 'packet')} belong to an interface that the file does not describe, ` +
        'so that their link type is unknown; they were left out.';
      diagnostics.push(captureDiagnostic('unknown-interface', 'warning', message, this.#firstOrphan, 4));
    }
    return diagnostics;
  }

  #run(): void {
    let at = 0;
    while (at < this.#bytes.length) {
      const step = this.#step(at);
      if (!step.ok) {
        this.damage = step.error;
        return;
      }
      at = step.value;
    }
  }

  /** Takes in the block at `at` and tells where the next one starts. */
  #step(at: number): Result<number, Diagnostic> {
    if (at + SECTION_HEADER_SIZE <= this.#bytes.length && this.#reader.u32(at) === BLOCK.sectionHeader) {
      const started = this.#startSection(at);
      if (!started.ok) return started;
    }
    const read = readBlock(this.#reader, at);
    if (!read.ok) return read;
    const block = read.value;
    const taken = this.#take(block);
    return taken.ok ? ok(block.end) : taken;
  }

  /** Finds a section's byte order and version (section 4.1) before anything else of it is read. */
  #startSection(at: number): Result<undefined, Diagnostic> {
    const reader = [true, false]
      .map((littleEndian) => byteReader(this.#bytes, littleEndian))
      .find((candidate) => candidate.u32(at + 8) === BYTE_ORDER_MAGIC);
    if (reader === undefined) {
      const message = `The section that starts at byte ${at} does not tell its byte order: 1a2b3c4d should stand 8 bytes on.`;
      return blockDamage('no-byte-order', message, at + 8, 4);
    }
    const [major, minor] = [reader.u16(at + 12), reader.u16(at + 14)];
    if (major !== 1) {
      const message = `The section that starts at byte ${at} is of pcapng version ${major}.${minor}; only 1.x can be read.`;
      return blockDamage('unknown-version', message, at + 12, 4);
    }
    this.#reader = reader;
    return ok(undefined);
  }

  #take(block: Block): Result<undefined, Diagnostic> {
    if (block.type === BLOCK.sectionHeader) this.#takeSection(block);
    else if (block.type === BLOCK.interfaceDescription) return this.#takeInterface(block);
    else if (isPacketBlock(block.type)) return this.#takePacket(block);
    return ok(undefined);
  }

  #takeSection(block: Block): void {
    this.#sectionBase = this.interfaces.length;
    if (this.sections++ > 0) return;
    const options = readOptions(this.#reader, block.start + SECTION_HEADER_SIZE - 4, block.bodyEnd);
    this.comment = textOption(this.#reader, options, OPTION.comment);
  }

  #takeInterface(block: Block): Result<undefined, Diagnostic> {
    if (this.interfaces.length === MOST_INTERFACES) {
      const message = `The file describes more than ${counted(MOST_INTERFACES, 'interface')}; it was read up to there.`;
      return blockDamage('too-many-interfaces', message, block.start, 4);
    }
    const described = readInterface(this.#reader, block);
    if (described === undefined) {
      const message = `The interface description at byte ${block.start} is too short to name a link type.`;
      return blockDamage('impossible-length', message, block.start, 8);
    }
    this.interfaces.push(described);
    return ok(undefined);
  }

  #takePacket(block: Block): Result<undefined, Diagnostic> {
    const number = interfaceNumber(this.#reader, block);
    if (number === undefined) {
      const message = `The packet block at byte ${block.start} is too short to hold a packet's lengths.`;
      return blockDamage('impossible-length', message, block.start, 8);
    }
    const position = this.#sectionBase + number;
    const from = this.interfaces[position];
    if (from === undefined) {
      if (this.#orphans++ === 0) this.#firstOrphan = block.start;
      return ok(undefined);
    }
    const captured = capturedLength(this.#reader, block, from.shown.snapLength);
    if (captured > packetRoom(block)) {
      const message =
        `Packet ${this.packets.length + 1} claims ${counted(captured, 'byte')}, ` +
        `but its block at byte ${block.start} has room for ${packetRoom(block).toLocaleString('en-US')}.`;
      return blockDamage('impossible-length', message, block.start, 8);
    }
    this.#note(block.start, position);
    this.totalBytes += withoutPseudoHeader(captured, from.shown.linkType);
    return ok(undefined);
  }

  #note(offset: number, position: number): void {
    const index = this.packets.length;
    if (index === this.#interfaceOf.length) {
      const larger = new Uint16Array(2 * index);
      larger.set(this.#interfaceOf);
      this.#interfaceOf = larger;
    }
    this.#interfaceOf[index] = position;
    this.packets.push(offset);
  }
}

/** Opens a file that `isPcapng` recognised. Fails when not even its first section can be read. */
export function openPcapng(bytes: Uint8Array): Result<Capture, Diagnostic> {
  if (bytes.length < SECTION_HEADER_SIZE) {
    const message =
      `This starts like a pcapng file, but it ends after ${counted(bytes.length, 'byte')}, ` +
      `inside of the section header, which takes ${SECTION_HEADER_SIZE}.`;
    return err(captureDiagnostic('header-cut-short', 'error', message, 0, bytes.length));
  }
  const index = new PcapngIndex(bytes);
  if (index.sections === 0 && index.damage !== undefined) return err({ ...index.damage, severity: 'error' });
  const interfaces = index.interfaces.map((described) => described.shown);
  return ok({
    format: 'pcapng',
    linkType: interfaces[0]?.linkType ?? ETHERNET,
    packetCount: index.packets.length,
    totalBytes: index.totalBytes,
    interfaces,
    ...(index.comment === undefined ? {} : { comment: index.comment }),
    diagnostics: index.diagnostics(),
    packet: (at) => index.packet(at),
  });
}
