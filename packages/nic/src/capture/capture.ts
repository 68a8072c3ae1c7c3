import type { Diagnostic } from '@skep/base';

/** Where packets were seen. A pcap file has one; a pcapng file describes any number. */
export interface CaptureInterface {
  readonly linkType: number;
  readonly name?: string;
  readonly description?: string;
  /** Most bytes of a packet that were kept; 0 when there was no limit. */
  readonly snapLength: number;
  /** Bytes of frame check sequence at the end of each packet, where the file says so. */
  readonly fcsLength?: number;
}

export interface CapturedPacket {
  /** The captured bytes: a view into the file, not a copy. */
  readonly data: Uint8Array;
  /** Nanoseconds since 1970; 0 in a block that carries no time. */
  readonly time: bigint;
  /** Bytes on the wire; more than `data.length` when the capture cut the packet. */
  readonly originalLength: number;
  readonly capturedLength: number;
  readonly linkType: number;
  /** Position in `Capture.interfaces`. */
  readonly interface: number;
  readonly comment?: string;
}

/** An opened capture file. Packets are decoded when they are asked for; opening only notes where they are. */
export interface Capture {
  readonly format: 'pcap' | 'pcapng';
  /** Of the first interface; Ethernet when the file describes none. */
  readonly linkType: number;
  readonly packetCount: number;
  /** Bytes of all packets as captured. */
  readonly totalBytes: number;
  readonly interfaces: readonly CaptureInterface[];
  /** What somebody wrote about the whole file (pcapng, first section). */
  readonly comment?: string;
  /** Warnings: what is damaged, cut off or left out. */
  readonly diagnostics: readonly Diagnostic[];
  /** The packet at `index`, counted from 0. Throws a RangeError outside of the capture. */
  packet(index: number): CapturedPacket;
}
