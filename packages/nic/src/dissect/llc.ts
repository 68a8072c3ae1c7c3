import { etherTypeName, showEtherType } from './ether-type.ts';
import { type FieldRow, readRows } from './field.ts';
import { type Header, type Place, type Protocol, payloadLength, type Step } from './header.ts';
import { u8, u16, u24 } from './read.ts';
import { countBytes, hex, showHex, withName } from './show.ts';

/** Service access points: IEEE 802 numbers, as IANA lists them. */
const SAP_NAMES: Readonly<Record<number, string>> = {
  0x00: 'Null LSAP',
  0x42: 'Spanning Tree',
  0x98: 'ARP',
  0xaa: 'SNAP',
  0xe0: 'NetWare',
  0xf0: 'NetBIOS',
  0xfe: 'ISO network layer',
  0xff: 'Global',
};
const SNAP = 0xaa;

/** Protocols behind a SNAP header with Cisco's organisation code. */
const CISCO_NAMES: Readonly<Record<number, string>> = {
  0x0104: 'DRiP',
  0x010b: 'PVST+',
  0x0111: 'UDLD',
  0x2000: 'CDP',
  0x2003: 'VTP',
  0x2004: 'DTP',
};
const CISCO = 0x00000c;
const ENCAPSULATED_ETHERNET = 0x000000;

const showSap = (bytes: Uint8Array, at: number): string => withName(hex(u8(bytes, at), 1), SAP_NAMES[u8(bytes, at)]);

const LLC_ROWS: readonly FieldRow[] = [
  ['destination service', 0, 1, showSap],
  ['source service', 1, 1, showSap],
];
const ORGANISATION_ROW: readonly [string, number, FieldRow[3]] = ['organisation', 3, showHex];

/** Unnumbered frames have a control field of one byte, others of two (IEEE 802.2, section 5.2). */
const controlSize = (bytes: Uint8Array, start: number): number => ((u8(bytes, start + 2) & 3) === 3 ? 1 : 2);

const isSnap = (bytes: Uint8Array, start: number): boolean =>
  u8(bytes, start) === SNAP && u8(bytes, start + 1) === SNAP && controlSize(bytes, start) === 1;

function step({ bytes, start, limit }: Place): Step {
  if (limit < start + 3) return { headerEnd: start + 3 };
  if (!isSnap(bytes, start)) return { headerEnd: start + 2 + controlSize(bytes, start) };
  const headerEnd = start + 8;
  const encapsulates = limit >= headerEnd && u24(bytes, start + 3) === ENCAPSULATED_ETHERNET;
  return { headerEnd, next: encapsulates ? { table: 'etherType', key: u16(bytes, start + 6) } : undefined };
}

function rows({ bytes, start }: Header): FieldRow[] {
  const control: FieldRow = ['control', 2, controlSize(bytes, start), showHex];
  if (!isSnap(bytes, start)) return [...LLC_ROWS, control];
  const [name, size, show] = ORGANISATION_ROW;
  return [...LLC_ROWS, control, [name, 3, size, show], ['type', 6, 2, showSnapType]];
}

const snapName = (organisation: number, type: number): string =>
  organisation === CISCO ? (CISCO_NAMES[type] ?? 'Cisco') : etherTypeName(type);

const showSnapType = (bytes: Uint8Array, at: number): string =>
  u24(bytes, at - 3) === ENCAPSULATED_ETHERNET
    ? showEtherType(bytes, at)
    : withName(hex(u16(bytes, at), 2), u24(bytes, at - 3) === CISCO ? CISCO_NAMES[u16(bytes, at)] : undefined);

function protocolName({ bytes, start }: Header): string {
  if (isSnap(bytes, start)) return snapName(u24(bytes, start + 3), u16(bytes, start + 6));
  return u8(bytes, start) === 0x42 ? 'STP' : 'LLC';
}

/** IEEE 802.2 logical link control, with a SNAP header (RFC 1042) where there is one. */
export const llc: Protocol = {
  name: 'LLC',
  fixedSize: 3,
  step,
  fields: (header) => readRows(header, rows(header)),
  headline: (header) => {
    const name = protocolName(header);
    const sap = SAP_NAMES[u8(header.bytes, header.start)] ?? hex(u8(header.bytes, header.start), 1);
    const words = name === 'LLC' ? `Service ${sap}` : name === 'STP' ? sap : name;
    return { protocol: name, info: `${words}, ${countBytes(payloadLength(header))}` };
  },
};
