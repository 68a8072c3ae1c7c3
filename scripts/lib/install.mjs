import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.mjs';
import { hint, pnpm } from './pnpm.mjs';
import { stop } from './stop.mjs';

const STAMP = join(CACHE, 'installed');

/** pnpm's own waits add up to many minutes before it says that there is no network. */
const PATIENCE = ['--config.fetch-retry-mintimeout=1000', '--config.fetch-retry-maxtimeout=5000'];

/**
 * Installs exactly what the lockfile says, unless that was done for this lockfile, these manifests and this Node
 * before: a second start needs no network.
 */
export async function ensureInstalled() {
  const state = installState();
  if (existsSync(join(ROOT, 'node_modules')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state) return;
  console.log('Installing dependencies …');
  const { status, output } = await pnpm(['install', '--frozen-lockfile', ...PATIENCE]);
  if (status !== 0)
    stop(`${output.split('\n').slice(-12).join('\n')}\nThe dependencies could not be installed. ${hint(output)}`);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(STAMP, state);
}

/** Changes whenever an install could come out differently. */
function installState() {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Every `package.json` of the workspace. */
function manifests() {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => join(parent, name)),
  );
  return ['.', 'e2e', ...folders.sort()]
    .map((folder) => join(folder, 'package.json'))
    .filter((file) => existsSync(join(ROOT, file)));
}
