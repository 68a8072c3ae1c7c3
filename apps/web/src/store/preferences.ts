export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How a 64-bit value is written. */
export const NUMBER_BASES = ['hex', 'dec', 'signed'] as const;
export type NumberBase = (typeof NUMBER_BASES)[number];

export interface PreferencesState {
  readonly theme: Theme;
  readonly base: NumberBase;
  readonly hintSeen: boolean;
  /** Map tables leave out entries whose values are all zero. */
  readonly nonZeroOnly: boolean;
}

export const initialPreferences: PreferencesState = {
  theme: 'system',
  base: 'hex',
  hintSeen: false,
  nonZeroOnly: true,
};
