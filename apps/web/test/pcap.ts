/** A pcap file of Ethernet packets, a second apart. */
export function pcapOf(packets: readonly Uint8Array[]): Blob {
  const total = packets.reduce((sum, packet) => sum + 16 + packet.length, 24);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, 65535, true);
  view.setUint32(20, 1, true);
  let at = 24;
  packets.forEach((packet, index) => {
    view.setUint32(at, index, true);
    view.setUint32(at + 8, packet.length, true);
    view.setUint32(at + 12, packet.length, true);
    bytes.set(packet, at + 16);
    at += 16 + packet.length;
  });
  return new Blob([bytes]);
}

/** An Ethernet frame whose first byte after the header is `mark`. */
export function frame(mark: number): Uint8Array {
  const bytes = new Uint8Array(60);
  bytes[12] = 0x08;
  bytes[14] = mark;
  return bytes;
}
