import { showEtherType } from './ether-type.ts';
import { headlineByEtherType, stepByEtherType } from './ethernet.ts';
import { type FieldRow, readRows } from './field.ts';
import type { Protocol } from './header.ts';
import { u8, u16 } from './read.ts';

/** The tag control information of IEEE 802.1Q, section 9.6, and the type of what follows. */
const ROWS: readonly FieldRow[] = [
  ['priority', 0, 1, (bytes, at) => String(u8(bytes, at) >> 5)],
  ['drop eligible', 0, 1, (bytes, at) => (u8(bytes, at) & 0x10 ? 'yes' : 'no')],
  ['VLAN', 0, 2, (bytes, at) => String(u16(bytes, at) & 0xfff)],
  ['type', 2, 2, showEtherType],
];

function vlanTag(name: string): Protocol {
  return {
    name,
    fixedSize: 4,
    step: (place) => stepByEtherType(place, place.start + 2),
    fields: (header) => readRows(header, ROWS),
    headline: (header) => headlineByEtherType(header, header.start + 2),
  };
}

export const customerVlan = vlanTag('VLAN (802.1Q)');
export const serviceVlan = vlanTag('Service VLAN (802.1ad)');
