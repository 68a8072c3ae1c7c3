import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from './crc32.ts';
import { deflate, inflate } from './deflate.ts';
import { problem } from './problem.ts';

/*
 * What follows the version in a link, as base64url:
 *
 *   0       4       8
 *   +-------+-------+----------------------
 *   | length| crc32 | JSON, raw deflate …
 *   +-------+-------+----------------------
 *
 * Both numbers are little-endian and speak of the compressed bytes, so that a link that was cut off can be told from one
 * that was altered.
 */
const HEADER = 8;

/** Largest text that a link may unpack to, in bytes. */
const MAX_UNPACKED = 8 * 1024 * 1024;

/** Longest payload that is looked at; deflate never makes a text of the largest size longer than this. */
const MAX_PAYLOAD = 12 * 1024 * 1024;

export async function seal(json: string): Promise<string> {
  const packed = await deflate(new TextEncoder().encode(json));
  const bytes = new Uint8Array(HEADER + packed.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, packed.length, true);
  view.setUint32(4, crc32(packed), true);
  bytes.set(packed, HEADER);
  return toBase64Url(bytes);
}

/** The JSON value in a payload. */
export async function unseal(payload: string): Promise<Result<unknown, Diagnostic>> {
  if (payload.length > MAX_PAYLOAD) return err(tooLarge());
  const packed = openEnvelope(payload);
  if (!packed.ok) return packed;
  const unpacked = await inflate(packed.value, MAX_UNPACKED);
  if (!unpacked.ok) return err(unpacked.error === 'too-large' ? tooLarge() : corrupted());
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unpacked.value)) as unknown);
  } catch {
    return err(corrupted());
  }
}

function openEnvelope(payload: string): Result<Uint8Array<ArrayBuffer>, Diagnostic> {
  // A length that no number of bytes has comes from the cut; what is left of the last group says nothing.
  const whole = payload.slice(0, payload.length - (payload.length % 4 === 1 ? 1 : 0));
  const bytes = fromBase64Url(whole) ?? fromBase64Url(whole.slice(0, whole.length - (whole.length % 4)));
  if (bytes === undefined) return err(corrupted());
  if (bytes.length < HEADER) return err(truncated(payload.length));
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(0, true);
  const packed = bytes.subarray(HEADER);
  const expected = Math.ceil(((HEADER + length) * 4) / 3);
  if (payload.length < expected && expected <= MAX_PAYLOAD) return err(truncated(payload.length, expected));
  if (packed.length !== length || crc32(packed) !== view.getUint32(4, true)) return err(corrupted());
  return ok(packed);
}

function truncated(length: number, expected?: number): Diagnostic {
  const extent = expected === undefined ? `after ${length} characters` : `after ${length} of ${expected} characters`;
  return problem('link/truncated', `This link was cut off ${extent}; ask for it again, or copy all of it.`);
}

const corrupted = (): Diagnostic =>
  problem(
    'link/corrupted',
    'This link was altered on its way: what it holds does not fit its checksum. Copy it again.',
  );

const tooLarge = (): Diagnostic =>
  problem(
    'link/too-large',
    `This link unpacks to more than ${MAX_UNPACKED / 1024 / 1024} MB, which no link of Skep's does.`,
  );
