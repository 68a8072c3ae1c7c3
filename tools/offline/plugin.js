import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The service worker's file; it must lie at the top of the site to have all of it in its scope. */
const SERVICE_WORKER = 'service-worker.js';
const REGISTER = 'assets/offline.js';

/** Runs beside the page, once everything that the reader waits for is there. */
const REGISTRATION = `
if ('serviceWorker' in navigator) {
  const register = () => navigator.serviceWorker.register('./${SERVICE_WORKER}').catch(() => {});
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
`.trimStart();

/**
 * Makes the built site work offline after the first visit: writes a service worker that knows every file of the build.
 *
 * @returns {import('vite').Plugin}
 */
export function offline() {
  let publicDir = '';
  return {
    name: 'skep:offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { type: 'module', src: `./${REGISTER}`, async: true }, injectTo: 'head' },
    ],
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        this.emitFile({ type: 'asset', fileName: REGISTER, source: REGISTRATION });
        /** @type {Map<string, string | Uint8Array>} */
        const files = new Map([[REGISTER, REGISTRATION]]);
        for (const output of Object.values(bundle)) {
          if (isKept(output.fileName))
            files.set(output.fileName, output.type === 'chunk' ? output.code : output.source);
        }
        for (const file of filesIn(publicDir)) {
          if (isKept(file)) files.set(file, readFileSync(join(publicDir, file)));
        }
        this.emitFile({ type: 'asset', fileName: SERVICE_WORKER, source: serviceWorker(files) });
      },
    },
  };
}

/** @param {string} file */
const isKept = (file) => !file.endsWith('.map') && !file.endsWith('.md') && !file.startsWith('.vite/');

/**
 * The service worker for a set of files.
 *
 * @param {ReadonlyMap<string, string | Uint8Array>} files
 */
export function serviceWorker(files) {
  const names = [...files.keys()].sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${name}\0`).update(/** @type {string | Uint8Array} */ (files.get(name)));
  const version = hash.digest('hex').slice(0, 12);
  // A host may know the page by the folder's name only.
  const urls = names.map((name) => (name === 'index.html' ? '' : name));
  const code = readFileSync(new URL(SERVICE_WORKER, import.meta.url), 'utf8');
  return `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(urls)};\n${code}`;
}

/** @param {string} folder */
function filesIn(folder) {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
