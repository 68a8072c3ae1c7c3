import { expect } from '@playwright/test';
import type { Skep } from './skep.ts';

/** Share, copy the link, close. */
export async function copyLink({ page, dialog }: Skep): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return page.evaluate(() => navigator.clipboard.readText());
}
