import { expect, type Page, test } from '@playwright/test';
import { cutTexts } from '../support/layout.ts';
import { expectStep, progress } from '../support/machine.ts';
import { openOtherSite } from '../support/other-site.ts';
import { openSkep, ready, skepOf, step } from '../support/skep.ts';
import { expectSource, replaceSource } from '../support/source.ts';

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

  async function expectNoSidewaysScroll(page: Page): Promise<void> {
    const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
    expect(width).toBeLessThanOrEqual(390);
    const main = await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(main).toBe(0);
  }

  test('each tab fits, and no text is cut', async ({ page }) => {
    const skep = await openSkep(page);
    await expectNoSidewaysScroll(page);
    await step(skep, 'Step');
    const tabs = { Source: 'Source', Debug: 'Registers', Packet: 'Capture', Maps: 'Maps' };
    for (const [name, panel] of Object.entries(tabs)) {
      await tab(page, name).tap();
      await expect(skep.panel(panel)).toBeVisible();
      await expectNoSidewaysScroll(page);
      expect.soft(await cutTexts(page), `cut in ${name}`).toEqual([]);
    }
  });

  test('the newcomer’s path with a thumb', async ({ page }) => {
    const skep = await openSkep(page);
    await expectSource(skep, 'Counts packets by IP protocol');
    await skep.verb('Run').tap();
    await tab(page, 'Packet').tap();
    await expect(skep.verdicts.getByRole('button', { name: /DROP/ })).toBeVisible();
    await skep.packets.getByRole('row').first().tap();
    await expectStep(skep, 0);
    await tab(page, 'Debug').tap();
    await skep.verb('Step').tap();
    await expectStep(skep, 1);
    await expect(skep.register(6)).toContainText('packet + 0');
    await skep.verb('Step back').tap();
    await expectStep(skep, 0);
    await skep.verb('Continue').tap();
    await expect(skep.stop).toContainText(/XDP_\w+ after/);

    const { total } = await progress(skep);
    const { x, y, width, height } = (await skep.timeline.boundingBox())!;
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await expectStep(skep, Math.round(total / 2));
  });

  test('buttons are large enough for a thumb', async ({ page }) => {
    const skep = await openSkep(page);
    const buttons = page.getByRole('toolbar', { name: 'Step and run' }).getByRole('button');
    for (const button of [...(await buttons.all()), ...(await page.getByRole('tab').all())]) {
      const { width, height } = (await button.boundingBox())!;
      expect(Math.min(width, height), await button.innerText()).toBeGreaterThanOrEqual(24);
      expect(height).toBeGreaterThanOrEqual(36);
    }
    await expect(skep.verb('Run')).toBeInViewport();
  });

  test('a program is written, and its mistakes are told', async ({ page }) => {
    const skep = await openSkep(page);
    await replaceSource(skep, 'r0 = 1\nr11 = 2\nexit\n');
    await expect(skep.problems).toContainText('Line 2');
    await expectNoSidewaysScroll(page);
  });
});

for (const width of [900, 1024, 1440, 1920]) {
  test(`no text is cut at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const skep = await openSkep(page);
    await step(skep, 'Step');
    expect(await cutTexts(page)).toEqual([]);
  });
}

test('a program lives in a frame of another page', async ({ page }) => {
  const address = new URL('./', process.env.SKEP_URL).href;
  const blog = await openOtherSite(`<!doctype html><html lang="en"><title>A blog</title><h1>How XDP works</h1>
    <iframe src="${address}?embed" width="800" height="480" title="eBPF program in Skep"></iframe></html>`);
  await page.goto(blog.address);
  const frame = page.frameLocator('iframe');
  const source = frame.getByRole('region', { name: 'Source', exact: true });
  await expect(source.locator('.view-line').first()).toBeVisible({ timeout: 30_000 });
  await frame.getByRole('button', { name: /^Step:/ }).click();
  await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuenow', '1');
  await expect(frame.getByRole('region', { name: 'Registers', exact: true })).toContainText('packet + 0');

  const way = frame.getByRole('link', { name: 'Open in Skep' });
  await way.focus();
  await expect(way).toHaveAttribute('href', /#v\d+\//);
  const opened = page.waitForEvent('popup');
  await way.click();
  const skep = skepOf(await opened);
  await ready(skep);
  await expectStep(skep, 1);
  await expect(skep.panel('Stack')).toBeVisible();
  await blog.close();
});
