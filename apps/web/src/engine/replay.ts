import type { ReplayState } from '../store/replay.ts';
import { update } from '../store/store.ts';
import type { VerdictColumns } from '../worker/columns.ts';
import type { EngineContext } from './context.ts';

/** Runs every packet from the first. True when it came to its end. */
export async function replay(context: EngineContext, now: () => number): Promise<boolean> {
  const { store, client } = context;
  context.abortReplay?.();
  const abort = new AbortController();
  const mine = (): void => abort.abort();
  context.abortReplay = mine;
  context.inRun = false;
  const total = store.getState().capture.view?.packetCount ?? 1;
  const set = (change: Partial<ReplayState>): void => update(store, 'replay', (replay) => ({ ...replay, ...change }));
  set({ status: 'running', done: 0, total, error: undefined });
  const began = now();
  const outcome = await client.call('replay', null, {
    signal: abort.signal,
    progress: (done) => set({ done }),
  });
  if (context.abortReplay !== mine) return false;
  context.abortReplay = undefined;
  if (outcome.status === 'ok') {
    set({ status: 'done', done: total, verdicts: outcome.value, milliseconds: now() - began });
    return true;
  }
  update(store, 'replay', (replay) => ({
    ...replay,
    status: outcome.status === 'error' ? 'failed' : replay.verdicts ? 'stopped' : 'none',
    ...(outcome.status === 'error' && { error: outcome.error, verdicts: undefined }),
  }));
  return false;
}

/**
 * The last packet that did not fare like most: what a newcomer is shown first, because maps hold most by then. The first
 * packet where all fared alike.
 */
export function packetOfInterest(verdicts: VerdictColumns | undefined): number {
  const common = verdicts?.names.indexOf(verdicts.counts[0]?.verdict ?? '');
  return Math.max(0, verdicts?.verdict.findLastIndex((code) => code !== common) ?? 0);
}
