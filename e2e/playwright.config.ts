import { defineConfig } from '@playwright/test';
import { chromiumFlags } from './chromium-flags.ts';

/** Runs the specs against the production build, served as any static host would. `npm run build` comes first. */
export default defineConfig({
  testDir: './specs',
  // The newcomer's path, in every test run. All specs together take many minutes on a small machine: they are asked for.
  testMatch:
    process.env.SKEP_E2E === 'all'
      ? '**/*.spec.ts'
      : ['smoke', 'offline', 'newcomer'].map((name) => `**/${name}.spec.ts`),
  outputDir: '../.cache/e2e',
  fullyParallel: true,
  // Several specs measure time; a second browser on a small machine would measure itself.
  workers: 1,
  retries: process.env.CI === undefined ? 0 : 1,
  // Against hanging, not against slowness: a busy machine takes several times as long.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    baseURL: process.env.SKEP_URL,
    viewport: { width: 1440, height: 900 },
    // One spec is about the service worker; the others would only measure its cache.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: chromiumFlags(),
    },
  },
  webServer: {
    command: 'node ../scripts/serve.mjs',
    env: { PORT: '0' },
    // The address, on whatever port was free, becomes SKEP_URL.
    wait: { stdout: /(?<skep_url>http:\/\/\S+)/ },
  },
});
