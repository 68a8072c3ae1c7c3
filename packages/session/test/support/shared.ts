import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A folder of outside material that may stand beside the checkout; tests that need it skip where it is absent. */
export function sharedFolder(...parts: string[]): string | undefined {
  const path = resolve(import.meta.dirname, '../../../../../shared', ...parts);
  return existsSync(path) ? path : undefined;
}
