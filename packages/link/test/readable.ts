import { bytesToHex } from '@skep/base';
import type { LinkDocument } from '../src/index.ts';

/** A document as it stands in a golden file: bytes in hexadecimal. */
export function readable(document: LinkDocument): unknown {
  const { capture } = document;
  if (capture?.kind !== 'inline') return document;
  return { ...document, capture: { ...capture, bytes: bytesToHex(capture.bytes) } };
}
