import { useEffect } from 'react';
import { useAppHandle } from '../ui/app-context.ts';
import { matches } from './chord.ts';
import { COMMANDS } from './commands.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('.monaco-editor') !== null);

/** Keys of the command table, on the whole page. Ahead of the editor, which has other uses for some of them. */
export function useShortcuts(): void {
  const app = useAppHandle();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const bare = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
      if (bare && isTyping(event.target)) return;
      const found = COMMANDS.find(({ keys }) => keys?.some((chord) => matches(chord, event)));
      if (found === undefined) return;
      // A dialog keeps its keys.
      if (app.transient.getState().dialog !== undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (found.enabled?.(app.engine.store.getState()) !== false) found.run(app);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [app]);
}
