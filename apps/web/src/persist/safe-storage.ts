import type { TextStore } from './works.ts';

/** localStorage, or a memory of this visit where the browser forbids it. */
export function safeStorage(): TextStore {
  try {
    localStorage.getItem('skep');
    return localStorage;
  } catch {
    const memory = new Map<string, string>();
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    };
  }
}
