import type { Output } from './output.ts';

/** What a run may say in all; beyond it output is lost, as it is when nobody empties Linux's buffers. */
const MAX_OUTPUTS = 0x10000;
const MAX_OUTPUT_BYTES = 0x100_0000;

const bytesOf = (output: Output): number => (output.kind === 'printk' ? output.text.length : output.data.length);

/** The log's state, for a checkpoint. Opaque. */
export interface OutputLogState {
  readonly entries: Output[];
  readonly length: number;
  readonly bytes: number;
  readonly lost: number;
}

/**
 * The outputs of a run. Several timelines share one array as long as they agree: going back only shortens `length`, and
 * an output that differs from what is there starts a new array.
 */
export class OutputLog {
  #entries: Output[] = [];
  #length = 0;
  #bytes = 0;
  #lost = 0;

  get outputs(): readonly Output[] {
    return this.#entries.length === this.#length ? this.#entries : this.#entries.slice(0, this.#length);
  }

  /** Outputs that found no room. */
  get lost(): number {
    return this.#lost;
  }

  clear(): void {
    this.restore({ entries: [], length: 0, bytes: 0, lost: 0 });
  }

  add(output: Output): void {
    const bytes = this.#bytes + bytesOf(output);
    if (this.#length >= MAX_OUTPUTS || bytes > MAX_OUTPUT_BYTES) {
      this.#lost++;
      return;
    }
    if (this.#entries.length > this.#length) this.#entries = this.#entries.slice(0, this.#length);
    this.#entries.push(output);
    this.#length++;
    this.#bytes = bytes;
  }

  save(): OutputLogState {
    return { entries: this.#entries, length: this.#length, bytes: this.#bytes, lost: this.#lost };
  }

  restore(state: OutputLogState): void {
    this.#entries = state.entries;
    this.#length = state.length;
    this.#bytes = state.bytes;
    this.#lost = state.lost;
  }
}
