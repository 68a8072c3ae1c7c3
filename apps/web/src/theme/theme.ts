import { useEffect, useSyncExternalStore } from 'react';
import type { Theme } from '../store/preferences.ts';

const DARK = matchMedia('(prefers-color-scheme: dark)');

const subscribe = (listener: () => void): (() => void) => {
  DARK.addEventListener('change', listener);
  return () => DARK.removeEventListener('change', listener);
};

/** The theme that is shown: the person's choice, or what the system asks for. */
export function useShownTheme(theme: Theme): 'light' | 'dark' {
  const dark = useSyncExternalStore(subscribe, () => DARK.matches);
  const shown = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  return shown;
}
