import { useEffect, useSyncExternalStore } from 'react';
import type { Theme } from '../store/preferences.ts';

const DARK = '(prefers-color-scheme: dark)';

const subscribe = (listener: () => void): (() => void) => {
  const query = matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** The theme that is shown: the person's choice, or what the system asks for. */
export function useShownTheme(theme: Theme): 'light' | 'dark' {
  const dark = useSyncExternalStore(subscribe, () => matchMedia(DARK).matches);
  const shown = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  return shown;
}
