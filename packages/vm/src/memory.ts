/** Granularity at which the machine notes that memory changed, so that a checkpoint need only keep what did. */
export const PAGE_SHIFT = 12;
export const PAGE_BYTES = 1 << PAGE_SHIFT;

const WASM_PAGE_BYTES = 65536;

/**
 * The machine's one memory: stacks, contexts, packets, map values. An address is an offset in it; page 0 is nobody's.
 * Nothing here checks whom an address belongs to: that is the region table's part. Every setter marks the pages that
 * it touches as dirty. All numbers are little endian.
 */
export class Memory {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** One byte a page, non-zero when the page was written since the flags were last cleared. */
  readonly dirty: Uint8Array;
  readonly #view: DataView;

  /** @param size bytes, rounded up to whole WebAssembly pages */
  constructor(size: number) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(size / WASM_PAGE_BYTES) });
    this.bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    this.dirty = new Uint8Array(this.bytes.length >>> PAGE_SHIFT);
  }

  get8(address: number): number {
    return this.bytes[address]!;
  }
  get16(address: number): number {
    return this.#view.getUint16(address, true);
  }
  get32(address: number): number {
    return this.#view.getUint32(address, true);
  }
  get64(address: number): bigint {
    return this.#view.getBigUint64(address, true);
  }

  set8(address: number, value: number): void {
    this.bytes[address] = value;
    this.dirty[address >>> PAGE_SHIFT] = 1;
  }
  set16(address: number, value: number): void {
    this.#view.setUint16(address, value, true);
    this.#markBoth(address, address + 1);
  }
  set32(address: number, value: number): void {
    this.#view.setUint32(address, value, true);
    this.#markBoth(address, address + 3);
  }
  set64(address: number, value: bigint): void {
    this.#view.setBigUint64(address, value, true);
    this.#markBoth(address, address + 7);
  }

  /** A copy. */
  read(address: number, size: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(address, address + size);
  }
  write(address: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, address);
    this.#mark(address, bytes.length);
  }
  copy(to: number, from: number, size: number): void {
    this.bytes.copyWithin(to, from, from + size);
    this.#mark(to, size);
  }
  fill(address: number, size: number, value: number): void {
    this.bytes.fill(value, address, address + size);
    this.#mark(address, size);
  }

  #markBoth(first: number, last: number): void {
    this.dirty[first >>> PAGE_SHIFT] = 1;
    this.dirty[last >>> PAGE_SHIFT] = 1;
  }

  #mark(address: number, size: number): void {
    if (size === 0) return;
    const last = (address + size - 1) >>> PAGE_SHIFT;
    for (let page = address >>> PAGE_SHIFT; page <= last; page++) this.dirty[page] = 1;
  }
}
