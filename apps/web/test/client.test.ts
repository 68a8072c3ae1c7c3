import { createSession } from '@skep/session';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, createClient, type LossReason } from '../src/worker/client.ts';
import { type InProcessWorker, inProcessWorker } from './in-process-worker.ts';
import { frame, pcapOf } from './pcap.ts';
import { COUNT_AND_DROP, ENDLESS } from './programs.ts';

let workers: InProcessWorker[] = [];
let losses: LossReason[] = [];
let client: Client;

function create(patience = 2000, session = () => createSession({ seed: 1, cpus: 1, budget: 1_000_000 })): void {
  workers = [];
  losses = [];
  client = createClient({
    createWorker: () => {
      const worker = inProcessWorker(session());
      workers.push(worker);
      return worker;
    },
    patience,
    lost: (reason) => losses.push(reason),
  });
}

afterEach(() => client.dispose());

const source = (text: string) => ({ source: { text, syntax: 'auto', programType: 'xdp' } }) as const;
const capture = { name: 'a.pcap', blob: pcapOf([frame(1), frame(2)]) };

describe('the worker protocol', () => {
  it('answers each request once, in order', async () => {
    create();
    const answers: string[] = [];
    await Promise.all([
      client.call('load', source(COUNT_AND_DROP)).then(({ status }) => answers.push(`load ${status}`)),
      client.call('openCapture', capture).then(({ status }) => answers.push(`open ${status}`)),
      client.call('enter', { packet: 0 }).then(({ status }) => answers.push(`enter ${status}`)),
      client.call('enter', { packet: 7 }).then(({ status }) => answers.push(`enter 7 ${status}`)),
    ]);
    expect(answers).toEqual(['load ok', 'open ok', 'enter ok', 'enter 7 error']);
    expect(client.pending()).toBe(0);
  });

  it('answers when a handler throws', async () => {
    create(2000, () => {
      const session = createSession({ seed: 1, cpus: 1, budget: 10 });
      return Object.assign(session, {
        load: () => {
          throw new Error('oops');
        },
      });
    });
    const outcome = await client.call('load', source('exit'));
    expect(outcome).toMatchObject({ status: 'error', error: { code: 'web/internal-error' } });
    expect(losses).toEqual([]);
  });

  it('answers steps before any packet is entered', async () => {
    create();
    expect(await client.call('control', { verb: 'stepIn' })).toMatchObject({ error: { code: 'web/no-packet' } });
  });

  it('lets long work be cancelled', async () => {
    create();
    await client.call('load', source(ENDLESS));
    await client.call('openCapture', capture);
    const abort = new AbortController();
    const entering = client.call('enter', { packet: 0 }, { signal: abort.signal });
    abort.abort();
    expect(await entering).toEqual({ status: 'cancelled' });
    expect(await client.call('load', source(COUNT_AND_DROP))).toMatchObject({ status: 'ok' });
  });

  it('finds packets by what their line says', async () => {
    create();
    await client.call('openCapture', capture);
    const all = await client.call('findPackets', { text: '' });
    expect(all.status === 'ok' && [...all.value]).toEqual([0, 1]);
    const none = await client.call('findPackets', { text: 'no such words' });
    expect(none.status === 'ok' && none.value.length).toBe(0);
  });

  it('ends a worker that stays silent; its calls end as cancelled', async () => {
    create(30);
    workers[0]!.hang();
    expect(await client.call('load', source('exit'))).toEqual({ status: 'cancelled' });
    expect(losses).toEqual([{ kind: 'hung', call: 'load' }]);
    expect(workers[0]!.terminated).toBe(true);
    expect(await client.call('load', source('exit'))).toMatchObject({ status: 'ok' });
  });

  it('takes nothing from a worker that was lost', async () => {
    create();
    const loading = client.call('load', source('exit'));
    workers[0]!.crash('boom');
    expect(await loading).toEqual({ status: 'cancelled' });
    expect(losses).toEqual([{ kind: 'crashed', words: 'boom' }]);
  });
});
