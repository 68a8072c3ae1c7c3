import { initialPreferences, NUMBER_BASES, type PreferencesState, THEMES } from '../store/preferences.ts';
import type { TextStore } from './works.ts';

const KEY = 'skep.preferences';

const oneOf = <Choice extends string>(choices: readonly Choice[], value: unknown, otherwise: Choice): Choice =>
  choices.find((choice) => choice === value) ?? otherwise;

/** Habits of this browser; what cannot be read is as at first. */
export function loadPreferences(texts: TextStore): PreferencesState {
  let saved: Readonly<Record<string, unknown>> = {};
  try {
    const value: unknown = JSON.parse(texts.getItem(KEY) ?? '{}');
    if (typeof value === 'object' && value !== null) saved = value as Readonly<Record<string, unknown>>;
  } catch {
    // Not ours, or cut off: start afresh.
  }
  return {
    theme: oneOf(THEMES, saved.theme, initialPreferences.theme),
    base: oneOf(NUMBER_BASES, saved.base, initialPreferences.base),
    hintSeen: saved.hintSeen === true,
    nonZeroOnly: saved.nonZeroOnly !== false,
  };
}

export function savePreferences(texts: TextStore, preferences: PreferencesState): void {
  try {
    texts.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Storage is full or switched off: the choice holds until the page is left.
  }
}
