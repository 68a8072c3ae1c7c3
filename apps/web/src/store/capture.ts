import type { Diagnostic } from '@skep/base';
import type { CaptureView, PacketSummary } from '@skep/session';

/** Where the packets come from: a capture that ships with Skep, or one of the person's own. */
export type CaptureChoice =
  /** `name` is its id in the catalogue. */
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'own'; readonly name: string; readonly blob: Blob };

export interface CaptureState {
  readonly choice?: CaptureChoice | undefined;
  readonly status: 'none' | 'loading' | 'ready' | 'failed';
  readonly view?: CaptureView | undefined;
  readonly error?: Diagnostic | undefined;
  /** Summaries that were asked for so far, by page of `PAGE` packets. */
  readonly pages: ReadonlyMap<number, readonly PacketSummary[]>;
  readonly filter: PacketFilter;
  /** Packets whose line holds the filter's text; absent while there is no text. */
  readonly found?: Uint32Array | undefined;
  /** Counts choices; an answer about an older one is not taken. */
  readonly epoch: number;
}

export interface PacketFilter {
  readonly text: string;
  readonly verdict?: string | undefined;
}

export const PAGE = 256;

export const initialCapture: CaptureState = { status: 'none', pages: new Map(), filter: { text: '' }, epoch: 0 };

export function chosen(capture: CaptureState, choice: CaptureChoice | undefined): CaptureState {
  return { ...initialCapture, choice, status: choice ? 'loading' : 'none', epoch: capture.epoch + 1 };
}

export function opened(capture: CaptureState, epoch: number, view: CaptureView): CaptureState {
  return epoch === capture.epoch ? { ...capture, status: 'ready', view, error: undefined } : capture;
}

export function refused(capture: CaptureState, epoch: number, error: Diagnostic): CaptureState {
  return epoch === capture.epoch ? { ...capture, status: 'failed', view: undefined, error } : capture;
}

export function withPage(
  capture: CaptureState,
  epoch: number,
  page: number,
  packets: readonly PacketSummary[],
): CaptureState {
  if (epoch !== capture.epoch) return capture;
  return { ...capture, pages: new Map(capture.pages).set(page, packets) };
}

export function packetAt(capture: CaptureState, index: number): PacketSummary | undefined {
  return capture.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
}
