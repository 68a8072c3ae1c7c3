import type { MachineView } from '@skep/session';
import { applyDelta, type MachineDelta } from './delta.ts';
import type { CallName, FromWorker, Outcome, Payload, Reply, Request, Value } from './protocol.ts';

/** What the client needs of a `Worker`; tests give it one of their own. */
export interface WorkerLike {
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface ClientOptions {
  readonly createWorker: () => WorkerLike;
  /** Milliseconds without an answer or a sign of progress after which the worker is ended. */
  readonly patience: number;
  /** The worker was lost, with everything in it; a new one stands ready. */
  readonly lost: (reason: LossReason) => void;
}

/** `hung`: it did not come back. `crashed`: it ended by itself. */
export type LossReason = { readonly kind: 'hung' | 'crashed'; readonly call?: CallName; readonly words?: string };

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** A call whose reply holds a machine delta gives the whole view. */
export type Shown<Name extends CallName> = Value<Name> extends MachineDelta ? MachineView : Value<Name>;

export interface Client {
  call<Name extends CallName>(kind: Name, payload: Payload<Name>, options?: CallOptions): Promise<Outcome<Shown<Name>>>;
  /** Calls that have no reply yet. */
  pending(): number;
  dispose(): void;
}

interface Waiting {
  readonly kind: CallName;
  readonly settle: (outcome: Outcome<never>) => void;
  readonly progress: CallOptions['progress'];
}

const GRACE = 500;
const CANCELLED: Outcome<never> = { status: 'cancelled' };
const SHOWS_MACHINE: ReadonlySet<CallName> = new Set(['enter', 'control', 'seek']);

/**
 * The page's end of the worker protocol. A watchdog ends a worker that is asked something and stays silent; a worker
 * that is lost is replaced at once, its open calls end as cancelled, and `lost` is told so that it can rebuild.
 */
export function createClient({ createWorker, patience, lost }: ClientOptions): Client {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let worker: WorkerLike;
  let shown: MachineView | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  const watch = (): void => {
    clearTimeout(alarm);
    if (waiting.size === 0) return;
    alarm = setTimeout(confirm, patience);
  };

  /** After a sleep of the machine the alarm may come before answers that are waiting to be delivered. */
  const confirm = (): void => {
    alarm = setTimeout(() => {
      const [oldest] = waiting.values();
      replace({ kind: 'hung', ...(oldest && { call: oldest.kind }) });
    }, GRACE);
  };

  const settle = ({ id, outcome }: Reply): void => {
    const call = waiting.get(id);
    if (call === undefined) return;
    waiting.delete(id);
    watch();
    if (outcome.status === 'ok' && SHOWS_MACHINE.has(call.kind)) {
      shown = applyDelta(shown, outcome.value as MachineDelta);
      call.settle({ status: 'ok', value: shown as never });
    } else {
      call.settle(outcome as Outcome<never>);
    }
  };

  const receive = (message: FromWorker): void => {
    if (message.type === 'reply') return settle(message);
    watch();
    if (message.type === 'progress') waiting.get(message.id)?.progress?.(message.done, message.total);
  };

  const start = (): void => {
    const started = createWorker();
    worker = started;
    shown = undefined;
    started.onmessage = ({ data }) => {
      if (worker === started) receive(data);
    };
    const crash = (words?: string): void => {
      if (worker === started) replace({ kind: 'crashed', ...(words && { words }) });
    };
    started.onerror = (event) => {
      event.preventDefault?.();
      crash(event.message);
    };
    started.onmessageerror = () => crash('a message could not be read');
  };

  const end = (): void => {
    clearTimeout(alarm);
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
    const open = [...waiting.values()];
    waiting.clear();
    for (const call of open) call.settle(CANCELLED);
  };

  const replace = (reason: LossReason): void => {
    if (disposed) return;
    end();
    start();
    lost(reason);
  };

  start();

  return {
    call(kind, payload, { signal, progress } = {}) {
      if (disposed || signal?.aborted) return Promise.resolve(CANCELLED);
      const id = nextId++;
      const target = worker;
      return new Promise((resolve) => {
        const abort = (): void => target.postMessage({ kind: 'cancel', id });
        waiting.set(id, {
          kind,
          progress,
          settle: (outcome) => {
            signal?.removeEventListener('abort', abort);
            resolve(outcome);
          },
        });
        signal?.addEventListener('abort', abort);
        target.postMessage({ kind, id, payload } as Request);
        if (waiting.size === 1) watch();
      });
    },
    pending: () => waiting.size,
    dispose() {
      disposed = true;
      end();
    },
  };
}
