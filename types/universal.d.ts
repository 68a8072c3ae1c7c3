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

interface ReadableStream<Chunk> {
  getReader(): {
    /** `value` is absent at the end. */
    read(): Promise<{ readonly done: boolean; readonly value?: Chunk | undefined }>;
    cancel(): Promise<void>;
  };
}

interface WritableStream<Chunk> {
  getWriter(): {
    write(chunk: Chunk): Promise<void>;
    close(): Promise<void>;
  };
}

declare class CompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
}

declare class DecompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
}
