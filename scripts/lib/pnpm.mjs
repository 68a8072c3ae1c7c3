import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.mjs';
import { run, runNode } from './run.mjs';
import { stop } from './stop.mjs';

/** The exact pnpm that the lockfile was written with, as `packageManager` in package.json states it. */
function pinnedVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return /^pnpm@(\d+\.\d+\.\d+)/.exec(packageManager)?.[1] ?? stop(`packageManager names no pnpm: ${packageManager}`);
}

/**
 * Fetches the pinned pnpm into the project's cache unless it is there, and returns the file to run with Node. A pnpm of
 * the user's is neither needed nor touched.
 */
async function pinnedPnpm() {
  const version = pinnedVersion();
  const home = join(CACHE, 'pnpm', version);
  const entry = join(home, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs');
  const check = () => existsSync(entry);
  if (check()) return entry;
  console.log(`Fetching pnpm ${version} …`);
  const { status, output } = await run(...npm('install', `pnpm@${version}`, ...npmOptions(home)));
  if (status === 0 && check()) return entry;
  rmSync(home, { recursive: true, force: true });
  return stop(`${firstLines(output)}\npnpm ${version} could not be fetched from the package registry. ${hint(output)}`);
}

/** @param {string} output what npm said; its stack traces help nobody */
const firstLines = (output) => output.split('\n').slice(0, 6).join('\n');

/** @param {string} home */
function npmOptions(home) {
  // A user's npmrc may hold keys that npm no longer knows; its warnings about them are not ours to show.
  return ['--prefix', home, '--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
}

/**
 * npm by the file it runs from where that is known (`npm start` tells), which needs no shell on Windows.
 *
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function npm(...args) {
  const file = process.env.npm_execpath;
  if (file !== undefined && /npm-cli\.c?js$/.test(file)) return [process.execPath, [file, ...args]];
  return ['npm', args];
}

/**
 * Runs the pinned pnpm.
 *
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export async function pnpm(args, options) {
  return runNode(await pinnedPnpm(), args, options);
}

/**
 * A guess at what would help, from what a package manager printed.
 *
 * @param {string} output
 */
export function hint(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|META_FETCH|error sending request/i.test(output)
  ) {
    return 'The network or the registry does not answer; check the connection (or the proxy and registry in your .npmrc) and run the command again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full.';
  if (/EACCES|EPERM/.test(output)) return 'A file could not be written; does the folder belong to you?';
  if (/FROZEN_LOCKFILE|OUTDATED_LOCKFILE/.test(output)) {
    return 'pnpm-lock.yaml does not fit the package.json files; run `npm run pnpm -- install` and commit the lockfile.';
  }
  return 'The output above says why.';
}
