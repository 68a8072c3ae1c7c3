import { linkTypeName } from '../capture/link-type.ts';
import type { Addresses, Header } from './header.ts';
import { addressText, countBytes } from './show.ts';
import { walk } from './walk.ts';

/** A packet in one line. */
export interface Summary {
  /** The innermost protocol that is known: `TCP`, `DNS`, `ARP`. */
  readonly protocol: string;
  /** The innermost addresses: of IP where there is IP, of the link layer otherwise; empty when there is none. */
  readonly source: string;
  readonly destination: string;
  /** In words. */
  readonly info: string;
}

const isReadable = ({ protocol, start, limit, quoted }: Header): boolean =>
  !quoted && limit >= start + protocol.fixedSize;

function addressAt(packet: Uint8Array, at: number | undefined, size: number): string {
  return at === undefined || at + size > packet.length ? '' : addressText(packet, at, size);
}

/** The summary of a packet whose headers are known. */
export function summaryOf(headers: readonly Header[], packet: Uint8Array, linkType: number): Summary {
  const readable = headers.filter(isReadable);
  let addresses: Addresses | undefined;
  let described: Header | undefined;
  for (const header of readable) {
    addresses = header.protocol.addresses?.(header) ?? addresses;
    if (header.protocol.headline !== undefined) described = header;
  }
  const headline = described?.protocol.headline?.(described) ?? {
    protocol: linkTypeName(linkType),
    info: `${linkTypeName(linkType)}, ${countBytes(packet.length)}`,
  };
  const remarks = readable.map((header) => header.protocol.remark?.(header)).filter((remark) => remark !== undefined);
  return {
    protocol: headline.protocol,
    source: addressAt(packet, addresses?.source, addresses?.size ?? 0),
    destination: addressAt(packet, addresses?.destination, addresses?.size ?? 0),
    info: remarks.length === 0 ? headline.info : `${headline.info} (${remarks.join('; ')})`,
  };
}

/** A packet's line in a list, without building its fields. */
export function summarize(packet: Uint8Array, linkType: number): Summary {
  return summaryOf(walk(packet, linkType), packet, linkType);
}
