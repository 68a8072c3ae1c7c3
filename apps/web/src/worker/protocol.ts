import type { Diagnostic } from '@skep/base';
import type {
  Breakpoint,
  CaptureView,
  Compilation,
  MapEntryView,
  PacketSummary,
  RunTrace,
  Source,
} from '@skep/session';
import type { VerdictColumns } from './columns.ts';
import type { MachineDelta } from './delta.ts';

/** The control verbs of the Debug Adapter Protocol that a session has. */
export const VERBS = ['stepIn', 'next', 'stepOut', 'continue', 'stepBack', 'previous', 'reverseContinue'] as const;
export type Verb = (typeof VERBS)[number];

/** A compilation without the code bytes, which only the worker needs. */
export type CompilationReply = Omit<Compilation, 'object'> & { readonly runnable: boolean };

interface Call<Payload, Value> {
  readonly payload: Payload;
  readonly value: Value;
}

/** Everything that the page can ask of the worker: what a request carries and what its reply holds. */
export interface Calls {
  readonly load: Call<{ readonly source: Source }, CompilationReply>;
  /** A `Blob` is handed over by reference, so that the page keeps the bytes for a rebuild without a copy. */
  readonly openCapture: Call<{ readonly name: string; readonly blob: Blob }, CaptureView>;
  readonly packets: Call<{ readonly offset: number; readonly limit: number }, readonly PacketSummary[]>;
  /** Indices of the packets whose line holds a text, ascending. */
  readonly findPackets: Call<{ readonly text: string }, Uint32Array<ArrayBuffer>>;
  readonly setBreakpoints: Call<{ readonly breakpoints: readonly Breakpoint[] }, null>;
  readonly enter: Call<{ readonly packet: number }, MachineDelta>;
  readonly control: Call<{ readonly verb: Verb }, MachineDelta>;
  readonly seek: Call<{ readonly step: number }, MachineDelta>;
  readonly trace: Call<null, RunTrace | null>;
  readonly replay: Call<null, VerdictColumns>;
  readonly mapEntries: Call<
    { readonly map: number; readonly offset: number; readonly limit: number },
    readonly MapEntryView[]
  >;
}

export type CallName = keyof Calls;
export type Payload<Name extends CallName> = Calls[Name]['payload'];
export type Value<Name extends CallName> = Calls[Name]['value'];

/** From the page. Ids are the page's, each used once. `cancel` asks for nothing of its own: its request gets the reply. */
export type Request =
  | { [Name in CallName]: { readonly kind: Name; readonly id: number; readonly payload: Payload<Name> } }[CallName]
  | { readonly kind: 'cancel'; readonly id: number };

export type Outcome<Of> =
  | { readonly status: 'ok'; readonly value: Of }
  | { readonly status: 'error'; readonly error: Diagnostic }
  | { readonly status: 'cancelled' };

/** From the worker: exactly one for each request other than `cancel`. */
export interface Reply<Name extends CallName = CallName> {
  readonly type: 'reply';
  readonly id: number;
  readonly outcome: Outcome<Value<Name>>;
}

/** From the worker, unasked. */
export type WorkerEvent =
  /** A sign of life during long work. */
  | { readonly type: 'alive' }
  | { readonly type: 'progress'; readonly id: number; readonly done: number; readonly total: number };

export type FromWorker = Reply | WorkerEvent;
