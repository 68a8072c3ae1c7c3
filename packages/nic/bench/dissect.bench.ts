import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase } from '../../../tools/bench/bench-case.ts';
import { dissect, openCapture, summarize } from '../src/index.ts';

/** Real packets of all kinds, from the captures that come with Skep; benches run in the project's root. */
function realPackets(): { data: Uint8Array; linkType: number }[] {
  return ['everyday.pcap', 'edge.pcapng', 'flood.pcap'].flatMap((file) => {
    const opened = openCapture(new Uint8Array(readFileSync(join('public/captures', file))));
    if (!opened.ok) throw new Error(opened.error.message);
    return Array.from({ length: opened.value.packetCount }, (_, i) => opened.value.packet(i));
  });
}

const packets = realPackets();

function summarizing(): number {
  for (const { data, linkType } of packets) if (summarize(data, linkType).info === '') throw new Error('no words');
  return packets.length;
}

function dissecting(): number {
  for (const { data, linkType } of packets)
    if (dissect(data, linkType).layers.length === 0) throw new Error('no layers');
  return packets.length;
}

const cases: BenchCase[] = [
  {
    name: 'dissection: summaries',
    unit: 'packets',
    run: summarizing,
    against: { name: 'all fields', run: dissecting },
  },
];
export default cases;
