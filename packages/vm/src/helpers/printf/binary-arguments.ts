import { ENOSPC } from '../../maps/errno.ts';

/** `MAX_BPRINTF_BIN_ARGS` of `kernel/bpf/helpers.c`. */
const CAPACITY = 512;

/**
 * The arguments of a format as the kernel packs them before it formats: numbers aligned to 4 bytes, texts in place. Writing
 * fails with ENOSPC when 512 bytes do not hold them.
 */
export class BinaryArguments {
  readonly #bytes = new Uint8Array(CAPACITY);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** Bytes left for a text. */
  get room(): number {
    return Math.max(0, CAPACITY - this.#at);
  }

  addNumber(value: bigint, size: 4 | 8): number {
    this.#align();
    if (CAPACITY - this.#at < size) return ENOSPC;
    if (size === 8) this.#view.setBigUint64(this.#at, BigInt.asUintN(64, value), true);
    else this.#view.setUint32(this.#at, Number(BigInt.asUintN(32, value)), true);
    this.#at += size;
    return 0;
  }

  addByte(value: bigint): number {
    if (this.room === 0) return ENOSPC;
    this.#bytes[this.#at++] = Number(value & 0xffn);
    return 0;
  }

  /** The text ends with a 0; what does not fit is cut off, but counts. */
  addText(text: Uint8Array): void {
    this.#bytes.set(text.subarray(0, this.room), this.#at);
    if (text.length > this.room && this.room > 0) this.#bytes[CAPACITY - 1] = 0;
    this.#at += text.length;
  }

  rewind(): void {
    this.#at = 0;
  }

  takeInt(): number {
    this.#align();
    const value = this.#at + 4 <= CAPACITY ? this.#view.getInt32(this.#at, true) : 0;
    this.#at += 4;
    return value;
  }

  takeLong(): bigint {
    this.#align();
    const value = this.#at + 8 <= CAPACITY ? this.#view.getBigInt64(this.#at, true) : 0n;
    this.#at += 8;
    return value;
  }

  takeByte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Without its final 0. */
  takeText(): Uint8Array {
    const end = this.#bytes.indexOf(0, this.#at);
    const text = this.#bytes.slice(this.#at, end < 0 ? CAPACITY : end);
    this.#at += text.length + 1;
    return text;
  }

  #align(): void {
    this.#at = Math.ceil(this.#at / 4) * 4;
  }
}
