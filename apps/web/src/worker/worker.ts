import { createSession, type SessionOptions } from '@skep/session';
import type { Request } from './protocol.ts';
import { serve } from './serve.ts';

/** The budget is what Linux's verifier walks through at most: a program that loads ends within it. */
const OPTIONS: SessionOptions = { seed: 1, cpus: 2, budget: 1_000_000 };

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Through a message channel: a timer would wait 4 ms each time. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

const handle = serve({
  session: createSession(OPTIONS),
  post: (message, transfer) => self.postMessage(message, { transfer: [...transfer] }),
  pause,
});

self.onmessage = ({ data }: MessageEvent<Request>) => handle(data);
self.postMessage({ type: 'alive' });
