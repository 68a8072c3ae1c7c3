import { jhash } from '../../maps/jhash.ts';
import type { BinaryArguments } from './binary-arguments.ts';
import { code, isAlphanumeric, isDigit } from './ctype.ts';

const PERCENT = code('%');
const POINTER_DIGITS = 16;
/** Bits of the field width in `struct printf_spec`. */
const WIDTH_BITS = 24;

interface Spec {
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  /** -1 when the format gives none. */
  readonly width: number;
}

/** What a format makes of its arguments. */
export interface Formatted {
  /** As much as fits into the buffer, without a final 0. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Bytes that the whole would have. */
  readonly length: number;
}

/** A buffer that keeps what fits and counts the rest. */
class Buffer {
  readonly #bytes: number[] = [];
  readonly #capacity: number;
  length = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get full(): boolean {
    return this.length >= this.#capacity;
  }

  add(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length && this.#bytes.length < this.#capacity; i++) this.#bytes.push(bytes[i]!);
    this.length += bytes.length;
  }

  repeat(byte: number, count: number): void {
    if (count <= 0) return;
    const kept = Math.min(count, this.#capacity - this.#bytes.length);
    for (let i = 0; i < kept; i++) this.#bytes.push(byte);
    this.length += count;
  }

  /** The last byte of the buffer is for the final 0. */
  finish(): Formatted {
    return { text: Uint8Array.from(this.#bytes.slice(0, Math.max(0, this.#capacity - 1))), length: this.length };
  }
}

/** `bstr_printf` (`lib/vsprintf.c`) for a format that `packArguments` has accepted. `size` is that of the buffer. */
export function format(size: number, text: Uint8Array, given: BinaryArguments): Formatted {
  const buffer = new Buffer(size);
  let i = 0;
  while (i < text.length) {
    if (text[i] !== PERCENT) {
      const next = text.indexOf(PERCENT, i);
      const end = next < 0 ? text.length : next;
      buffer.add(text.subarray(i, end));
      i = end;
    } else if (text[i + 1] === PERCENT) {
      buffer.add([PERCENT]);
      i += 2;
    } else {
      i = convert(buffer, text, i + 1, given);
    }
  }
  return buffer.finish();
}

/** Returns the index behind the conversion. */
function convert(buffer: Buffer, text: Uint8Array, start: number, given: BinaryArguments): number {
  let i = start;
  const flags = new Set<number>();
  while (i < text.length && '0+- '.includes(String.fromCharCode(text[i]!))) flags.add(text[i++]!);
  let width = -1;
  while (isDigit(text[i] ?? 0)) {
    width = (Math.max(0, width) * 10 + (text[i++]! - code('0'))) | 0;
  }
  const spec: Spec = {
    left: flags.has(code('-')),
    plus: flags.has(code('+')),
    space: flags.has(code(' ')),
    zero: flags.has(code('0')) && !flags.has(code('-')),
    width: (width << (32 - WIDTH_BITS)) >> (32 - WIDTH_BITS),
  };
  let longs = 0;
  while (text[i] === code('l')) {
    longs++;
    i++;
  }
  const kind = String.fromCharCode(text[i]!);
  i++;
  switch (kind) {
    case 's':
      padded(buffer, given.takeText(), spec);
      return i;
    case 'c':
      padded(buffer, [given.takeByte()], spec);
      return i;
    case 'p':
      return convertPointer(buffer, text, i, spec, given);
    default:
      integer(buffer, kind, spec, longs === 0 ? BigInt(given.takeInt()) : given.takeLong(), longs === 0 ? 32 : 64);
      return i;
  }
}

function integer(buffer: Buffer, kind: string, spec: Spec, value: bigint, bits: 32 | 64): void {
  const signed = kind === 'd' || kind === 'i';
  const negative = signed && value < 0n;
  const magnitude = negative ? -value : signed ? value : BigInt.asUintN(bits, value);
  const sign = negative ? '-' : signed && spec.plus ? '+' : signed && spec.space ? ' ' : '';
  const digits = magnitude.toString(kind === 'x' || kind === 'X' ? 16 : 10);
  number(buffer, sign, kind === 'X' ? digits.toUpperCase() : digits, spec);
}

function number(buffer: Buffer, sign: string, digits: string, { left, zero, width }: Spec): void {
  const padding = width - sign.length - digits.length;
  if (!left && !zero) buffer.repeat(code(' '), padding);
  buffer.add(ascii(sign));
  if (zero) buffer.repeat(code('0'), padding);
  buffer.add(ascii(digits));
  if (left) buffer.repeat(code(' '), padding);
}

function padded(buffer: Buffer, bytes: ArrayLike<number>, { left, width }: Spec): void {
  if (!left) buffer.repeat(code(' '), width - bytes.length);
  buffer.add(bytes);
  if (left) buffer.repeat(code(' '), width - bytes.length);
}

/** `%p…`; letters and digits that follow belong to it, whatever they are. */
function convertPointer(buffer: Buffer, text: Uint8Array, start: number, spec: Spec, given: BinaryArguments): number {
  const extension = text[start] ?? 0;
  const kind = String.fromCharCode(extension);
  if (!isAlphanumeric(extension) || 'SsxK'.includes(kind))
    pointer(buffer, kind, spec, BigInt.asUintN(64, given.takeLong()));
  else if (!buffer.full) buffer.add(given.takeText());
  let i = start;
  while (isAlphanumeric(text[i] ?? 0)) i++;
  return i;
}

function pointer(buffer: Buffer, kind: string, spec: Spec, address: bigint): void {
  if (kind === 's' || kind === 'S') {
    padded(buffer, ascii(`0x${address.toString(16)}`), spec);
    return;
  }
  const shown = kind === 'x' ? address : hashed(address);
  const whole: Spec = spec.width === -1 ? { ...spec, width: POINTER_DIGITS, zero: !spec.left } : spec;
  number(buffer, '', shown.toString(16), whole);
}

/**
 * `%p` hides addresses: the kernel prints 32 bits of a hash whose key differs from boot to boot. Here the hash is always the
 * same. Null and error numbers are no addresses and are shown.
 */
function hashed(address: bigint): bigint {
  if (address === 0n || address >= BigInt.asUintN(64, -4095n)) return address;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, address, true);
  return BigInt(jhash(bytes, 0, 8, 0));
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
