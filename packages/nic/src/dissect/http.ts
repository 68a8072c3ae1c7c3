import type { Field } from './field.ts';
import { type Header, headerLimit, type Protocol } from './header.ts';
import { u8 } from './read.ts';
import { plainText } from './show.ts';

/** How a message of HTTP/1 starts (RFC 9112, section 2.1): a method or the version. */
const STARTS = ['GET ', 'POST ', 'HEAD ', 'PUT ', 'DELETE ', 'OPTIONS ', 'PATCH ', 'CONNECT ', 'TRACE ', 'HTTP/1.'];
const MOST_LINES = 128;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

function startsWith(bytes: Uint8Array, start: number, limit: number, text: string): boolean {
  if (limit < start + text.length) return false;
  for (let i = 0; i < text.length; i++) if (u8(bytes, start + i) !== text.charCodeAt(i)) return false;
  return true;
}

export function looksLikeHttp(bytes: Uint8Array, start: number, limit: number): boolean {
  return STARTS.some((text) => startsWith(bytes, start, limit, text));
}

interface Line {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  readonly next: number;
}

function readLine(bytes: Uint8Array, start: number, limit: number): Line {
  const found = bytes.indexOf(LINE_FEED, start);
  if (found < 0 || found >= limit) return { start, end: limit, next: limit };
  const end = found > start && u8(bytes, found - 1) === CARRIAGE_RETURN ? found - 1 : found;
  return { start, end, next: found + 1 };
}

/** The start line and the header lines, and where the body starts. */
function readHead(bytes: Uint8Array, start: number, limit: number): { lines: Line[]; end: number } {
  const lines: Line[] = [];
  let at = start;
  while (at < limit && lines.length < MOST_LINES) {
    const line = readLine(bytes, at, limit);
    at = line.next;
    if (line.end === line.start) break;
    lines.push(line);
  }
  return { lines, end: at };
}

function lineField(bytes: Uint8Array, { start, end, next }: Line, isFirst: boolean): Field {
  const colon = isFirst ? -1 : bytes.subarray(start, end).indexOf(0x3a);
  if (colon < 0)
    return { name: isFirst ? 'start line' : 'header', start, end: next, value: plainText(bytes, start, end) };
  const name = plainText(bytes, start, start + colon).toLowerCase();
  return { name, start, end: next, value: plainText(bytes, start + colon + 1, end).trim() };
}

function fields(header: Header): Field[] {
  const { lines } = readHead(header.bytes, header.start, headerLimit(header));
  return lines.map((line, i) => lineField(header.bytes, line, i === 0));
}

/** The head of an HTTP/1 message (RFC 9112) that starts at a segment's start. */
export const http: Protocol = {
  name: 'HTTP',
  fixedSize: 4,
  step: ({ bytes, start, limit }) => ({ headerEnd: readHead(bytes, start, limit).end }),
  fields,
  headline: ({ bytes, start, limit }) => {
    const line = readLine(bytes, start, limit);
    return { protocol: 'HTTP', info: plainText(bytes, line.start, line.end) };
  },
};
