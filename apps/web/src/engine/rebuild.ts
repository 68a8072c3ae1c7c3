import { withNotice } from '../store/notices.ts';
import { outdated } from '../store/replay.ts';
import { toSource, withCompilation } from '../store/source.ts';
import { update } from '../store/store.ts';
import type { LossReason } from '../worker/client.ts';
import type { FetchCapture } from './captures.ts';
import type { EngineContext } from './context.ts';
import { lossText } from './loss.ts';
import type { Navigation } from './navigate.ts';
import { sendBreakpoints } from './program.ts';

export interface Rebuilding {
  /** A worker was lost: says so, and makes the same session again from its inputs. */
  lost(reason: LossReason): Promise<void>;
  /** Something else is tried now: what was lost before counts no more. */
  forgive(): void;
}

/** Losses in a row after which nothing is run, and after which nothing is tried at all. */
const MOST_RUNS = 1;
const MOST_TRIES = 2;

export function createRebuilding(
  context: EngineContext,
  navigation: Navigation,
  fetchCapture: FetchCapture,
): Rebuilding {
  const { store, client } = context;
  let losses = 0;

  const settle = (reason: LossReason): void => {
    context.inRun = false;
    context.abortReplay = undefined;
    const text = lossText(reason, losses <= MOST_RUNS);
    const tone = losses <= MOST_RUNS ? 'info' : 'warning';
    update(store, 'notices', (notices) => withNotice(notices, { id: 'worker', tone, text }));
    update(store, 'machine', (machine) => ({ ...machine, busy: false, epoch: machine.epoch + 1 }));
    update(store, 'replay', (replay) => (replay.status === 'running' ? outdated(replay) : replay));
  };

  const load = async (): Promise<boolean> => {
    const { source } = store.getState();
    const loaded = await client.call('load', { source: toSource(source) });
    if (loaded.status !== 'ok') return false;
    update(store, 'source', (latest) => withCompilation({ ...latest, compiledEpoch: -1 }, source.epoch, loaded.value));
    sendBreakpoints(context);
    return true;
  };

  const reopen = async (): Promise<void> => {
    const { choice, status } = store.getState().capture;
    if (choice === undefined || status === 'failed') return;
    const blob = choice.kind === 'own' ? choice.blob : await fetchCapture(choice.name);
    const outcome = await client.call('openCapture', { name: choice.name, blob });
    if (outcome.status !== 'ok') return;
    update(store, 'capture', (capture) => ({ ...capture, status: 'ready', view: outcome.value }));
  };

  return {
    async lost(reason) {
      const mine = ++losses;
      settle(reason);
      if (mine > MOST_TRIES || !(await load())) return;
      await reopen();
      if (losses !== mine) return;
      context.rebuilding = undefined;
      const { wanted } = store.getState().machine;
      if (mine <= MOST_RUNS && wanted !== undefined) await navigation.goTo(wanted);
      if (losses === mine) losses = 0;
    },
    forgive() {
      losses = 0;
    },
  };
}
