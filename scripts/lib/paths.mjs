import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where everything that can be made again is kept; ignored by git. */
export const CACHE = join(ROOT, '.cache');

/** The production build of the web app. */
export const SITE = join(ROOT, 'apps', 'web', 'dist');

/** The command line, one file. */
export const CLI = join(ROOT, 'packages', 'cli', 'dist', 'skep.js');
