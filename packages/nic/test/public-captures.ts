import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Capture, type CapturedPacket, openCapture } from '../src/index.ts';

/** The captures that come with Skep. */
const PUBLIC_CAPTURES = join(import.meta.dirname, '../../../public/captures');

export interface IndexEntry {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly packets: number;
  readonly bytes: number;
}

export const publicIndex: readonly IndexEntry[] = JSON.parse(
  readFileSync(join(PUBLIC_CAPTURES, 'index.json'), 'utf8'),
) as IndexEntry[];

export const publicBytes = (file: string): Uint8Array => new Uint8Array(readFileSync(join(PUBLIC_CAPTURES, file)));

export function publicCapture(file: string): Capture {
  const opened = openCapture(publicBytes(file));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

export function packetsOf(capture: Capture): CapturedPacket[] {
  return Array.from({ length: capture.packetCount }, (_, i) => capture.packet(i));
}

export const publicPackets = (): CapturedPacket[] => publicIndex.flatMap(({ file }) => packetsOf(publicCapture(file)));
