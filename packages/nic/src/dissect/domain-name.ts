import { u8, u16 } from './read.ts';
import { plainText } from './show.ts';

/** A domain name of a DNS message, and where the bytes after it start. */
export interface DomainName {
  readonly text: string;
  readonly end: number;
}

const POINTER = 0xc0;
/** RFC 1035, section 3.1: 255 bytes, hence at most 127 labels. */
const MOST_LABELS = 127;

/**
 * Reads a name (RFC 1035, section 4.1.4); `undefined` when it leaves the message. A pointer must lead to an earlier
 * place than itself, so that no chain of pointers is followed for ever.
 */
export function readDomainName(bytes: Uint8Array, message: number, at: number, limit: number): DomainName | undefined {
  const labels: string[] = [];
  let end: number | undefined;
  let here = at;
  while (here < limit && labels.length <= MOST_LABELS) {
    const length = u8(bytes, here);
    if (length === 0) return { text: labels.join('.') || '<root>', end: end ?? here + 1 };
    if (length >= POINTER) {
      const target = message + (u16(bytes, here) & 0x3fff);
      if (here + 2 > limit || target >= here) return undefined;
      end ??= here + 2;
      here = target;
      continue;
    }
    if (length > 63 || here + 1 + length > limit) return undefined;
    labels.push(plainText(bytes, here + 1, here + 1 + length));
    here += 1 + length;
  }
  return undefined;
}
