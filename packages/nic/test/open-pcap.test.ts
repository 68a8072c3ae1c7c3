import { describe, expect, it } from 'vitest';
import { type Capture, openCapture } from '../src/index.ts';
import { BIG, FRAME, join, LITTLE, pcapHeader, pcapRecord, u32 } from './build-capture.ts';
import { askTsharkAbout, hasWireshark } from './wireshark.ts';

function open(bytes: Uint8Array): Capture {
  const opened = openCapture(bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** A packet as `captured/original time`. */
function packets(capture: Capture): string[] {
  return Array.from({ length: capture.packetCount }, (_, i) => {
    const { data, originalLength, time } = capture.packet(i);
    return `${data.length}/${originalLength} ${time}`;
  });
}

const kuznetsov = join(u32(3, LITTLE), [0, 8, 0, 0]);
const swapped = pcapRecord({ captured: 100, original: 60 });

const VARIANTS: readonly [name: string, bytes: Uint8Array, packets: readonly string[]][] = [
  ['little-endian, microseconds', join(pcapHeader(), pcapRecord()), ['60/60 5000007000']],
  ['big-endian, microseconds', join(pcapHeader({ order: BIG }), pcapRecord({ order: BIG })), ['60/60 5000007000']],
  ['little-endian, nanoseconds', join(pcapHeader({ magic: 0xa1b23c4d }), pcapRecord()), ['60/60 5000000007']],
  [
    'big-endian, nanoseconds',
    join(pcapHeader({ order: BIG, magic: 0xa1b23c4d }), pcapRecord({ order: BIG })),
    ['60/60 5000000007'],
  ],
  [
    "Kuznetzov's patched libpcap",
    join(pcapHeader({ magic: 0xa1b2cd34 }), pcapRecord({ extra: kuznetsov })),
    ['60/60 5000007000'],
  ],
  ['Ixia hardware', join(pcapHeader({ magic: 0x1c0001ac }), u32(76, LITTLE), pcapRecord()), ['60/60 5000007000']],
  ['Ixia software', join(pcapHeader({ magic: 0x1c0001ab }), u32(76, LITTLE), pcapRecord()), ['60/60 5000007000']],
  ['version 2.2: lengths in the other order', join(pcapHeader({ version: [2, 2] }), swapped), ['60/100 5000007000']],
  [
    'version 2.3: lengths in either order',
    join(pcapHeader({ version: [2, 3] }), pcapRecord({ original: 100 }), swapped),
    ['60/100 5000007000', '60/100 5000007000'],
  ],
  ['DG/UX', join(pcapHeader({ version: [543, 0] }), swapped), ['60/100 5000007000']],
  ['a cut packet', join(pcapHeader(), pcapRecord({ original: 1500 })), ['60/1500 5000007000']],
  ['an original length under the captured', join(pcapHeader(), pcapRecord({ original: 40 })), ['60/40 5000007000']],
  ['packets longer than the limit', join(pcapHeader({ snapLength: 10 }), pcapRecord()), ['60/60 5000007000']],
  ['no bytes in a packet', join(pcapHeader(), pcapRecord({ data: new Uint8Array() })), ['0/0 5000007000']],
  ['a time after 2038', join(pcapHeader(), pcapRecord({ seconds: 0xfffffffe })), ['60/60 4294967294000007000']],
  ['no packets', pcapHeader(), []],
  ['an ATM pseudo-header', join(pcapHeader({ network: 123 }), pcapRecord({ original: 100 })), ['56/96 5000007000']],
];

describe('pcap', () => {
  it.each(VARIANTS)('%s', (_name, bytes, expected) => {
    const capture = open(bytes);
    expect(packets(capture)).toEqual(expected);
    expect(capture).toMatchObject({ format: 'pcap', diagnostics: [] });
    expect(capture.totalBytes).toBe(expected.reduce((sum, packet) => sum + Number.parseInt(packet, 10), 0));
  });

  it.skipIf(!hasWireshark)('tshark reads the same', () => {
    const theirs = askTsharkAbout(
      VARIANTS.map(([, bytes]) => bytes),
      ['frame.cap_len', 'frame.len', 'frame.time_epoch'],
    );
    const words = theirs.map(
      ([captured, original, time]) => `${captured}/${original} ${BigInt(time!.replace('.', ''))}`,
    );
    expect(words).toEqual(VARIANTS.flatMap(([, , expected]) => expected));
  });

  it('views the bytes of the file instead of copying them', () => {
    const bytes = join(pcapHeader(), pcapRecord());
    const { data } = open(bytes).packet(0);
    expect([data.buffer === bytes.buffer, data.byteOffset, [...data]]).toEqual([true, 40, [...FRAME]]);
  });

  it('reads a file that lies inside of a larger buffer', () => {
    const bytes = join([1, 2, 3], pcapHeader(), pcapRecord()).subarray(3);
    expect(packets(open(bytes))).toEqual(['60/60 5000007000']);
  });

  it('tells the frame check sequence of the network field', () => {
    const { interfaces, linkType } = open(pcapHeader({ network: 0x24000001 }));
    expect([linkType, interfaces]).toEqual([1, [{ linkType: 1, snapLength: 262_144, fcsLength: 4 }]]);
  });

  it('throws for a packet that is not there', () => {
    for (const index of [-1, 1, 0.5, Number.NaN]) {
      expect(() => open(join(pcapHeader(), pcapRecord())).packet(index)).toThrow(RangeError);
    }
  });
});

/** What is wrong, how many packets are kept, and the complaint: code, offset, length. */
const DAMAGED: readonly [
  name: string,
  bytes: Uint8Array,
  kept: number,
  code: string,
  offset: number,
  length: number,
][] = [
  ['a packet that ends early', join(pcapHeader(), pcapRecord(), pcapRecord().slice(0, -1)), 1, 'cut-short', 100, 75],
  ['a record header that ends early', join(pcapHeader(), pcapRecord(), new Uint8Array(9)), 1, 'cut-short', 100, 9],
  ['the first packet is cut', join(pcapHeader(), pcapRecord({ captured: 61 })), 0, 'cut-short', 24, 76],
  [
    'a length beyond reason',
    join(pcapHeader(), pcapRecord(), pcapRecord({ captured: 0xffff_ffff })),
    1,
    'impossible-length',
    108,
    8,
  ],
  [
    'a length beyond reason that is there',
    join(pcapHeader(), pcapRecord(), pcapRecord({ data: new Uint8Array(300_000) }), pcapRecord()),
    1,
    'impossible-length',
    108,
    8,
  ],
];

describe('a damaged pcap', () => {
  it.each(DAMAGED)('%s', (_name, bytes, kept, code, offset, length) => {
    const { packetCount, diagnostics } = open(bytes);
    expect(packetCount).toBe(kept);
    expect(diagnostics).toMatchObject([
      { code: `capture/${code}`, severity: 'warning', position: { kind: 'byte', offset, length } },
    ]);
    expect(diagnostics[0]!.message).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps every whole packet, wherever the file ends', () => {
    const whole = join(pcapHeader(), pcapRecord(), pcapRecord({ data: new Uint8Array(5) }));
    for (let length = 24; length <= whole.length; length++) {
      const { packetCount, diagnostics } = open(whole.slice(0, length));
      expect(packetCount).toBe(length < 100 ? 0 : length < 121 ? 1 : 2);
      expect(diagnostics.length).toBe([24, 100, 121].includes(length) ? 0 : 1);
    }
  });
});
