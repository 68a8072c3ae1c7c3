import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLOORS, importViolation } from '../floors.js';
import { manifestViolations, type PackageFiles } from '../manifests.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

describe('an import', () => {
  test.each([
    ['packages/isa/src/decode.ts', '@skep/base'],
    ['packages/asm/src/parse/line.ts', '@skep/isa'],
    ['packages/asm/src/parse/line.ts', '../text/cursor.ts'],
    ['packages/asm/test/line.test.ts', '../src/index.ts'],
    ['packages/vm/bench/loop.bench.ts', '../../../tools/bench/bench-case.ts'],
    ['apps/web/src/worker/worker.ts', '@skep/session'],
    ['packages/cli/src/skep.ts', 'node:fs'],
    ['scripts/build.mjs', '@skep/cli'],
  ])('of %s from %s is fine', (file, specifier) => {
    expect(importViolation(file, specifier)).toBeUndefined();
  });

  test.each([
    [
      'packages/isa/src/decode.ts',
      '@skep/vm',
      'packages/isa is on floor 1 and may not import upward from packages/vm on floor 2',
    ],
    [
      'packages/vm/src/machine.ts',
      '@skep/asm',
      'packages/vm is on floor 2 and may not import sideways from packages/asm on floor 2',
    ],
    ['packages/vm/test/machine.test.ts', '@skep/asm', 'may not import sideways from packages/asm'],
    ['packages/link/src/link.ts', '@skep/session/src/view.ts', 'may not import sideways from packages/session'],
    ['packages/session/src/session.ts', '@skep/web', 'may not import upward from apps/web'],
    [
      'packages/vm/src/machine.ts',
      '../../isa/src/table.ts',
      'packages/vm reaches into packages/isa by a path: import it by its name, @skep/isa.',
    ],
    ['packages/vm/src/machine.ts', '@skep/vm', 'packages/vm imports itself by its name'],
    ['packages/vm/src/machine.ts', '@skep/wm', '@skep/wm stands on no floor'],
    ['packages/attic/src/index.ts', '@skep/base', 'packages/attic stands on no floor'],
    ['packages/vm/src/machine.ts', '../../../tools/bench/bench-case.ts', 'which lies outside every package'],
  ])('of %s from %s is refused', (file, specifier, why) => {
    expect(importViolation(file, specifier)).toContain(why);
  });
});

describe('the lint rules', () => {
  const samples: readonly [text: string, complaint: string | undefined][] = [
    [
      "import { Machine } from '@skep/vm';\nexport const made = Machine;",
      'imports: packages/isa is on floor 1 and may not import upward from packages/vm',
    ],
    [
      "import type { Machine } from '@skep/vm';\nexport type Made = Machine;",
      'imports: packages/isa is on floor 1 and may not import upward from packages/vm',
    ],
    ["export * from '@skep/abi';", 'imports: packages/isa is on floor 1 and may not import sideways from packages/abi'],
    [
      "export const late = () => import('@skep/session');",
      'imports: packages/isa is on floor 1 and may not import upward from packages/session',
    ],
    [
      "export type Late = import('@skep/session').Session;",
      'imports: packages/isa is on floor 1 and may not import upward from packages/session',
    ],
    ["import { ok } from '@skep/base';\nexport const fine = ok;", undefined],
    ['export const it = Date.now();', 'ambient: Date.now reads the clock'],
    ['export const it = new Date();', 'ambient: Date reads the clock'],
    ['export const it = Math.random();', 'ambient: Math.random draws randomness'],
    ['export const it = performance.now();', 'ambient: performance reads the clock'],
    ['export const it = globalThis.performance;', 'ambient: performance reads the clock'],
    ["export const it = fetch('https://example.org');", 'ambient: fetch reaches for the network'],
    ['export const it = crypto.getRandomValues(new Uint8Array(1));', 'ambient: crypto draws randomness'],
    ['const valueOf = (n: number) => n;\nexport const it = valueOf(1) + Math.abs(2);', undefined],
    ['export const it = (ms: number) => new Date(ms).toISOString();', undefined],
  ];
  let home: string;
  const complaints = new Map<string, string[]>();

  beforeAll(() => {
    home = mkdtempSync(join(ROOT, 'packages/isa/src/.lint-'));
    for (const [index, [text]] of samples.entries()) writeFileSync(join(home, `${index}.ts`), text);
    const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', home], { cwd: ROOT, encoding: 'utf8' });
    for (const { code, message, filename } of JSON.parse(stdout).diagnostics) {
      const rule = /^skep\((.*)\)$/.exec(code)?.[1];
      if (rule === undefined) continue;
      const sample = basename(filename, '.ts');
      complaints.set(sample, [...(complaints.get(sample) ?? []), `${rule}: ${message}`]);
    }
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test.each(samples.map(([text, complaint], index) => ({ text, complaint, index })))(
    '$text in isa: $complaint',
    ({ complaint, index }) => {
      const expected = complaint === undefined ? [] : [expect.stringContaining(complaint)];
      expect(complaints.get(String(index)) ?? []).toEqual(expected);
    },
  );
});

describe('the packages as they are', () => {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => posix.join(parent, name)),
  );

  function files(folder: string): PackageFiles {
    const { name, dependencies = {}, devDependencies = {} } = read(`${folder}/package.json`);
    const { references } = read(`${folder}/tsconfig.json`);
    return {
      folder,
      name,
      dependencies: [...Object.keys(dependencies), ...Object.keys(devDependencies)],
      references: references.map(({ path }: { path: string }) =>
        relative(ROOT, join(ROOT, folder, path)).replaceAll('\\', '/'),
      ),
    };
  }

  test('all have a floor', () => {
    expect(folders.sort()).toEqual(Object.keys(FLOORS).sort());
  });

  test('depend downward, and their compiler settings say the same', () => {
    expect(manifestViolations(folders.map(files))).toEqual([]);
  });

  test('are all compiled, and in what tests may see', () => {
    const paths = (file: string): string[] => read(file).references.map(({ path }: { path: string }) => path);
    expect(paths('tsconfig.json')).toEqual(expect.arrayContaining(folders));
    expect(paths('tsconfig.test.json')).toEqual(
      expect.arrayContaining(folders.filter((each) => each.startsWith('packages/'))),
    );
  });

  test.each(folders.filter((each) => each.startsWith('packages/')))('%s compiles without the page', (folder) => {
    const { compilerOptions } = read(`${folder}/tsconfig.json`);
    expect(compilerOptions.lib, 'only the base may say').toBeUndefined();
    expect(compilerOptions.types ?? []).toEqual(folder === 'packages/cli' ? ['node'] : []);
  });
});

test('dependencies that disagree with the floors are told', () => {
  expect(
    manifestViolations([
      {
        folder: 'packages/vm',
        name: '@skep/vm',
        dependencies: ['@skep/asm', '@skep/isa'],
        references: ['packages/base', 'packages/asm'],
      },
    ]),
  ).toEqual([
    expect.stringContaining('packages/vm is on floor 2 and may not import sideways from packages/asm on floor 2'),
    'packages/vm depends on packages/isa, but its tsconfig.json does not refer to it.',
    'packages/vm/tsconfig.json refers to packages/base, but package.json does not depend on it.',
  ]);
});
