import { err, ok, type Result } from '@skep/base';

/** Raw deflate (RFC 1951) by the platform's own code, which Node and every browser have. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const [packed] = await Promise.all([readAll(readable, Number.POSITIVE_INFINITY), write(writable, bytes)]);
  return packed!;
}

/** Stops as soon as more than `limit` bytes have come out: a few kilobytes may claim to be gigabytes. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Result<Uint8Array<ArrayBuffer>, 'corrupted' | 'too-large'>> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  // The reading side reports what is wrong with the bytes; the writing side would only repeat it.
  const written = write(writable, bytes).catch(() => undefined);
  try {
    const unpacked = await readAll(readable, limit);
    return unpacked === undefined ? err('too-large') : ok(unpacked);
  } catch {
    return err('corrupted');
  } finally {
    await written;
  }
}

async function write(writable: WritableStream<Uint8Array<ArrayBuffer>>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writer = writable.getWriter();
  await Promise.all([writer.write(bytes), writer.close()]);
}

async function readAll(
  readable: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
