import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What a reader loads before the page works, in bytes of gzip: the entry with all it imports at once, and the workers
 * that these start. Monaco comes later and is not among them.
 */
export const INITIAL_LIMIT = 200 * 1024;

/**
 * @typedef {object} Chunk an entry of Vite's manifest
 * @property {string} file
 * @property {string[]} [imports]
 * @property {string[]} [dynamicImports]
 * @property {boolean} [isEntry]
 */

/**
 * The initial JavaScript files of a build, relative to it.
 *
 * @param {Readonly<Record<string, Chunk>>} manifest
 * @param {(file: string) => string} read
 * @param {readonly string[]} workers files that hold workers
 * @returns {string[]}
 */
export function initialFiles(manifest, read, workers) {
  const files = new Set();
  /** @param {string} key */
  const visit = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  // Workers that this finds are looked through as well: a set goes on to what was added.
  for (const file of files) {
    const text = read(file);
    for (const worker of workers) if (text.includes(worker.slice(worker.lastIndexOf('/') + 1))) files.add(worker);
  }
  return [...files].filter((file) => file.endsWith('.js'));
}

/**
 * Measures a build.
 *
 * @param {string} site
 * @returns {{ file: string, gzip: number }[]} largest first
 */
export function measureInitial(site) {
  /** @param {string} file */
  const read = (file) => readFileSync(join(site, file), 'utf8');
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(read('.vite/manifest.json'));
  const chunks = new Set(Object.values(manifest).map(({ file }) => file));
  const workers = readdirSync(join(site, 'assets'))
    .map((name) => `assets/${name}`)
    .filter((file) => file.endsWith('.js') && !chunks.has(file));
  return initialFiles(manifest, read, workers)
    .map((file) => ({ file, gzip: gzipSync(read(file), { level: 9 }).length }))
    .sort((a, b) => b.gzip - a.gzip);
}
