import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { currentRow, expectStep, progress } from '../support/machine.ts';
import { idle, openExample, openSkep, ready, type Skep, skepOf, step } from '../support/skep.ts';
import { expectSource, replaceSource } from '../support/source.ts';

async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect.soft(found, state).toEqual([]);
}

/** Every dialog, and the menu. */
async function checkDialogs({ page, dialog }: Skep): Promise<void> {
  for (const [key, title] of [
    ['Control+Shift+S', 'Share'],
    ['?', 'Keyboard shortcuts'],
    ['Control+k', 'All commands'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(dialog.getByRole('heading', { name: title })).toBeVisible();
    if (title === 'Share') await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeEnabled();
    await expectAccessible(page, title);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await page.getByRole('button', { name: /^More/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'menu');
  await page.getByRole('menuitem', { name: 'What is Skep?' }).click();
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'What is Skep?');
  await page.keyboard.press('Escape');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('no accessibility violations at 1440 px', async ({ page }) => {
      const skep = await openSkep(page);
      await expectAccessible(page, 'start');
      await step(skep, 'Run');
      for (let i = 0; i < 12; i++) await step(skep, 'Step');
      await expectAccessible(page, 'in the middle of a run');
      await checkDialogs(skep);
      await openExample(skep, 'A bug: endless loop');
      await step(skep, 'Continue');
      await expectAccessible(page, 'endless loop');
      await replaceSource(skep, 'r0 = nothing\nexit\n');
      await expect(skep.problems).toBeVisible();
      await expectAccessible(page, 'errors in the source');
    });

    test('no accessibility violations at 390 px', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const skep = skepOf(page);
      await page.goto('./');
      await ready(skep);
      await step(skep, 'Continue');
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await expectAccessible(page, `tab ${await tab.innerText()}`);
      }
      await checkDialogs(skep);
    });

    test('no accessibility violations when embedded', async ({ page }) => {
      await page.setViewportSize({ width: 900, height: 480 });
      const skep = await openSkep(page, './?embed');
      await step(skep, 'Step');
      await expectAccessible(page, 'embed');
    });
  });
}

/** Something tells where the focus is: an outline, or in the editor its cursor. */
async function expectFocusShown(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const element = document.activeElement!;
    // Behind the last element comes the browser's own.
    if (element === document.body) return true;
    const editor = element.closest('.monaco-editor');
    if (editor !== null) return editor.querySelector('.cursor') !== null;
    const outlines = [element, element.parentElement!].map((one) => getComputedStyle(one));
    const outlined = outlines.some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px',
    );
    return outlined || getComputedStyle(element, '::after').backgroundColor !== 'rgba(0, 0, 0, 0)';
  });
  const where = await page.evaluate(() => document.activeElement!.outerHTML.slice(0, 200));
  expect(shown, `focus shown on ${where}`).toBe(true);
}

/** Goes on with Tab until something has the focus; out of the editor with Escape. */
async function tabTo({ page, editor }: Skep, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    if (await editor.evaluate((element) => element === document.activeElement)) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expectFocusShown(page);
  }
  throw new Error('Tab does not lead there.');
}

test('the keyboard alone does the newcomer’s path', async ({ page }) => {
  const skep = await openSkep(page);
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
    await idle(skep);
  };

  await tabTo(skep, skep.verb('Run'));
  await press('Enter');
  await expect(skep.panel('Capture')).toContainText(/instructions in/);

  await tabTo(skep, skep.verdicts.getByRole('button', { name: /DROP/ }));
  await press('Enter');
  await tabTo(skep, skep.packets);
  await press('Home', 'ArrowDown', 'Enter');
  await expect(skep.enteredPacket).toContainText('DROP');
  await expectStep(skep, 0);
  await press('F11', 'F11', 'F11');
  await expectStep(skep, 3);
  await press('Control+F11');
  await expectStep(skep, 2);

  await tabTo(skep, skep.instructions);
  await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Space');
  await expect(skep.breakpoint(5)).toHaveAttribute('aria-pressed', 'true');
  await press('F8');
  await expect(skep.stop).toContainText('Breakpoint at instruction 5');
  await expect(currentRow(skep)).toBeInViewport();
  await press('F8', 'Control+F8');
  await expect(skep.stop).toContainText('Breakpoint at instruction 5');

  await tabTo(skep, skep.timeline);
  await press('End');
  const { total } = await progress(skep);
  await expectStep(skep, total);
  await press('ArrowLeft');

  await tabTo(skep, page.getByRole('button', { name: 'Share', exact: true }));
  await press('Enter');
  await tabTo(skep, skep.dialog.getByRole('button', { name: 'Copy link' }));
  await press('Enter');
  await expect(skep.dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeFocused();

  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('about:blank');
  await page.goto(link);
  await ready(skep);
  await expectStep(skep, total - 1);
});

test('the keyboard gets into the editor, and out of it both ways', async ({ page }) => {
  const skep = await openSkep(page);
  await tabTo(skep, skep.editor);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('; by keyboard ');
  await expectSource(skep, '; by keyboard');
  await page.keyboard.press('Tab');
  await expect(skep.editor).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(skep.editor).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(skep.editor).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(skep.editor).not.toBeFocused();
});

test('where the machine stands is told to those who do not see it', async ({ page }) => {
  const skep = await openSkep(page);
  await step(skep, 'Step');
  const told = page.getByRole('status').filter({ hasText: /Step 1 of \d+/ });
  await expect(told).toContainText('At instruction 1');
  await expect(told).toContainText(/r6 is packet \+ 0/);
});

test('nothing moves for those who asked for no motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openSkep(page);
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running'));
  expect(moving).toEqual([]);
});

test('the system’s theme is followed, and can be overruled for good', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const skep = await openSkep(page);
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).not.toBe(dark);
  await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
  await expect.poll(background).toBe(dark);
  await page.reload();
  await ready(skep);
  expect(await background()).toBe(dark);
});
