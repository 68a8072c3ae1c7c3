import { expect } from '@playwright/test';
import { idle, type Skep } from './skep.ts';

/** The whole text, as a person takes it: select all, copy. Needs the permission to read the clipboard. */
export async function copySource(skep: Skep): Promise<string> {
  const { page, editor } = skep;
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('ArrowLeft');
  return text;
}

/** Puts another text in the place of all there is, as pasting it does, and waits for what comes of it. */
export async function replaceSource(skep: Skep, text: string): Promise<void> {
  const { page, editor } = skep;
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
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

/** Adds a line behind the given one. */
export async function addLine(skep: Skep, after: number, text: string): Promise<void> {
  await goToLine(skep, after);
  await skep.page.keyboard.press('Enter');
  await skep.page.keyboard.insertText(text);
  await skep.page.keyboard.press('Escape');
  await idle(skep);
}

/** What the visible part of the source holds; blanks of every kind count as one. */
export async function expectSource(skep: Skep, text: string): Promise<void> {
  await expect(skep.panel('Source').locator('.view-lines')).toContainText(text);
}
