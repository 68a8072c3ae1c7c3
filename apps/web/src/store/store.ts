import { createStore, type StoreApi } from 'zustand/vanilla';
import { initialCapture } from './capture.ts';
import { initialLayout } from './layout.ts';
import { initialMachine } from './machine.ts';
import { initialNotices } from './notices.ts';
import { initialPreferences } from './preferences.ts';
import { initialReplay } from './replay.ts';
import { initialSource } from './source.ts';
import type { AppState } from './state.ts';

export type AppStore = StoreApi<AppState>;

export const initialState: AppState = {
  source: initialSource,
  capture: initialCapture,
  machine: initialMachine,
  replay: initialReplay,
  layout: initialLayout,
  preferences: initialPreferences,
  notices: initialNotices,
};

export const createAppStore = (state: Partial<AppState> = {}): AppStore =>
  createStore<AppState>()(() => ({ ...initialState, ...state }));

/** Changes one slice by a pure function of it; nothing is told when it gives the same back. */
export function update<Slice extends keyof AppState>(
  store: AppStore,
  slice: Slice,
  change: (state: AppState[Slice]) => AppState[Slice],
): void {
  const before = store.getState()[slice];
  const after = change(before);
  if (after !== before) store.setState({ [slice]: after } as Partial<AppState>);
}
