import { dissect, openCapture, summarize, writePcap, writePcapng } from '../src/index.ts';
import { packetsOf, publicBytes, publicCapture, publicIndex } from './public-captures.ts';
import { sharedCaptures } from './shared-captures.ts';

/** A repeatable stream of numbers (xorshift32), so that a failure can be run again from its seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = (seed * 2 + 1) | 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomNumbers>;

/** Numbers that length fields and types are sensitive to. */
const NASTY = [
  0, 1, 2, 3, 4, 6, 8, 11, 12, 13, 16, 20, 27, 28, 0x7f, 0xff, 0x100, 0xffff, 0x10000, 0x3ffff, 0x40000,
].concat([0x40001, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffc, 0xffffffff, 0x0a0d0d0a, 0x1a2b3c4d, 0xa1b2c3d4]);

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

function writeNumber(bytes: Uint8Array, random: Random, size: 1 | 2 | 4): Uint8Array {
  if (bytes.length < size) return bytes;
  const view = new DataView(bytes.buffer);
  // Most numbers of both formats stand at multiples of four.
  const at = Math.min(bytes.length - size, random(3) === 0 ? random(bytes.length) : random(bytes.length) & ~3);
  const value = NASTY[random(NASTY.length)]!;
  if (size === 4) view.setUint32(at, value, random(4) > 0);
  else if (size === 2) view.setUint16(at, value & 0xffff, random(4) > 0);
  else view.setUint8(at, random(256));
  return bytes;
}

function splice(bytes: Uint8Array, random: Random, piece: Uint8Array): Uint8Array {
  const at = random(bytes.length + 1);
  const whole = new Uint8Array(bytes.length + piece.length);
  whole.set(bytes.subarray(0, at));
  whole.set(piece, at);
  whole.set(bytes.subarray(at), at + piece.length);
  return whole;
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => writeNumber(bytes, random, 1),
  (bytes, random) => writeNumber(bytes, random, 2),
  (bytes, random) => writeNumber(bytes, random, 4),
  (bytes, random) => writeNumber(bytes, random, 4),
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, random) => bytes.slice(random(Math.min(64, bytes.length + 1))),
  (bytes, random, other) => {
    const from = random(other.length);
    return splice(bytes, random, other.slice(from, from + random(400)));
  },
  (bytes, random) => {
    const from = random(bytes.length);
    return splice(bytes, random, bytes.slice(from, from + random(200)));
  },
];

/** Small files of every format: what they are made of matters, not how much there is of it. */
export function seedFiles(): Uint8Array[] {
  const packets = packetsOf(publicCapture(publicIndex[1]!.file)).slice(0, 12);
  const interfaces = [
    { linkType: 1, name: 'eth0' },
    { linkType: 1, description: 'other' },
  ];
  return [
    writePcap(packets, { linkType: 1 }),
    writePcap(packets, { linkType: 113, nanoseconds: true }),
    writePcapng(packets, interfaces),
    ...publicIndex.map(({ file }) => publicBytes(file).slice(0, 4096)),
    ...sharedCaptures()
      .filter(({ bytes }) => bytes.length <= 4096)
      .map(({ bytes }) => bytes),
  ];
}

/** Opens a file and reads all of it; throws when something does not hold that must for any bytes. */
function readAll(bytes: Uint8Array): 'opened' | 'damaged' | 'refused' {
  const opened = openCapture(bytes);
  if (!opened.ok) {
    if (!/^[A-Z].*\.$/s.test(opened.error.message)) throw new Error(`no sentence: ${opened.error.message}`);
    return 'refused';
  }
  const capture = opened.value;
  let total = 0;
  for (let i = 0; i < capture.packetCount; i++) {
    const { data, linkType, capturedLength } = capture.packet(i);
    if (data.length !== capturedLength) throw new Error(`packet ${i} has ${data.length} of ${capturedLength} bytes`);
    total += data.length;
    summarize(data, linkType);
    if (i < 4) dissect(data, linkType);
  }
  if (total !== capture.totalBytes) throw new Error(`${total} bytes, not ${capture.totalBytes}`);
  if (total > bytes.length) throw new Error(`${total} bytes out of a file of ${bytes.length}`);
  return capture.diagnostics.length === 0 ? 'opened' : 'damaged';
}

const SUSPICIOUS_MILLISECONDS = 20;

/** Reads a file and tells how long it took; twice when long, for the machine may have been busy with something else. */
function timed(bytes: Uint8Array): { outcome: ReturnType<typeof readAll>; milliseconds: number } {
  const begun = performance.now();
  const outcome = readAll(bytes);
  const milliseconds = performance.now() - begun;
  if (milliseconds < SUSPICIOUS_MILLISECONDS) return { outcome, milliseconds };
  const again = performance.now();
  readAll(bytes);
  return { outcome, milliseconds: Math.min(milliseconds, performance.now() - again) };
}

export interface FuzzReport {
  readonly opened: number;
  readonly damaged: number;
  readonly refused: number;
  /** Of the slowest file. */
  readonly slowestMilliseconds: number;
}

/** Reads `count` damaged captures. Throws, naming the round, when one breaks the reader. */
export function fuzzCaptures(count: number, seed: number): FuzzReport {
  const random = randomNumbers(seed);
  const files = seedFiles();
  const report = { opened: 0, damaged: 0, refused: 0, slowestMilliseconds: 0 };
  for (let round = 0; round < count; round++) {
    let bytes: Uint8Array = files[random(files.length)]!.slice();
    const other = files[random(files.length)]!;
    for (let i = 1 + random(4); i > 0 && bytes.length > 0; i--) {
      bytes = MUTATIONS[random(MUTATIONS.length)]!(bytes, random, other);
    }
    try {
      const { outcome, milliseconds } = timed(bytes);
      report[outcome]++;
      report.slowestMilliseconds = Math.max(report.slowestMilliseconds, milliseconds);
    } catch (cause) {
      throw new Error(`mutation ${round} of seed ${seed}: ${Buffer.from(bytes).toString('base64')}`, { cause });
    }
  }
  return report;
}
