import { withNotice } from '../store/notices.ts';
import type { AppState } from '../store/state.ts';
import { type AppStore, update } from '../store/store.ts';
import { savePreferences } from './preferences.ts';
import type { TextStore, Works } from './works.ts';

const PAUSE = 250;
/** Where one stands is no work that would be missed: written less often, so that stepping costs nothing. */
const PLACE_PAUSE = 1000;

export interface Autosave {
  /** Runs what replaces the work as a whole: that is no change to be written. Say `borrow` or `own` afterwards. */
  opening(open: () => void): void;
  /** What is shown belongs to a link: nothing is written until it is changed. */
  borrow(onFirstChange: () => void): void;
  /** What is shown is this machine's own work. */
  own(): void;
  flush(): void;
}

/** A change of the work itself, other than of where one stands in it. */
function changesWork(before: AppState, after: AppState): boolean {
  const [a, b] = [before.source, after.source];
  return (
    a.text !== b.text ||
    a.syntax !== b.syntax ||
    a.programType !== b.programType ||
    a.breakpointLines !== b.breakpointLines ||
    before.capture.choice !== after.capture.choice
  );
}

const changesPlace = (before: AppState, after: AppState): boolean =>
  before.machine.wanted !== after.machine.wanted ||
  before.layout !== after.layout ||
  before.preferences.base !== after.preferences.base;

/** Writes the work down a moment after each change, and at once when the page is left. */
export function startAutosave(store: AppStore, works: Works, texts: TextStore): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let borrowed: (() => void) | undefined;
  let due = 0;
  let active = false;
  let told = false;

  const flush = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    if (works.save(store.getState()) || told) return;
    told = true;
    const text =
      'The browser would not save your work on this machine (its storage is full or switched off). It is kept while this page is open; use Share to take it along.';
    update(store, 'notices', (notices) => withNotice(notices, { id: 'storage', tone: 'warning', text }));
  };

  const schedule = (pause: number): void => {
    const at = Date.now() + pause;
    if (timer !== undefined && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(flush, pause);
  };

  store.subscribe((after, before) => {
    if (after.preferences !== before.preferences) savePreferences(texts, after.preferences);
    if (!active) return;
    const work = changesWork(before, after);
    if (borrowed !== undefined) {
      if (!work) return;
      borrowed();
      borrowed = undefined;
    }
    if (work) schedule(PAUSE);
    else if (changesPlace(before, after)) schedule(PLACE_PAUSE);
  });

  return {
    opening(open) {
      flush();
      active = false;
      open();
      active = true;
    },
    borrow(onFirstChange) {
      borrowed = onFirstChange;
    },
    own() {
      borrowed = undefined;
      schedule(PAUSE);
    },
    flush,
  };
}
