import type { BenchCase } from '../../../tools/bench/bench-case.ts';
import { type Capture, openCapture } from '../src/index.ts';
import { repeatedPcap, repeatedPcapng } from './large-captures.ts';

const MEGABYTE = 1_000_000;

function open(bytes: Uint8Array): Capture {
  const opened = openCapture(bytes);
  if (!opened.ok || opened.value.diagnostics.length > 0) throw new Error('the capture is damaged');
  return opened.value;
}

/** The least that anything can do that looks at a whole file. */
function walk(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i]!;
  if (sum === 0) throw new Error('nothing was there');
  return bytes.length;
}

function opening(name: string, bytes: Uint8Array, packets: number): BenchCase {
  const run = (): number => {
    if (open(bytes).packetCount !== packets) throw new Error('packets are missing');
    return bytes.length;
  };
  return { name, unit: 'bytes', run, against: { name: 'walking over every byte', run: () => walk(bytes) } };
}

function openingMillion(): BenchCase {
  const packets = 1_000_000;
  const bytes = repeatedPcap(60, packets);
  return { name: 'captures: open a million packets', unit: 'packets', run: () => open(bytes).packetCount };
}

function readingAll(): BenchCase {
  const capture = open(repeatedPcap(700, 20_000));
  const run = (): number => {
    let bytes = 0;
    for (let i = 0; i < capture.packetCount; i++) bytes += capture.packet(i).data.length;
    if (bytes !== capture.totalBytes) throw new Error('bytes are missing');
    return capture.packetCount;
  };
  return { name: 'captures: read every packet', unit: 'packets', run };
}

const SIZE = 700;
const COUNT = Math.floor((100 * MEGABYTE) / SIZE);

const cases: BenchCase[] = [
  opening('captures: open 100 MB of pcap', repeatedPcap(SIZE, COUNT), COUNT),
  opening('captures: open 100 MB of pcapng', repeatedPcapng(SIZE, COUNT), COUNT),
  openingMillion(),
  readingAll(),
];
export default cases;
