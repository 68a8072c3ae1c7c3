import { describe, expect, it } from 'vitest';
import { type Capture, openCapture } from '../src/index.ts';
import {
  BIG,
  block,
  END_OF_OPTIONS,
  enhancedPacket,
  FRAME,
  interfaceBlock,
  join,
  LITTLE,
  obsoletePacket,
  option,
  section,
  simplePacket,
  u32,
  u64,
} from './build-capture.ts';
import { askTsharkAbout, hasWireshark } from './wireshark.ts';

function open(bytes: Uint8Array): Capture {
  const opened = openCapture(bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** A packet as `captured/original time interface`. */
function packets(capture: Capture): string[] {
  return Array.from({ length: capture.packetCount }, (_, i) => {
    const { data, originalLength, time, interface: position } = capture.packet(i);
    return `${data.length}/${originalLength} ${time} ${position}`;
  });
}

const resolution = (byte: number): Uint8Array => option(9, Uint8Array.of(byte));

const VARIANTS: readonly [name: string, bytes: Uint8Array, packets: readonly string[]][] = [
  ['little-endian', join(section(), interfaceBlock(), enhancedPacket()), ['60/60 5000007000 0']],
  [
    'big-endian',
    join(section(BIG), interfaceBlock(1, new Uint8Array(), BIG), enhancedPacket({ order: BIG })),
    ['60/60 5000007000 0'],
  ],
  [
    'two sections of different byte order, whose interfaces count from 0 again',
    join(
      ...[section(), interfaceBlock(), interfaceBlock(), enhancedPacket({ number: 1 })],
      ...[section(BIG), interfaceBlock(1, new Uint8Array(), BIG), enhancedPacket({ order: BIG })],
    ),
    ['60/60 5000007000 1', '60/60 5000007000 2'],
  ],
  [
    'nanoseconds',
    join(section(), interfaceBlock(1, join(resolution(9), END_OF_OPTIONS)), enhancedPacket({ ticks: 5_000_000_007n })),
    ['60/60 5000000007 0'],
  ],
  [
    'units of 2 to the power of −10 seconds',
    join(section(), interfaceBlock(1, resolution(0x8a)), enhancedPacket({ ticks: 5n * 1024n + 512n })),
    ['60/60 5500000000 0'],
  ],
  [
    'an offset in seconds',
    join(section(), interfaceBlock(1, option(14, u64(100n, LITTLE))), enhancedPacket()),
    ['60/60 105000007000 0'],
  ],
  ['an obsolete packet block', join(section(), interfaceBlock(), obsoletePacket(70, FRAME)), ['60/70 5000007000 0']],
  [
    'simple packet blocks, whose packets are cut at the interface’s limit',
    join(
      ...[section(), interfaceBlock(1, new Uint8Array(), LITTLE, 20)],
      ...[simplePacket(60, FRAME.slice(0, 20)), simplePacket(12, FRAME.slice(0, 12))],
    ),
    ['20/60 0 0', '12/12 0 0'],
  ],
  [
    'blocks that hold no packets',
    join(
      ...[section(), interfaceBlock(), block(4, END_OF_OPTIONS), enhancedPacket()],
      ...[block(5, new Uint8Array(12)), block(0x7fff_fff0, FRAME), enhancedPacket()],
    ),
    ['60/60 5000007000 0', '60/60 5000007000 0'],
  ],
  ['an interface and no packets', join(section(), interfaceBlock()), []],
  [
    'an ATM pseudo-header',
    join(section(), interfaceBlock(123), enhancedPacket({ original: 100 })),
    ['56/96 5000007000 0'],
  ],
];

describe('pcapng', () => {
  it.each(VARIANTS)('%s', (_name, bytes, expected) => {
    const capture = open(bytes);
    expect(packets(capture)).toEqual(expected);
    expect(capture).toMatchObject({ format: 'pcapng', diagnostics: [] });
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
    expect(words).toEqual(VARIANTS.flatMap(([, , expected]) => expected.map((packet) => packet.replace(/ \d+$/, ''))));
  });

  it('tells names, descriptions, lengths and comments', () => {
    const capture = open(
      join(
        section(LITTLE, join(option(1, 'about the file'), END_OF_OPTIONS)),
        interfaceBlock(113, join(option(2, 'eth0'), option(3, 'the cable'), option(13, Uint8Array.of(4)))),
        enhancedPacket({ options: join(option(2, u32(1, LITTLE)), option(1, 'first'), option(1, 'second')) }),
        enhancedPacket(),
      ),
    );
    expect(capture.comment).toBe('about the file');
    expect(capture.linkType).toBe(113);
    expect(capture.interfaces).toEqual([
      { linkType: 113, name: 'eth0', description: 'the cable', snapLength: 0, fcsLength: 4 },
    ]);
    expect([capture.packet(0).comment, capture.packet(1).comment]).toEqual(['first\nsecond', undefined]);
  });

  it('takes no harm from options that do not fit', () => {
    const options = join(option(1, 'whole'), [1, 0, 0xff, 0xff], END_OF_OPTIONS);
    const capture = open(join(section(), interfaceBlock(1, options), enhancedPacket({ options })));
    expect([capture.packet(0).comment, capture.diagnostics]).toEqual(['whole', []]);
  });
});

const START = join(section(), interfaceBlock(), enhancedPacket());

/** What is wrong, how many packets are kept, and the complaint: code, offset, length. */
const DAMAGED: readonly [
  name: string,
  bytes: Uint8Array,
  kept: number,
  code: string,
  offset: number,
  length: number,
][] = [
  ['a block that ends early', join(START, enhancedPacket().slice(0, -1)), 1, 'cut-short', 140, 91],
  ['less than a block at the end', join(START, [0, 0, 0]), 1, 'cut-short', 140, 3],
  ['a length of 0', join(START, enhancedPacket({ length: 0 }), enhancedPacket()), 1, 'impossible-length', 144, 4],
  ['a length of 4 GiB', join(START, enhancedPacket({ length: 0xffff_ffff })), 1, 'cut-short', 140, 92],
  ['lengths that differ', join(START, enhancedPacket({ lengthAgain: 88 })), 1, 'length-mismatch', 228, 4],
  ['a packet longer than its block', join(START, enhancedPacket({ captured: 90 })), 1, 'impossible-length', 140, 8],
  ['a packet of 4 GiB', join(START, enhancedPacket({ captured: 0xffff_ffff })), 1, 'impossible-length', 140, 8],
  ['a packet block without lengths', join(START, block(6, FRAME.slice(0, 8))), 1, 'impossible-length', 140, 8],
  ['an interface without a link type', join(START, block(1, FRAME.slice(0, 4))), 1, 'impossible-length', 140, 8],
  ['an interface nobody described', join(START, enhancedPacket({ number: 9 }), START), 2, 'unknown-interface', 140, 4],
  ['a packet before any interface', join(section(), enhancedPacket()), 0, 'unknown-interface', 28, 4],
  ['a second section of no byte order', join(START, block(0x0a0d0d0a, FRAME)), 1, 'no-byte-order', 148, 4],
  ['a second section of version 2', join(START, section(LITTLE, new Uint8Array(), 2)), 1, 'unknown-version', 152, 4],
];

describe('a damaged pcapng', () => {
  it.each(DAMAGED)('%s', (_name, bytes, kept, code, offset, length) => {
    const { packetCount, diagnostics } = open(bytes);
    expect(packetCount).toBe(kept);
    expect(diagnostics).toMatchObject([
      { code: `capture/${code}`, severity: 'warning', position: { kind: 'byte', offset, length } },
    ]);
    expect(diagnostics[0]!.message).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('stops at more interfaces than can be', () => {
    const one = interfaceBlock();
    const many = new Uint8Array(28 + 70_000 * one.length);
    many.set(section());
    for (let i = 0; i < 70_000; i++) many.set(one, 28 + i * one.length);
    const { interfaces, diagnostics } = open(many);
    expect([interfaces.length, diagnostics[0]!.code]).toEqual([65_536, 'capture/too-many-interfaces']);
  });
});
