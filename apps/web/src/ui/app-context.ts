import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Engine } from '../engine/engine.ts';
import type { Works } from '../persist/works.ts';
import type { AppState } from '../store/state.ts';
import type { TransientState, TransientStore } from '../store/transient.ts';

/** What every component can reach: the engine with its store, the saved work, and what nobody saves. */
export interface App {
  readonly engine: Engine;
  readonly works: Works;
  readonly transient: TransientStore;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useAppHandle(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('No app around this component.');
  return app;
}

export const useEngine = (): Engine => useAppHandle().engine;

export function useApp<Of>(selector: (state: AppState) => Of): Of {
  return useStore(useAppHandle().engine.store, selector);
}

export function useTransient<Of>(selector: (state: TransientState) => Of): Of {
  return useStore(useAppHandle().transient, selector);
}
