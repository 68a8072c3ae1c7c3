import { u8, u16 } from './read.ts';
import { plainText } from './show.ts';

const SERVER_NAME = 0;
const HOST_NAME = 0;

/** Where the extensions of a Client Hello (RFC 8446, section 4.1.2) start; its body starts at `body`. */
function extensionsStart(bytes: Uint8Array, body: number): number {
  const session = body + 2 + 32;
  const cipherSuites = session + 1 + u8(bytes, session);
  const compression = cipherSuites + 2 + u16(bytes, cipherSuites);
  return compression + 1 + u8(bytes, compression) + 2;
}

/** The host that a Client Hello asks for (RFC 6066, section 3), when the extension is among the captured bytes. */
export function serverName(
  bytes: Uint8Array,
  body: number,
  limit: number,
): { start: number; end: number; value: string } | undefined {
  let at = extensionsStart(bytes, body);
  while (at + 4 <= limit) {
    const end = at + 4 + u16(bytes, at + 2);
    if (u16(bytes, at) === SERVER_NAME) {
      const start = at + 9;
      const nameEnd = start + u16(bytes, at + 7);
      if (nameEnd > Math.min(end, limit) || u8(bytes, at + 6) !== HOST_NAME || nameEnd === start) return undefined;
      return { start, end: nameEnd, value: plainText(bytes, start, nameEnd) };
    }
    at = end;
  }
  return undefined;
}
