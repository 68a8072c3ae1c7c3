/** A growing list of file offsets in a typed array: 4 bytes each, 8 in files past 4 GiB. */
export class OffsetList {
  #items: Uint32Array | Float64Array;
  #length = 0;

  constructor(fileLength: number) {
    this.#items = fileLength <= 0xffff_ffff ? new Uint32Array(1024) : new Float64Array(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(offset: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[this.#length++] = offset;
  }

  at(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.#length) {
      throw new RangeError(`packet ${index} of a capture that holds ${this.#length}`);
    }
    return this.#items[index]!;
  }

  #grow(): void {
    const larger = this.#items instanceof Uint32Array ? Uint32Array : Float64Array;
    const items = new larger(2 * this.#items.length);
    items.set(this.#items);
    this.#items = items;
  }
}
