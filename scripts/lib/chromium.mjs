import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run, runNode } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const fromE2e = createRequire(join(ROOT, 'e2e', 'package.json'));

/** Playwright's command, to be run with Node. */
export const playwrightCli = () => fromE2e.resolve('@playwright/test/cli');

/** A Chromium that is already on this machine, or `undefined`. `CHROMIUM_PATH` goes before everything. */
function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...USUAL_PLACES].find((file) => existsSync(file)) ?? playwrightsOwn();
}

function playwrightsOwn() {
  const file = fromE2e('@playwright/test').chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

/**
 * Finds a Chromium, or installs one where that needs nobody's leave: Debian's package when we are root on Debian,
 * Playwright's download elsewhere.
 *
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return { path: found };
  if (process.env.CHROMIUM_PATH)
    return { problem: `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, where there is no file.` };
  const output = isDebian() && isRoot() ? await installFromDebian() : await installFromPlaywright();
  const installed = findChromium();
  if (installed !== undefined) return { path: installed };
  return { problem: `${output}\nThere is no Chromium on this machine and none could be installed. ${advice()}` };
}

const isRoot = () => process.getuid?.() === 0;

/** Debian itself: on Ubuntu the package of that name only leads to a snap. */
function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'));
}

async function installFromDebian() {
  console.log('Installing Chromium (apt-get) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { env });
  const install = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
  return update.output + install.output;
}

async function installFromPlaywright() {
  console.log("Installing Chromium (Playwright's) …");
  const dependencies = isRoot() && process.platform === 'linux' ? ['--with-deps'] : [];
  return (await runNode(playwrightCli(), ['install', ...dependencies, 'chromium'])).output;
}

function advice() {
  if (isDebian()) return 'Run `sudo apt-get install chromium`, or set CHROMIUM_PATH to one.';
  return 'Install Chromium or Chrome, or run `npx playwright install --with-deps chromium` in the folder e2e, or set CHROMIUM_PATH to one.';
}
