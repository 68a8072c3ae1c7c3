import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, headerLimit, type Protocol } from './header.ts';
import { u8, u16, u24 } from './read.ts';
import { countBytes, hex, showBytes, showNamed, withName } from './show.ts';
import { serverName } from './tls-server-name.ts';

/** https://www.iana.org/assignments/tls-parameters */
const CONTENT_TYPES: Readonly<Record<number, string>> = {
  20: 'Change Cipher Spec',
  21: 'Alert',
  22: 'Handshake',
  23: 'Application Data',
  24: 'Heartbeat',
};
const HANDSHAKE_TYPES: Readonly<Record<number, string>> = {
  0: 'Hello Request',
  1: 'Client Hello',
  2: 'Server Hello',
  4: 'New Session Ticket',
  8: 'Encrypted Extensions',
  11: 'Certificate',
  12: 'Server Key Exchange',
  13: 'Certificate Request',
  14: 'Server Hello Done',
  15: 'Certificate Verify',
  16: 'Client Key Exchange',
  20: 'Finished',
  22: 'Certificate Status',
};
const VERSIONS: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
};
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const RECORD_HEADER = 5;
const HANDSHAKE_HEADER = 4;
/** RFC 8446, section 5.2: what a record may hold, with room for the older versions' (RFC 5246, section 6.2.3). */
const LONGEST_RECORD = 0x4000 + 2048;

const ROWS: readonly FieldRow[] = [
  ['content type', 0, 1, showNamed(CONTENT_TYPES)],
  ['version', 1, 2, (bytes, at) => withName(hex(u16(bytes, at), 2), VERSIONS[u16(bytes, at)])],
  ['length', 3, 2, showBytes],
];

/** Whether a TCP payload starts like a record of TLS. */
export function looksLikeTls(bytes: Uint8Array, start: number, limit: number): boolean {
  if (limit < start + RECORD_HEADER) return false;
  const length = u16(bytes, start + 3);
  return (
    CONTENT_TYPES[u8(bytes, start)] !== undefined &&
    VERSIONS[u16(bytes, start + 1)] !== undefined &&
    length > 0 &&
    length <= LONGEST_RECORD
  );
}

interface TlsRecord {
  readonly start: number;
  /** May lie past the segment: the rest comes in the next. */
  readonly end: number;
  /** Readable handshake messages: where each starts and ends. */
  readonly messages: readonly { readonly start: number; readonly end: number }[];
}

/** Handshake messages of a record; none when its content is encrypted, as a type or length that makes no sense shows. */
function readMessages(bytes: Uint8Array, start: number, end: number, limit: number): TlsRecord['messages'] {
  const messages: { start: number; end: number }[] = [];
  let at = start;
  while (at + HANDSHAKE_HEADER <= Math.min(end, limit)) {
    const messageEnd = at + HANDSHAKE_HEADER + u24(bytes, at + 1);
    if (HANDSHAKE_TYPES[u8(bytes, at)] === undefined || messageEnd > end) break;
    messages.push({ start: at, end: messageEnd });
    at = messageEnd;
  }
  return messages;
}

function readTlsRecords(bytes: Uint8Array, start: number, limit: number): TlsRecord[] {
  const records: TlsRecord[] = [];
  let at = start;
  while (looksLikeTls(bytes, at, limit)) {
    const body = at + RECORD_HEADER;
    const end = body + u16(bytes, at + 3);
    const messages = u8(bytes, at) === HANDSHAKE ? readMessages(bytes, body, end, limit) : [];
    records.push({ start: at, end, messages });
    at = end;
  }
  return records;
}

const handshakeName = (bytes: Uint8Array, at: number): string => HANDSHAKE_TYPES[u8(bytes, at)] ?? 'Handshake';

function messageFields(header: Header, start: number, end: number): Field[] {
  const { bytes, limit } = header;
  const type: Field = { name: 'handshake type', start, end: start + 1, value: handshakeName(bytes, start) };
  const length: Field = {
    name: 'handshake length',
    start: start + 1,
    end: start + 4,
    value: countBytes(end - start - 4),
  };
  const name = u8(bytes, start) === CLIENT_HELLO ? serverName(bytes, start + 4, Math.min(end, limit)) : undefined;
  return name === undefined ? [type, length] : [type, length, { name: 'server name', ...name }];
}

function recordFields(header: Header, { start, end, messages }: TlsRecord): Field[] {
  const { bytes, limit } = header;
  const fields = readRows(header, ROWS, start);
  if (messages.length > 0) {
    return [...fields, ...messages.flatMap((message) => messageFields(header, message.start, message.end))];
  }
  const bodyEnd = Math.min(end, limit);
  const body = start + RECORD_HEADER;
  const isHandshake = u8(bytes, start) === HANDSHAKE;
  const name = isHandshake ? 'encrypted handshake' : 'content';
  return body < bodyEnd ? [...fields, { name, start: body, end: bodyEnd, value: countBytes(bodyEnd - body) }] : fields;
}

function recordWords(header: Header, { start, messages }: TlsRecord): string[] {
  const { bytes, limit } = header;
  if (messages.length === 0) {
    const name = CONTENT_TYPES[u8(bytes, start)]!;
    return [u8(bytes, start) === HANDSHAKE ? 'Encrypted Handshake' : name];
  }
  return messages.map((message) => {
    const isHello = u8(bytes, message.start) === CLIENT_HELLO;
    const name = isHello ? serverName(bytes, message.start + 4, Math.min(message.end, limit)) : undefined;
    return handshakeName(bytes, message.start) + (name === undefined ? '' : ` (SNI=${name.value})`);
  });
}

/** Transport layer security: the records of one segment (RFC 8446, section 5.1). */
export const tls: Protocol = {
  name: 'TLS',
  fixedSize: RECORD_HEADER,
  step: ({ bytes, start, limit }) => {
    const last = readTlsRecords(bytes, start, limit).at(-1);
    return { headerEnd: Math.max(start + RECORD_HEADER, Math.min(limit, last?.end ?? limit)) };
  },
  fields: (header) =>
    readTlsRecords(header.bytes, header.start, headerLimit(header)).flatMap((record) => recordFields(header, record)),
  headline: (header) => {
    const records = readTlsRecords(header.bytes, header.start, headerLimit(header));
    return { protocol: 'TLS', info: records.flatMap((record) => recordWords(header, record)).join(', ') };
  },
};
