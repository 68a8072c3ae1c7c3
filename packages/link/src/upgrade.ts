import type { Json } from './check.ts';

/** Turns what one version wrote into what the next one would have written. Frozen once released. */
export type Upgrade = (old: Json) => Json;

export interface Versions {
  /** The version that is written; every older one is read. */
  readonly current: number;
  /** Brings what an older version wrote up to the current form. */
  upgrade(json: Json, from: number): Json;
}

/**
 * The upgraders of a format, in order: the first one leads from version `first` to the next. Throws while loading when the
 * chain does not end at `current`: raising a version without its upgrader must not get past the first test.
 */
export function versions(format: string, first: number, upgrades: readonly Upgrade[], current: number): Versions {
  if (first + upgrades.length !== current) {
    throw new Error(
      `${format} is at version ${current}, but its upgraders lead from ${first} to ${first + upgrades.length}`,
    );
  }
  return {
    current,
    upgrade: (json, from) => upgrades.slice(from - first).reduce((state, step) => step(state), json),
  };
}
