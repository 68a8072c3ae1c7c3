/**
 * The few globals that Node, workers and browser tabs share and that the `ES2023` library does not declare.
 * Packages compile against these instead of the `dom` library, so that nothing below `apps/` can reach a page.
 */

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    /** Returns the previous size in 64 KiB pages. */
    grow(pages: number): number;
  }
}
