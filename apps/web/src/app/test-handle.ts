import type { Engine } from '../engine/engine.ts';
import type { AppState } from '../store/state.ts';

/** What browser tests see of the page besides what it shows. Nothing else uses it. */
export interface SkepTestHandle {
  /** The whole state, as it is now. */
  state(): AppState;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

declare global {
  interface Window {
    skep?: SkepTestHandle;
  }
}

export function exposeForTests(engine: Engine): void {
  window.skep = { state: () => engine.store.getState(), idle: () => engine.idle() };
}
