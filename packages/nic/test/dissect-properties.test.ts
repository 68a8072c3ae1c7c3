import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissect, fieldAt, type Layer, summarize } from '../src/index.ts';
import { publicPackets } from './public-captures.ts';

const LINK_TYPES = [0, 1, 12, 101, 105, 108, 113, 228, 229, 276];

/** Layers follow one another and cover the packet; fields lie inside of their layers. */
function checkRanges(layers: readonly Layer[], length: number): void {
  let at = 0;
  for (const { name, start, end, fields } of layers) {
    if (start !== at || end <= start) throw new Error(`${name} ${start}-${end} does not follow ${at}`);
    for (const field of fields) {
      if (field.start < start || field.end > end || field.end < field.start) {
        throw new Error(`${name}: ${field.name} ${field.start}-${field.end} is outside of ${start}-${end}`);
      }
    }
    at = end;
  }
  if (at !== length) throw new Error(`the layers end at ${at} of ${length}`);
}

function check(packet: Uint8Array, linkType: number): void {
  const { layers, ...summary } = dissect(packet, linkType);
  checkRanges(layers, packet.length);
  expect(summarize(packet, linkType)).toEqual(summary);
}

const packets = publicPackets();

/** A real packet with some bytes changed and the end cut off. */
const mutated = fc
  .record({
    packet: fc.constantFrom(...packets),
    changes: fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 6 }),
    length: fc.nat(1600),
  })
  .map(({ packet, changes, length }) => {
    const bytes = packet.data.slice(0, length);
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    return bytes;
  });

describe('dissection of anything', () => {
  it('random bytes', () => {
    const linkType = fc.constantFrom(...LINK_TYPES);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), linkType, check), { numRuns: 5000 });
  });

  it('real packets with changes', () => {
    fc.assert(
      fc.property(mutated, (packet) => check(packet, 1)),
      { numRuns: 10_000 },
    );
  });

  it('real packets, cut at every length', () => {
    const kinds = new Map(packets.map((packet) => [kindOf(packet.data), packet]));
    for (const { data, linkType } of kinds.values()) {
      for (let length = 0; length <= Math.min(data.length, 200); length++) check(data.slice(0, length), linkType);
    }
  });

  it('headers in headers without end', () => {
    const tags = new Uint8Array(65_536);
    for (let at = 12; at < tags.length; at += 4) tags.set([0x81, 0], at);
    check(tags, 1);
    expect(dissect(tags, 1).layers.length).toBeLessThan(60);
  });
});

const kindOf = (packet: Uint8Array): string =>
  dissect(packet, 1)
    .layers.map(({ name }) => name)
    .join();

describe('fieldAt', () => {
  const packet = packets.find(({ data }) => summarize(data, 1).info.startsWith('Echo (ping) request'))!;
  const { layers } = dissect(packet.data, 1);

  it.each([
    [0, 'Ethernet: destination'],
    [13, 'Ethernet: type'],
    [14, 'IPv4: version, header length'],
    [20, 'IPv4: flags, fragment offset'],
    [22, 'IPv4: time to live'],
    [33, 'IPv4: destination'],
    [34, 'ICMP: type'],
    [42, 'Data, byte 0'],
    [50, 'Data, byte 8'],
    [98, undefined],
    [-1, undefined],
  ])('byte %d is %s', (offset, words) => {
    expect(fieldAt(layers, offset)).toBe(words);
  });

  it('names a byte that belongs to no field', () => {
    const solicitation = packets.find(({ data }) => summarize(data, 1).info.startsWith('Neighbor solicitation'))!;
    expect(fieldAt(dissect(solicitation.data, 1).layers, 58)).toBe('ICMPv6, byte 4');
  });
});
