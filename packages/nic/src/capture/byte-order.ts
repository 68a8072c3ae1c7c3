/** Reads integers of a file that was written in one byte order or the other. Offsets must lie inside of the file. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  u16(at: number): number;
  u32(at: number): number;
  i64(at: number): bigint;
}

export function byteReader(bytes: Uint8Array, littleEndian: boolean): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    bytes,
    littleEndian,
    u16: (at) => view.getUint16(at, littleEndian),
    u32: (at) => view.getUint32(at, littleEndian),
    i64: (at) => view.getBigInt64(at, littleEndian),
  };
}
