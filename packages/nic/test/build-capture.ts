/** Builds capture files for tests, byte by byte and in either byte order, independent of the code under test. */
export interface Order {
  readonly littleEndian: boolean;
}

type Part = number | readonly number[] | Uint8Array | string;

export function join(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [part];
      return typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part];
    }),
  );
}

function integer(value: number | bigint, size: number, { littleEndian }: Order): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const byte = Number((BigInt(value) >> BigInt(8 * i)) & 0xffn);
    bytes[littleEndian ? i : size - 1 - i] = byte;
  }
  return bytes;
}

export const LITTLE: Order = { littleEndian: true };
export const BIG: Order = { littleEndian: false };

const u16 = (value: number, order: Order): Uint8Array => integer(value, 2, order);
export const u32 = (value: number, order: Order): Uint8Array => integer(value, 4, order);
export const u64 = (value: bigint, order: Order): Uint8Array => integer(value, 8, order);

export interface PcapParts {
  readonly order?: Order;
  readonly magic?: number;
  readonly version?: readonly [number, number];
  readonly snapLength?: number;
  readonly network?: number;
}

export function pcapHeader(parts: PcapParts = {}): Uint8Array {
  const { order = LITTLE, magic = 0xa1b2c3d4, version = [2, 4], snapLength = 262_144, network = 1 } = parts;
  return join(
    u32(magic, order),
    ...version.map((number) => u16(number, order)),
    u32(0, order),
    u32(0, order),
    u32(snapLength, order),
    u32(network, order),
  );
}

export interface RecordParts {
  readonly order?: Order;
  readonly seconds?: number;
  readonly fraction?: number;
  readonly captured?: number;
  readonly original?: number;
  readonly data?: Uint8Array;
  /** Behind the header's four numbers. */
  readonly extra?: Uint8Array;
}

export const FRAME = Uint8Array.from({ length: 60 }, (_, i) => i);

export function pcapRecord(parts: RecordParts = {}): Uint8Array {
  const { order = LITTLE, seconds = 5, fraction = 7, data = FRAME, extra = new Uint8Array() } = parts;
  const { captured = data.length, original = data.length } = parts;
  const numbers = [seconds, fraction, captured, original].map((value) => u32(value, order));
  return join(...numbers, extra, data);
}

const padded = (bytes: Uint8Array): Uint8Array => join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));

export interface BlockParts {
  readonly order?: Order;
  /** What the block says of its length, first and last; the true length unless said. */
  readonly length?: number;
  readonly lengthAgain?: number;
}

export function block(type: number, body: Uint8Array, parts: BlockParts = {}): Uint8Array {
  const { order = LITTLE } = parts;
  const whole = padded(body);
  const length = parts.length ?? whole.length + 12;
  return join(u32(type, order), u32(length, order), whole, u32(parts.lengthAgain ?? length, order));
}

export function option(code: number, value: Uint8Array | string, order: Order = LITTLE): Uint8Array {
  const bytes = join(value);
  return join(u16(code, order), u16(bytes.length, order), padded(bytes));
}

export const END_OF_OPTIONS = new Uint8Array(4);

export function section(order: Order = LITTLE, options: Uint8Array = new Uint8Array(), major = 1): Uint8Array {
  const body = [u32(0x1a2b3c4d, order), u16(major, order), u16(0, order), u64(0xffff_ffff_ffff_ffffn, order), options];
  return block(0x0a0d0d0a, join(...body), { order });
}

export function interfaceBlock(
  linkType = 1,
  options: Uint8Array = new Uint8Array(),
  order: Order = LITTLE,
  snap = 0,
): Uint8Array {
  return block(1, join(u16(linkType, order), u16(0, order), u32(snap, order), options), { order });
}

export interface PacketParts extends BlockParts {
  readonly number?: number;
  readonly ticks?: bigint;
  readonly captured?: number;
  readonly original?: number;
  readonly data?: Uint8Array;
  readonly options?: Uint8Array;
}

export function enhancedPacket(parts: PacketParts = {}): Uint8Array {
  const { order = LITTLE, number = 0, ticks = 5_000_007n, data = FRAME, options = new Uint8Array() } = parts;
  const { captured = data.length, original = data.length } = parts;
  const numbers = [number, Number(ticks >> 32n), Number(ticks & 0xffff_ffffn), captured, original];
  return block(6, join(...numbers.map((value) => u32(value, order)), padded(data), options), parts);
}

export function simplePacket(original: number, data: Uint8Array, order: Order = LITTLE): Uint8Array {
  return block(3, join(u32(original, order), data), { order });
}

export function obsoletePacket(original: number, data: Uint8Array, ticks = 5_000_007n): Uint8Array {
  const numbers = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn), data.length, original];
  return block(2, join(u16(0, LITTLE), u16(0, LITTLE), ...numbers.map((value) => u32(value, LITTLE)), data));
}
