import type { CaptureChoice } from '../store/capture.ts';

/** Largest capture of one's own that a link takes along, in bytes: packets compress little. */
const MOST_INLINE = 32 * 1024;

/** The bytes of a capture of one's own, where they are few enough for a link. */
export async function inlineCapture(
  choice: CaptureChoice | undefined,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
  if (choice?.kind !== 'own' || choice.blob.size > MOST_INLINE) return undefined;
  return { name: choice.name, bytes: new Uint8Array(await choice.blob.arrayBuffer()) };
}
