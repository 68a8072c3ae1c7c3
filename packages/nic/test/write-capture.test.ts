import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capture, openCapture, writePcap, writePcapng } from '../src/index.ts';
import { askTsharkAbout, hasWireshark } from './wireshark.ts';

function open(bytes: Uint8Array): Capture {
  const opened = openCapture(bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.diagnostics).toEqual([]);
  return opened.value;
}

const all = (capture: Capture) => Array.from({ length: capture.packetCount }, (_, i) => capture.packet(i));

const packet = fc.record({
  data: fc.uint8Array({ maxLength: 200 }),
  time: fc.bigInt({ min: 0n, max: 4_294_967_295_999_999_999n }),
  originalLength: fc.nat(100_000),
});

const pcapngPacket = fc.record({
  data: fc.uint8Array({ maxLength: 200 }),
  time: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  originalLength: fc.nat(100_000),
  interface: fc.nat(1),
  comment: fc.option(fc.string({ unit: 'binary', maxLength: 50 }), { nil: undefined }),
});

describe('writing', () => {
  it('pcap: what is written is read again', () => {
    fc.assert(
      fc.property(fc.array(packet), fc.boolean(), fc.nat(300), (packets, nanoseconds, linkType) => {
        fc.pre(![123, 139, 144, 177, 196, 201, 204, 209, 245, 254].includes(linkType));
        const capture = open(writePcap(packets, { linkType, nanoseconds }));
        expect(capture.linkType).toBe(linkType);
        expect(all(capture).map(({ data, time, originalLength }) => [[...data], time, originalLength])).toEqual(
          packets.map(({ data, time, originalLength }) => {
            return [[...data], nanoseconds ? time : time - (time % 1000n), originalLength];
          }),
        );
      }),
    );
  });

  it('pcap: a time that the format cannot hold is moved to the nearest that it can', () => {
    const data = new Uint8Array(1);
    const packets = [-1n, 1n << 80n].map((time) => ({ data, time }));
    const capture = open(writePcap(packets, { linkType: 1, nanoseconds: true }));
    expect(all(capture).map(({ time }) => time)).toEqual([0n, 4_294_967_295_999_999_999n]);
  });

  it('pcapng: what is written is read again', () => {
    const interfaces = [
      { linkType: 1, name: 'eth0', description: 'first' },
      { linkType: 113, snapLength: 96 },
    ];
    fc.assert(
      fc.property(fc.array(pcapngPacket), (packets) => {
        const capture = open(writePcapng(packets.map(dropUndefined), interfaces));
        expect(capture.interfaces).toEqual([{ snapLength: 0, ...interfaces[0] }, interfaces[1]]);
        const read = all(capture).map((p) => [[...p.data], p.time, p.originalLength, p.interface, p.comment]);
        const written = packets.map((p) => [[...p.data], p.time, p.originalLength, p.interface, textOf(p.comment)]);
        expect(read).toEqual(written);
      }),
    );
  });

  it.skipIf(!hasWireshark)('tshark reads both', () => {
    const packets = [1, 2, 3].map((size) => ({ data: new Uint8Array(60 + size), time: BigInt(size) * 1_000_000_001n }));
    const fields = ['frame.cap_len', 'frame.time_epoch', 'frame.comment'];
    const expected = ['61 1.000000001', '62 2.000000002', '63 3.000000003'];
    const commented = packets.map((p) => ({ ...p, comment: 'said' }));
    const files = [
      writePcap(packets, { linkType: 1, nanoseconds: true }),
      writePcapng(commented, [{ linkType: 1, name: 'eth0' }]),
    ];
    const words = askTsharkAbout(files, fields).map((row) => row.join(' ').trim());
    expect(words).toEqual([...expected, ...expected.map((row) => `${row} said`)]);
  });
});

/** A comment ends at its first zero byte. */
function textOf(comment: string | undefined): string | undefined {
  return comment === undefined ? undefined : comment.split('\0')[0];
}

function dropUndefined<P extends { comment: string | undefined }>(p: P): Omit<P, 'comment'> & { comment?: string } {
  const { comment, ...rest } = p;
  return comment === undefined ? rest : { ...rest, comment };
}
