import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { openCaptureFile } from '../support/capture.ts';
import { expectStep, picture } from '../support/machine.ts';
import { FOUR_PACKETS } from '../support/pcap.ts';
import { copyLink } from '../support/share.ts';
import { idle, openSkep, ready, type Skep, step } from '../support/skep.ts';
import { copySource, expectSource, goToLine, replaceSource } from '../support/source.ts';

const MY_PROGRAM = '; my own work\nr0 = 2\nr0 += 0\nexit\n';

/** Writes something of one's own and takes a step in it. */
async function work(page: Page): Promise<Skep> {
  const skep = await openSkep(page);
  await replaceSource(skep, MY_PROGRAM);
  await expect(skep.instructions.getByRole('row')).toHaveCount(3);
  await step(skep, 'Step');
  return skep;
}

/** A link that somebody else made, on a machine of their own. */
async function linkOfAnother(page: Page): Promise<string> {
  const other = await page.context().browser()!.newContext();
  const skep = await openSkep(await other.newPage(), new URL('./', page.url()).href);
  await replaceSource(skep, '; work of another\nr0 = 1\nexit\n');
  await step(skep, 'Continue');
  const link = await copyLink(skep);
  await other.close();
  return link;
}

/** The browser's storage has been told of the newest text; it is, a moment after each change. */
async function saved(page: Page, words: string): Promise<void> {
  await page.waitForFunction((text) => JSON.stringify(Object.entries(localStorage)).includes(text), words);
}

/** Kills the page's process, as running out of memory does. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await gone;
}

test('a reload brings everything back: source, breakpoints, capture and place', async ({ page }) => {
  const skep = await work(page);
  await openCaptureFile(skep, FOUR_PACKETS);
  await skep.packets.getByRole('row').nth(2).click();
  await idle(skep);
  await skep.breakpoint(1).click();
  await step(skep, 'Continue');
  await skep.panel('Registers').getByRole('button', { name: 'dec', exact: true }).click();
  await skep.panel('Output').getByRole('button', { name: 'Hide Output' }).click();
  await skep.panel('Source').getByRole('button', { name: 'Show only Source' }).click();
  await skep.panel('Source').getByRole('button', { name: 'Show all panels' }).click();
  const registers = await skep.panel('Registers').innerText();

  await page.reload();
  await ready(skep);
  expect(await copySource(skep)).toBe(MY_PROGRAM);
  await expect(skep.panel('Capture')).toContainText('4 packets');
  await expect(skep.enteredPacket).toContainText('UDP');
  await expectStep(skep, 1);
  await expect(skep.breakpoint(1)).toHaveAttribute('aria-pressed', 'true');
  expect(await skep.panel('Registers').innerText()).toBe(registers);
  await expect(skep.panel('Output')).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Hidden panels' }).getByRole('button', { name: 'Output' }).click();
  await expect(skep.panel('Output')).toBeVisible();
});

test('a reload right after a key press loses no letter', async ({ page }) => {
  const skep = await work(page);
  await goToLine(skep, 1);
  await page.keyboard.type(', last words');
  await page.reload();
  await ready(skep);
  await expectSource(skep, '; my own work, last words');
});

test('panel sizes persist', async ({ page }) => {
  const skep = await openSkep(page);
  const handle = page.getByRole('separator', { name: 'Resize before instructions' });
  const before = (await skep.panel('Source').boundingBox())!.width;
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + height / 2, { steps: 6 });
  await page.mouse.up();
  const after = (await skep.panel('Source').boundingBox())!.width;
  expect(after).toBeGreaterThan(before + 80);
  await page.reload();
  await ready(skep);
  await expect.poll(async () => (await skep.panel('Source').boundingBox())!.width).toBeCloseTo(after, -1);
});

test('opening a link keeps one’s own work and offers the way back', async ({ page }) => {
  const skep = await work(page);
  const mine = await picture(skep);
  await page.goto(await linkOfAnother(page));
  await ready(skep);
  await expectSource(skep, '; work of another');
  await expect(skep.notices).toContainText('Your own work is kept');

  await skep.notices.getByRole('button', { name: 'Back to my work' }).click();
  await idle(skep);
  await expectSource(skep, '; my own work');
  expect(await picture(skep)).toEqual(mine);
  await page.reload();
  await ready(skep);
  await expectSource(skep, '; my own work');
});

test('work that was changed from a link on does not take the place of one’s own', async ({ page }) => {
  const skep = await work(page);
  await page.goto(await linkOfAnother(page));
  await ready(skep);
  await goToLine(skep, 1);
  await page.keyboard.type(', changed here');
  await idle(skep);
  await expect(skep.notices).toContainText('Your own work from before is kept.');

  await skep.notices.getByRole('button', { name: 'Bring it back' }).click();
  await idle(skep);
  await expectSource(skep, '; my own work');
  await expect(skep.notices).toContainText('What you had open is kept.');
  await skep.notices.getByRole('button', { name: 'Bring it back' }).click();
  await idle(skep);
  await expectSource(skep, '; work of another, changed here');
});

test('an example does not take the place of one’s own work for good', async ({ page }) => {
  const skep = await work(page);
  await page.getByRole('combobox', { name: 'Example' }).selectOption('First steps');
  await expectSource(skep, 'First steps, with mnemonics');
  await skep.notices.getByRole('button', { name: 'Bring it back' }).click();
  await expectSource(skep, '; my own work');
});

const LINKS = [
  { what: 'a link cut off', change: (link: string) => link.slice(0, -20), says: /cut off|incomplete|end is missing/i },
  {
    what: 'a link with a letter changed',
    change: (link: string) => link.replace(/.(.{30})$/, (end) => (end.startsWith('A') ? 'B' : 'A') + end.slice(1)),
    says: /damaged|altered|changed|corrupted/i,
  },
  { what: 'a link of a newer Skep', change: (link: string) => link.replace(/#v\d+/, '#v9000'), says: /newer Skep/ },
  { what: 'nonsense behind the version', change: (link: string) => link.replace(/\/[\w-]+$/, '/???'), says: /\w+/ },
] as const;

for (const { what, change, says } of LINKS) {
  test(`${what} is told in words, and one’s own work is shown`, async ({ page }) => {
    const skep = await work(page);
    const link = await copyLink(skep);
    // Another document first: an address that differs in its fragment only would not load the page anew.
    await page.goto('about:blank');
    await page.goto(change(link));
    await ready(skep);
    const notice = skep.notices.getByRole('alert');
    await expect(notice).toContainText(says);
    await expect(notice).toContainText('nothing of it was changed');
    await expectSource(skep, '; my own work');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
  });
}

test('a crash of the page loses nothing', async ({ page, context }) => {
  const skep = await work(page);
  await goToLine(skep, 1);
  await page.keyboard.type(', before the crash');
  await idle(skep);
  await saved(page, ', before the crash');
  await crash(context, page);

  const again = await openSkep(await context.newPage());
  await expectSource(again, '; my own work, before the crash');
  await expectStep(again, 1);
});
