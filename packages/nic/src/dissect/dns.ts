import { readDomainName } from './domain-name.ts';
import { type Field, type FieldRow, readRows } from './field.ts';
import { type Header, type Headline, headerLimit, type Protocol } from './header.ts';
import { u16, u32 } from './read.ts';
import { flagNames, hex, ipv4Text, ipv6Text, rawBytes, showBytes, showHex, showNumber } from './show.ts';

const HEADER_SIZE = 12;

/** https://www.iana.org/assignments/dns-parameters */
const TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  35: 'NAPTR',
  41: 'OPT',
  43: 'DS',
  46: 'RRSIG',
  47: 'NSEC',
  48: 'DNSKEY',
  50: 'NSEC3',
  52: 'TLSA',
  64: 'SVCB',
  65: 'HTTPS',
  252: 'AXFR',
  255: 'ANY',
  256: 'URI',
  257: 'CAA',
};
const OPERATIONS: Readonly<Record<number, string>> = {
  0: 'Standard query',
  1: 'Inverse query',
  2: 'Server status',
  4: 'Zone change notification',
  5: 'Dynamic update',
};
const REPLIES: Readonly<Record<number, string>> = {
  1: 'format error',
  2: 'server failure',
  3: 'no such name',
  4: 'not implemented',
  5: 'refused',
};
const FLAG_NAMES = ['', '', '', '', 'checking disabled', 'authentic data', '', 'recursion available'].concat([
  'recursion desired',
  'truncated',
  'authoritative',
]);

const typeName = (type: number): string => TYPES[type] ?? `type ${type}`;

const isResponse = (flags: number): boolean => (flags & 0x8000) !== 0;

function showFlags(flags: number): string {
  const operation = OPERATIONS[(flags >> 11) & 0xf] ?? `operation ${(flags >> 11) & 0xf}`;
  const reply = flags & 0xf;
  const parts = [isResponse(flags) ? `${operation} response` : operation, flagNames(flags & 0x7ff, FLAG_NAMES)];
  if (isResponse(flags)) parts.push(reply === 0 ? 'no error' : (REPLIES[reply] ?? `error ${reply}`));
  return `${hex(flags, 2)} (${parts.filter((part) => part !== 'none').join(', ')})`;
}

/** RFC 1035, section 4.1.1. */
const ROWS: readonly FieldRow[] = [
  ['identifier', 0, 2, showHex],
  ['flags', 2, 2, (bytes, at) => showFlags(u16(bytes, at))],
  ['questions', 4, 2, showNumber],
  ['answers', 6, 2, showNumber],
  ['authority records', 8, 2, showNumber],
  ['additional records', 10, 2, showNumber],
];

const SECTIONS = ['question', 'answer', 'authority', 'additional'];
/** More are not listed one by one. */
const MOST_RECORDS = 64;

interface DnsRecord {
  /** Position in `SECTIONS`. */
  readonly section: number;
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly end: number;
  /** Where the data starts; absent in a question. */
  readonly data?: number;
}

function readRecord(bytes: Uint8Array, message: number, at: number, limit: number, section: number) {
  const name = readDomainName(bytes, message, at, limit);
  const fixed = section === 0 ? 4 : 10;
  if (name === undefined || name.end + fixed > limit) return undefined;
  const data = name.end + fixed;
  const end = section === 0 ? data : data + u16(bytes, name.end + 8);
  if (end > limit) return undefined;
  const record: DnsRecord = { section, name: name.text, type: u16(bytes, name.end), start: at, end };
  return section === 0 ? record : { ...record, data };
}

/** The whole records of the message that starts at `message`, in order, up to the first that cannot be read. */
function readRecords(bytes: Uint8Array, message: number, limit: number): DnsRecord[] {
  const records: DnsRecord[] = [];
  let at = message + HEADER_SIZE;
  for (let section = 0; section < SECTIONS.length; section++) {
    const count = u16(bytes, message + 4 + 2 * section);
    for (let i = 0; i < count; i++) {
      const record = records.length < MOST_RECORDS ? readRecord(bytes, message, at, limit, section) : undefined;
      if (record === undefined) return records;
      records.push(record);
      at = record.end;
    }
  }
  return records;
}

/** What the types with an address or a name alone hold; `undefined` for the others. */
function knownData(bytes: Uint8Array, message: number, { type, data, end }: DnsRecord): string | undefined {
  if (data === undefined) return undefined;
  if (type === 1 && end - data === 4) return ipv4Text(bytes, data);
  if (type === 28 && end - data === 16) return ipv6Text(bytes, data);
  return type === 2 || type === 5 || type === 12 ? readDomainName(bytes, message, data, end)?.text : undefined;
}

/** The record in words: type and data, as far as they can be read. */
function recordWords(bytes: Uint8Array, message: number, record: DnsRecord): string {
  const known = knownData(bytes, message, record);
  return known === undefined ? typeName(record.type) : `${typeName(record.type)} ${known}`;
}

function recordField(bytes: Uint8Array, message: number, record: DnsRecord): Field {
  const { section, start, end, data, type } = record;
  const isPlain = data === undefined || data === end || knownData(bytes, message, record) !== undefined;
  const raw = isPlain ? '' : ` ${rawBytes(bytes, data, end - data)}`;
  const lifetime = data === undefined || type === 41 ? '' : `, ${u32(bytes, data - 6)} s`;
  const value = `${record.name} ${recordWords(bytes, message, record)}${raw}${lifetime}`;
  return { name: SECTIONS[section]!, start, end, value };
}

function info(header: Header, message: number): string {
  const { bytes } = header;
  const flags = u16(bytes, message + 2);
  const operation = OPERATIONS[(flags >> 11) & 0xf] ?? 'Unknown operation';
  const reply = REPLIES[flags & 0xf];
  const words = readRecords(bytes, message, headerLimit(header))
    .filter(({ section }) => section < 2)
    .map((record) =>
      record.section === 0 ? `${typeName(record.type)} ${record.name}` : recordWords(bytes, message, record),
    );
  const parts = [`${operation}${isResponse(flags) ? ' response' : ''} ${hex(u16(bytes, message), 2)}`];
  if (isResponse(flags) && reply !== undefined) parts.push(reply);
  return [...parts, ...words.slice(0, 6)].join(' ');
}

/** A DNS message; over TCP (RFC 1035, section 4.2.2) its length stands before it. */
function dnsMessage(name: string, prefix: 0 | 2): Protocol {
  const lengthRow: FieldRow = ['length', 0, 2, showBytes];
  const headline = (header: Header): Headline => ({ protocol: name, info: info(header, header.start + prefix) });
  return {
    name,
    fixedSize: prefix + HEADER_SIZE,
    step: ({ start, limit }) => ({ headerEnd: Math.max(start + prefix + HEADER_SIZE, limit) }),
    fields: (header) => {
      const { bytes, start } = header;
      const message = start + prefix;
      const rows = readRows(header, ROWS, message);
      const records = rows.length < ROWS.length ? [] : readRecords(bytes, message, headerLimit(header));
      return [
        ...(prefix === 0 ? [] : readRows(header, [lengthRow])),
        ...rows,
        ...records.map((record) => recordField(bytes, message, record)),
      ];
    },
    headline,
  };
}

export const dns = dnsMessage('DNS', 0);
export const dnsOverTcp = dnsMessage('DNS', 2);
export const multicastDns = dnsMessage('mDNS', 0);
export const llmnr = dnsMessage('LLMNR', 0);
