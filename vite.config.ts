import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offline } from './tools/offline/plugin.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The web app. The command line is bundled by `scripts/build.mjs`, tests run by `vitest.config.ts`. */
export default defineConfig({
  root: here('apps/web'),
  publicDir: here('public'),
  cacheDir: here('.cache/vite'),
  // Relative, so that the site works from any path of any host.
  base: './',
  plugins: [react(), offline()],
  worker: { format: 'es' },
  build: {
    outDir: here('apps/web/dist'),
    emptyOutDir: true,
    // Read by the bundle budget.
    manifest: true,
    // Monaco's editor chunk is large and loaded late; the budget watches what loads first.
    chunkSizeWarningLimit: 5000,
  },
});
