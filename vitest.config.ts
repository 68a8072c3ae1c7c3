import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.{ts,tsx}', '{scripts,tools}/**/*.test.ts'],
    // Against hanging, not against slowness: a busy machine takes ten times as long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
