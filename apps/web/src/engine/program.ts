import { outdated } from '../store/replay.ts';
import { effectiveBreakpoints, isRunnable, toSource, withCompilation } from '../store/source.ts';
import { update } from '../store/store.ts';
import type { EngineContext } from './context.ts';

export function sendBreakpoints({ store, client }: EngineContext): void {
  const breakpoints = effectiveBreakpoints(store.getState().source);
  void client.call('setBreakpoints', { breakpoints });
}

/** Loads the text as it is now. True when it can run and is still the newest. */
export async function compile(context: EngineContext): Promise<boolean> {
  const { store, client } = context;
  const { source } = store.getState();
  context.abortReplay?.();
  context.inRun = false;
  const outcome = await client.call('load', { source: toSource(source) });
  if (outcome.status !== 'ok') return false;
  update(store, 'source', (latest) => withCompilation(latest, source.epoch, outcome.value));
  const taken = store.getState().source;
  if (taken.compiledEpoch !== source.epoch) return false;
  if (!outcome.value.runnable) update(store, 'replay', outdated);
  sendBreakpoints(context);
  return isRunnable(store.getState().source);
}
