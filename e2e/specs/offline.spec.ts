import { expect, test } from '@playwright/test';

test.use({ serviceWorkers: 'allow' });

test('the page opens without a network once it has been visited', async ({ page, context }) => {
  await page.goto('./');
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  expect(await page.evaluate(async () => (await fetch('./samples/index.json')).ok)).toBe(true);
});
