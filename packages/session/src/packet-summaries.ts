import { type Capture, summarize } from '@skep/nic';
import type { PacketSummary } from './view.ts';

/** One line a packet, for a list. */
export function packetSummaries(capture: Capture, offset: number, limit: number): PacketSummary[] {
  const end = Math.min(capture.packetCount, offset + limit);
  return Array.from({ length: Math.max(0, end - offset) }, (_, position) => {
    const index = offset + position;
    const packet = capture.packet(index);
    const { protocol, source, destination, info } = summarize(packet.data, packet.linkType);
    return {
      index,
      time: packet.time,
      originalLength: packet.originalLength,
      capturedLength: packet.data.length,
      protocol,
      source,
      destination,
      info,
    };
  });
}
