import { expect } from '@playwright/test';
import { idle, type Skep } from './skep.ts';

/** Lets this page use the clipboard without a question to the person. */
const allowClipboard = ({ page }: Skep): Promise<void> =>
  page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

/** The whole text, as a person takes it: select all, copy. */
export async function copySource(skep: Skep): Promise<string> {
  const { page, editor } = skep;
  await allowClipboard(skep);
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('ArrowLeft');
  return text;
}

/** Pastes another text over all there is, and waits for what comes of it. */
export async function replaceSource(skep: Skep, text: string): Promise<void> {
  const { page, editor } = skep;
  await allowClipboard(skep);
  await editor.focus();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  await idle(skep);
}

/** Takes the cursor to a line, and to its end. */
export async function goToLine(skep: Skep, line: number): Promise<void> {
  const { page, editor } = skep;
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

/** Types a line below the given one. */
export async function addLine(skep: Skep, after: number, text: string): Promise<void> {
  await goToLine(skep, after);
  await skep.page.keyboard.press('Enter');
  await skep.page.keyboard.type(text);
  await skep.page.keyboard.press('Escape');
  await idle(skep);
}

/** What the visible part of the source holds; blanks of every kind count as one. */
export async function expectSource(skep: Skep, text: string): Promise<void> {
  await expect(skep.panel('Source').locator('.view-lines')).toContainText(text);
}
