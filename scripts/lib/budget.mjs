import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What a reader waits for, in bytes of gzip: `page` is the entry with all that it imports at once, `workers` the engine,
 * which loads beside it and off the page's thread. Monaco comes later and is not among them.
 */
export const LIMITS = { page: 200 * 1024, workers: 128 * 1024 };

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
 * @returns {{ page: string[], workers: string[] }}
 */
export function initialFiles(manifest, read, workers) {
  const page = new Set();
  /** @param {string} key */
  const visit = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined || page.has(chunk.file)) return;
    page.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  const scripts = [...page].filter((file) => file.endsWith('.js'));
  const started = new Set(scripts);
  // Workers that this finds are looked through as well: a set goes on to what was added.
  for (const file of started) {
    const text = read(file);
    for (const worker of workers) if (text.includes(worker.slice(worker.lastIndexOf('/') + 1))) started.add(worker);
  }
  return { page: scripts, workers: [...started].slice(scripts.length) };
}

/**
 * Measures a build.
 *
 * @param {string} site
 */
export function measureInitial(site) {
  /** @param {string} file */
  const read = (file) => readFileSync(join(site, file), 'utf8');
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(read('.vite/manifest.json'));
  const chunks = new Set(Object.values(manifest).map(({ file }) => file));
  const others = readdirSync(join(site, 'assets'))
    .map((name) => `assets/${name}`)
    .filter((file) => file.endsWith('.js') && !chunks.has(file));
  const { page, workers } = initialFiles(manifest, read, others);
  /** @param {string[]} files */
  const sizes = (files) =>
    files.map((file) => ({ file, gzip: gzipSync(read(file), { level: 9 }).length })).sort((a, b) => b.gzip - a.gzip);
  return { page: sizes(page), workers: sizes(workers) };
}
