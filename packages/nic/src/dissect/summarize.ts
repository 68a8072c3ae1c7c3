import { linkTypeName } from '../capture/link-type.ts';
import type { Addresses, Header, Headline } from './header.ts';
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
  let addresses: Addresses | undefined;
  let described: Header | undefined;
  let remarks = '';
  for (const header of headers) {
    if (!isReadable(header)) continue;
    const { protocol } = header;
    if (protocol.addresses !== undefined) addresses = protocol.addresses(header);
    if (protocol.headline !== undefined) described = header;
    const remark = protocol.remark?.(header);
    if (remark !== undefined) remarks += ` (${remark})`;
  }
  const { protocol, info } = described?.protocol.headline?.(described) ?? unknownHeadline(packet, linkType);
  return {
    protocol,
    source: addressAt(packet, addresses?.source, addresses?.size ?? 0),
    destination: addressAt(packet, addresses?.destination, addresses?.size ?? 0),
    info: info + remarks,
  };
}

function unknownHeadline(packet: Uint8Array, linkType: number): Headline {
  const name = linkTypeName(linkType);
  return { protocol: name, info: `${name}, ${countBytes(packet.length)}` };
}

/** A packet's line in a list, without building its fields. */
export function summarize(packet: Uint8Array, linkType: number): Summary {
  return summaryOf(walk(packet, linkType), packet, linkType);
}
