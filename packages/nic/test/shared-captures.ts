import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Real captures, many malformed on purpose, that lie beside the project on some machines. */
const SHARED_CAPTURES = join(import.meta.dirname, '../../../../shared/captures');

export const hasSharedCaptures = existsSync(SHARED_CAPTURES);

export interface SharedCapture {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function sharedCaptures(): SharedCapture[] {
  if (!hasSharedCaptures) return [];
  return readdirSync(SHARED_CAPTURES)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort()
    .map((name) => {
      const path = join(SHARED_CAPTURES, name);
      return { name, path, bytes: new Uint8Array(readFileSync(path)) };
    });
}
