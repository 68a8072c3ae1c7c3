import type { Diagnostic, Result } from '@skep/base';
import type { MachineView, Progress, Session } from '@skep/session';
import { columnBuffers, toColumns } from './columns.ts';
import { encodeDelta, type MachineDelta } from './delta.ts';
import type { CallName, FromWorker, Outcome, Payload, Request, Value, Verb } from './protocol.ts';

export interface Surroundings {
  readonly session: Session;
  readonly post: (message: FromWorker, transfer: readonly ArrayBuffer[]) => void;
  /** Resolves after waiting messages have been delivered. */
  readonly pause: () => Promise<void>;
}

/** Packets that a search looks at between two chances to be cancelled. */
const SEARCH_SLICE = 512;

type Handlers = {
  readonly [Name in CallName]: (
    payload: Payload<Name>,
    progress: Required<Progress>,
  ) => Promise<Outcome<Value<Name>>> | Outcome<Value<Name>>;
};

const done = <Of>(value: Of): Outcome<Of> => ({ status: 'ok', value });
const failed = (error: Diagnostic): Outcome<never> => ({ status: 'error', error });
const CANCELLED: Outcome<never> = { status: 'cancelled' };

const notEntered = failed({
  code: 'web/no-packet',
  severity: 'error',
  message: 'No packet is entered yet. Choose a packet in the capture first.',
});

/** Adapts messages to a session. Requests are served one after the other; reads of the capture go in between. */
export function serve({ session, post, pause }: Surroundings): (request: Request) => void {
  const cancelled = new Set<number>();
  const pending = new Set<number>();
  let queue: Promise<void> = Promise.resolve();
  let sent: MachineView | undefined;

  const show = (view: MachineView | undefined): Outcome<MachineDelta> => {
    if (view === undefined) return notEntered;
    const delta = encodeDelta(sent, view);
    sent = view;
    return done(delta);
  };

  const handlers: Handlers = {
    load({ source }) {
      sent = undefined;
      const { object, ...compilation } = session.load(source);
      return done({ ...compilation, runnable: object !== undefined });
    },
    async openCapture({ name, blob }) {
      sent = undefined;
      return fromResult(session.openCapture(name, new Uint8Array(await blob.arrayBuffer())));
    },
    packets: ({ offset, limit }) => done(session.packets(offset, limit)),
    findPackets: ({ text }, progress) => findPackets(session, text, progress),
    setBreakpoints({ breakpoints }) {
      session.setBreakpoints(breakpoints);
      return done(null);
    },
    async enter({ packet }, progress) {
      const result = await session.enter(packet, progress);
      if (progress.cancelled()) return CANCELLED;
      return result.ok ? show(result.value) : failed(result.error);
    },
    control: ({ verb }) => show(control(session, verb)),
    seek: ({ step }) => show(session.seek(step)),
    async trace(_, progress) {
      const trace = await session.trace(progress);
      return progress.cancelled() ? CANCELLED : done(trace ?? null);
    },
    async replay(_, progress) {
      const result = await session.replay(progress);
      if (progress.cancelled()) return CANCELLED;
      return result.ok ? done(toColumns(result.value)) : failed(result.error);
    },
    mapEntries: ({ map, offset, limit }) => done(session.mapEntries(map, offset, limit)),
  };

  const answer = async <Name extends CallName>(kind: Name, id: number, payload: Payload<Name>): Promise<void> => {
    const progress: Required<Progress> = {
      report: (count, total) => post({ type: 'progress', id, done: count, total }, []),
      cancelled: () => cancelled.has(id),
      pause: () => {
        post({ type: 'alive' }, []);
        return pause();
      },
    };
    let outcome: Outcome<Value<Name>>;
    try {
      const handler: Handlers[Name] = handlers[kind];
      outcome = cancelled.has(id) ? CANCELLED : await handler(payload, progress);
    } catch (problem) {
      outcome = failed(internalError(kind, problem));
    }
    pending.delete(id);
    cancelled.delete(id);
    post({ type: 'reply', id, outcome }, outcome.status === 'ok' ? buffersOf(outcome.value) : []);
  };

  return (request) => {
    if (request.kind === 'cancel') {
      if (pending.has(request.id)) cancelled.add(request.id);
      return;
    }
    pending.add(request.id);
    const { kind, id, payload } = request;
    if (kind === 'packets') void answer(kind, id, payload as Payload<typeof kind>);
    else queue = queue.then(() => answer(kind, id, payload as Payload<typeof kind>));
  };
}

function control(session: Session, verb: Verb): MachineView | undefined {
  return session[verb]();
}

function fromResult<Of>(result: Result<Of, Diagnostic>): Outcome<Of> {
  return result.ok ? done(result.value) : failed(result.error);
}

async function findPackets(
  session: Session,
  text: string,
  { report, cancelled, pause }: Required<Progress>,
): Promise<Outcome<Uint32Array<ArrayBuffer>>> {
  const wanted = text.toLowerCase();
  const found: number[] = [];
  for (let offset = 0; ; offset += SEARCH_SLICE) {
    const packets = session.packets(offset, SEARCH_SLICE);
    for (const packet of packets) {
      const line = `${packet.protocol} ${packet.source} ${packet.destination} ${packet.info}`;
      if (line.toLowerCase().includes(wanted)) found.push(packet.index);
    }
    if (packets.length < SEARCH_SLICE) return done(Uint32Array.from(found));
    report(offset + packets.length, offset + packets.length);
    await pause();
    if (cancelled()) return CANCELLED;
  }
}

/** A bug of Skep, as the page can show it. */
function internalError(kind: string, problem: unknown): Diagnostic {
  const words = problem instanceof Error ? problem.message : String(problem);
  return {
    code: 'web/internal-error',
    severity: 'error',
    message: `Skep could not finish “${kind}” because of a mistake of its own (${words}). Your work is kept.`,
  };
}

function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint32Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null) return [];
  if ('pcs' in value && value.pcs instanceof Uint32Array) return [value.pcs.buffer as ArrayBuffer];
  if ('verdict' in value && value.verdict instanceof Uint8Array && 'r0' in value) {
    return columnBuffers(value as Parameters<typeof columnBuffers>[0]);
  }
  return [];
}
