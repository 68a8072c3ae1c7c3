import { data, trailer } from './data.ts';
import type { Header, Next, Place, Protocol, Step } from './header.ts';
import { protocolAt } from './registry.ts';

/** More headers than any real packet has; what is behind them is left as data. */
const MOST_HEADERS = 48;

function headerOf(protocol: Protocol, place: Place, step: Step, quoted: boolean): Header {
  const { bytes, start, limit, carrier } = place;
  const carrierEnd = carrier?.end ?? Number.POSITIVE_INFINITY;
  const claim = step.end ?? carrierEnd;
  const headerEnd = Math.max(step.headerEnd, start + 1);
  return {
    protocol,
    bytes,
    start,
    limit: Math.min(limit, claim),
    carrier,
    headerEnd,
    end: Math.min(claim, carrierEnd),
    whole:
      (carrier?.whole ?? true) &&
      step.fragment !== true &&
      (claim === carrierEnd || claim <= limit) &&
      headerEnd <= limit,
    quoted,
  };
}

/**
 * The headers of a packet from the outside in. They follow one another without gaps; the last may be plain data, and
 * what no header lays claim to is a trailer.
 */
export function walk(bytes: Uint8Array, linkType: number): Header[] {
  const headers: Header[] = [];
  let next: Next | undefined = { table: 'linkType', key: linkType };
  let place: Place = { bytes, start: 0, limit: bytes.length, carrier: undefined };
  let quoted = false;
  while (place.start < place.limit) {
    const protocol: Protocol = headers.length < MOST_HEADERS ? protocolAt(next, place) : data;
    const step: Step = protocol.step(place);
    const header = headerOf(protocol, place, step, quoted);
    headers.push(header);
    quoted ||= step.quotes === true;
    next = step.next;
    place = { bytes, start: header.headerEnd, limit: header.limit, carrier: header };
  }
  const claimed = Math.min(place.limit, bytes.length);
  if (claimed < bytes.length) headers.push(trailerOf(bytes, claimed, headers.at(-1)));
  return headers;
}

function trailerOf(bytes: Uint8Array, start: number, carrier: Header | undefined): Header {
  const end = bytes.length;
  const place: Place = { bytes, start, limit: end, carrier };
  return { ...headerOf(trailer, place, { headerEnd: end }, false), limit: end, end };
}
