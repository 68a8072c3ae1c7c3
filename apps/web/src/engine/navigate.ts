import type { MachineView, SessionPosition } from '@skep/session';
import { arrived, failedToMove, moving } from '../store/machine.ts';
import { isRunnable } from '../store/source.ts';
import { update } from '../store/store.ts';
import type { Outcome, Verb } from '../worker/protocol.ts';
import type { EngineContext } from './context.ts';

export interface Navigation {
  /** Enters a packet and stands at a step of its run. */
  goTo(position: SessionPosition): Promise<void>;
  control(verb: Verb): Promise<void>;
  /** Any step of the run. Of many in a row only the newest is carried out. */
  seek(step: number): Promise<void>;
}

/** Steps that may be asked for before the first is answered; a held key asks for more than that. */
const MOST_AHEAD = 2;

export function createNavigation(context: EngineContext): Navigation {
  const { store, client } = context;
  let ahead = 0;
  let seeking = false;
  let nextSeek: number | undefined;
  let traceAbort: AbortController | undefined;

  const take = (epoch: number, outcome: Outcome<MachineView>): void => {
    update(store, 'machine', (machine) => {
      if (outcome.status === 'ok') return arrived(machine, epoch, outcome.value);
      return failedToMove(machine, epoch, outcome.status === 'error' ? outcome.error : undefined);
    });
  };

  const begin = (wanted?: SessionPosition): number => {
    context.abortReplay?.();
    traceAbort?.abort();
    update(store, 'machine', (machine) => moving(machine, wanted));
    return store.getState().machine.epoch;
  };

  /** The session may have left the run for a replay: brings it back to where the page stands. */
  const enter = async (position: SessionPosition): Promise<Outcome<MachineView>> => {
    const entered = await client.call('enter', { packet: position.packet });
    if (entered.status !== 'ok') return entered;
    context.inRun = true;
    if (position.step === 0) return entered;
    return client.call('seek', { step: position.step });
  };

  const loadTrace = async (epoch: number): Promise<void> => {
    const { machine } = store.getState();
    if (machine.epoch !== epoch || machine.view === undefined || machine.trace !== undefined) return;
    traceAbort = new AbortController();
    const outcome = await client.call('trace', null, { signal: traceAbort.signal });
    if (outcome.status !== 'ok' || outcome.value === null) return;
    const trace = outcome.value;
    update(store, 'machine', (now) =>
      now.view?.packetIndex === trace.packetIndex && now.trace === undefined ? { ...now, trace } : now,
    );
  };

  const move = async (act: () => Promise<Outcome<MachineView>>, wanted?: SessionPosition): Promise<void> => {
    const epoch = begin(wanted);
    const position = store.getState().machine.wanted;
    let outcome: Outcome<MachineView> | undefined;
    if (!context.inRun && position !== undefined && wanted === undefined) outcome = await enter(position);
    if (outcome === undefined || outcome.status === 'ok') outcome = await act();
    take(epoch, outcome);
    await loadTrace(epoch);
  };

  const ready = (): boolean => isRunnable(store.getState().source) && context.rebuilding === undefined;

  return {
    async goTo(position) {
      if (!ready()) {
        update(store, 'machine', (machine) => ({ ...machine, wanted: position }));
        return;
      }
      update(store, 'machine', (machine) => ({ ...machine, trace: undefined }));
      await move(() => enter(position), position);
    },
    async control(verb) {
      if (!ready() || store.getState().machine.view === undefined || ahead >= MOST_AHEAD) return;
      ahead++;
      try {
        await move(() => client.call('control', { verb }));
      } finally {
        ahead--;
      }
    },
    async seek(step) {
      if (!ready() || store.getState().machine.view === undefined) return;
      nextSeek = step;
      if (seeking) return;
      seeking = true;
      try {
        while (nextSeek !== undefined) {
          const goal = nextSeek;
          nextSeek = undefined;
          await move(() => client.call('seek', { step: goal }));
        }
      } finally {
        seeking = false;
      }
    },
  };
}
