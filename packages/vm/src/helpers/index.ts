import type { Helper } from './helper.ts';

/** The helpers that this machine has, by number. */
export const HELPERS: ReadonlyMap<number, Helper> = new Map();
