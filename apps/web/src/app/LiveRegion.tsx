import { useEffect, useState } from 'react';
import { announce } from '../format/stop.ts';
import { useApp } from '../ui/app-context.ts';

/** Steps that follow each other faster than this are told once, at the last. */
const PAUSE = 400;

/** Tells screen readers where the machine stopped. */
export function LiveRegion() {
  const view = useApp((state) => state.machine.view);
  const [text, setText] = useState('');
  useEffect(() => {
    if (view === undefined) return;
    const timer = setTimeout(() => setText(announce(view)), PAUSE);
    return () => clearTimeout(timer);
  }, [view]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true" data-testid="live">
      {text}
    </div>
  );
}
