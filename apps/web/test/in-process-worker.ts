import { createSession, type Session } from '@skep/session';
import type { WorkerLike } from '../src/worker/client.ts';
import type { FromWorker, Request } from '../src/worker/protocol.ts';
import { serve } from '../src/worker/serve.ts';

export interface InProcessWorker extends WorkerLike {
  readonly session: Session;
  /** Requests are taken in and never answered, as by a worker that is in an endless loop. */
  hang(): void;
  /** As an uncaught exception in a worker. */
  crash(message: string): void;
  terminated: boolean;
}

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The worker's side of the protocol in this very process, with copies as `postMessage` makes them. */
export function inProcessWorker(
  session: Session = createSession({ seed: 1, cpus: 2, budget: 100_000 }),
): InProcessWorker {
  let hung = false;
  const worker: InProcessWorker = {
    session,
    terminated: false,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage(request: Request) {
      const copy = structuredClone(request);
      setTimeout(() => {
        if (!worker.terminated && !hung) handle(copy);
      });
    },
    terminate() {
      worker.terminated = true;
    },
    hang() {
      hung = true;
    },
    crash(message) {
      worker.onerror?.({ message } as ErrorEvent);
    },
  };
  const handle = serve({
    session,
    pause: later,
    post(message: FromWorker, transfer) {
      const data = structuredClone(message, { transfer: [...transfer] });
      setTimeout(() => {
        if (!worker.terminated && !hung) worker.onmessage?.({ data } as MessageEvent<FromWorker>);
      });
    },
  });
  return worker;
}
