import { type Diagnostic, err, ok, type Result } from '@skep/base';
import type { ByteReader } from './byte-order.ts';
import { captureDiagnostic, counted } from './capture-diagnostic.ts';

/** Block types of draft-ietf-opsawg-pcapng, section 11.1; blocks of any other type are passed over. */
export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

/** What a section header's byte-order magic reads as in the section's own byte order. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** A whole block: type, length, body, length again. */
export interface Block {
  readonly type: number;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Where the next block starts. */
  readonly end: number;
}

const SMALLEST_BLOCK = 12;

/** The file cannot be followed past this point. What was kept of it is added to the message at the end. */
export function blockDamage(
  code: string,
  message: string,
  at: number,
  length: number,
): { readonly ok: false; readonly error: Diagnostic } {
  return err(captureDiagnostic(code, 'warning', message, at, length));
}

/**
 * The block at `at`, which lies inside of the file. A length that is no multiple of four is rounded up, as several
 * writers meant it and Wireshark reads it.
 */
export function readBlock(reader: ByteReader, at: number): Result<Block, Diagnostic> {
  const left = reader.bytes.length - at;
  const where = `the block at byte ${at}`;
  if (left < SMALLEST_BLOCK) {
    return blockDamage('cut-short', `The file ends in the middle of ${where}.`, at, left);
  }
  const stated = reader.u32(at + 4);
  if (stated < SMALLEST_BLOCK) {
    const message = `The length of ${where} is ${stated}, but a block has at least ${SMALLEST_BLOCK} bytes: the file is damaged from here on.`;
    return blockDamage('impossible-length', message, at + 4, 4);
  }
  const size = Math.ceil(stated / 4) * 4;
  if (size > left) {
    const message = `The file ends in the middle of ${where}: ${counted(left, 'byte')} of ${stated.toLocaleString('en-US')} are there.`;
    return blockDamage('cut-short', message, at, left);
  }
  const repeated = reader.u32(at + size - 4);
  if (repeated !== stated) {
    const message = `The length of ${where} is ${stated} at its start and ${repeated} at its end; both should be the same.`;
    return blockDamage('length-mismatch', message, at + size - 4, 4);
  }
  return ok({ type: reader.u32(at), start: at, bodyStart: at + 8, bodyEnd: at + size - 4, end: at + size });
}
