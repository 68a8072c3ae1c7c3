/**
 * The floors of the house, each folder with its number. What stands on a floor imports from lower floors only: never
 * from its own, never from above. This is the one table; the lint rule, the manifest check and the tests read it.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const FLOORS = {
  'packages/base': 0,
  'packages/isa': 1,
  'packages/abi': 1,
  'packages/asm': 2,
  'packages/vm': 2,
  'packages/fuzz': 2,
  'packages/nic': 3,
  'packages/session': 4,
  'packages/link': 4,
  'packages/cli': 5,
  'apps/web': 5,
};

/** What every package name starts with. */
export const SCOPE = '@skep/';

const FOLDER_OF_PACKAGE = new Map(Object.keys(FLOORS).map((folder) => [SCOPE + folder.split('/')[1], folder]));

/**
 * The folder that a package name stands for (`@skep/isa` is `packages/isa`), or `undefined` when it is not on a floor.
 *
 * @param {string} name
 */
export const folderOfPackage = (name) => FOLDER_OF_PACKAGE.get(name);

/**
 * Why the package in folder `from` may not use the one in folder `to`, as a sentence, or `undefined` when it may.
 *
 * @param {string} from
 * @param {string} to
 * @returns {string | undefined}
 */
export function floorViolation(from, to) {
  const [own, other] = [FLOORS[from], FLOORS[to]];
  if (own === undefined) return `${from} stands on no floor: give it one in tools/floors/floors.js.`;
  if (other === undefined) return `${to} stands on no floor: give it one in tools/floors/floors.js.`;
  if (from === to || other < own) return undefined;
  const direction = other === own ? 'sideways' : 'upward';
  return (
    `${from} is on floor ${own} and may not import ${direction} from ${to} on floor ${other}: ` +
    `move what both need to a floor below ${own}, or let the caller above pass it in.`
  );
}

/**
 * Why a file may not import a specifier, as a sentence, or `undefined` when it may. Files outside the floors
 * (`tools`, `scripts`, `e2e`) may import anything.
 *
 * @param {string} file relative to the repository's root, with `/` as separator
 * @param {string} specifier as written in the import
 * @returns {string | undefined}
 */
export function importViolation(file, specifier) {
  const from = folderOf(file);
  if (from === undefined) return undefined;
  if (specifier.startsWith('.')) return relativeViolation(file, from, specifier);
  if (!specifier.startsWith(SCOPE)) return undefined;
  const name = specifier.split('/').slice(0, 2).join('/');
  const to = folderOfPackage(name);
  if (to === undefined) return `${name} stands on no floor: give it one in tools/floors/floors.js.`;
  if (to === from) return `${from} imports itself by its name: use a relative path inside a package.`;
  return floorViolation(from, to);
}

/**
 * @param {string} file
 * @param {string} from
 * @param {string} specifier
 */
function relativeViolation(file, from, specifier) {
  const target = resolve(file, specifier);
  const to = folderOf(target);
  if (to === from) return undefined;
  if (to !== undefined) {
    return `${from} reaches into ${to} by a path: import it by its name, ${SCOPE}${to.split('/')[1]}.`;
  }
  // Tests and benches may use the shared harness; nothing that ships may.
  if (/^[^/]+\/[^/]+\/(test|bench)\//.test(file)) return undefined;
  return `${from} imports ${target}, which lies outside every package: what ships imports packages only.`;
}

/**
 * `packages/isa/src/decode.ts` lies in `packages/isa`.
 *
 * @param {string} path
 */
function folderOf(path) {
  return /^(?:packages|apps)\/[^/]+/.exec(path)?.[0];
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function resolve(file, specifier) {
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
