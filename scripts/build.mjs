// The production build: the site in apps/web/dist, the command line in packages/cli/dist/skep.js.
import './lib/require-node.mjs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';
import { CLI, ROOT } from './lib/paths.mjs';
import { stop } from './lib/stop.mjs';

const logLevel = process.argv.includes('--verbose') ? 'info' : 'warn';

async function buildSite() {
  await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel });
}

/** One file that needs nothing but Node beside it. */
async function buildCommandLine() {
  await build({
    configFile: false,
    logLevel,
    root: join(ROOT, 'packages', 'cli'),
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/skep.ts',
      target: 'node20',
      outDir: join(CLI, '..'),
      // The compiler keeps its types there.
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'skep.js', codeSplitting: false } },
    },
  });
}

try {
  await buildSite();
  await buildCommandLine();
} catch (error) {
  // The message says where in the source; where in the bundler, nobody needs to know.
  stop(stripVTControlCharacters(error instanceof Error ? error.message : String(error)));
}
