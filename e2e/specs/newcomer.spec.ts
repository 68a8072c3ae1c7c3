import { expect, type Page, test } from '@playwright/test';
import { openCaptureFile } from '../support/capture.ts';
import { currentRow, expectStep, type Picture, picture, progress } from '../support/machine.ts';
import { FOUR_PACKETS } from '../support/pcap.ts';
import { copyLink } from '../support/share.ts';
import { idle, move, openSkep, ready, type Skep, skepOf, step } from '../support/skep.ts';
import { copySource, expectSource, goToLine, replaceSource } from '../support/source.ts';

/** Enters the first packet that was dropped; the program does most on it. */
async function enterDropped(skep: Skep): Promise<void> {
  await skep.verdicts.getByRole('button', { name: /DROP/ }).click();
  await move(skep, () => skep.packets.getByRole('row').first().click());
  await skep.verdicts.getByRole('button', { name: /DROP/ }).click();
}

/** A link opened by somebody who was never here before. */
async function openElsewhere(page: Page, link: string): Promise<Skep> {
  const browser = page.context().browser()!;
  const other = await browser.newContext();
  const skep = skepOf(await other.newPage());
  await skep.page.goto(link);
  await ready(skep);
  return skep;
}

test('the first look: a program, a capture and what the program does to it', async ({ page }) => {
  const skep = await openSkep(page);
  await expectSource(skep, 'Counts packets by IP protocol');
  await expect(skep.instructions.getByRole('row').first()).toContainText('r6 = *(u32 *)(r1 +0)');
  await expect(skep.packets.getByRole('row', { name: /ICMP .*DROP/ }).first()).toBeVisible();
  await expect(skep.verdicts.getByRole('button', { name: /PASS/ })).toBeVisible();
  await expect(skep.verdicts.getByRole('button', { name: /DROP/ })).toBeVisible();
  await expect(skep.stop).toContainText('Ready at instruction 0');
  await expect(skep.enteredPacket).toContainText('DROP');
  await expect(page.getByRole('note', { name: 'Start here' })).toBeVisible();
});

test('Run judges every packet; a verdict lists its packets', async ({ page }) => {
  const skep = await openSkep(page);
  const capture = skep.panel('Capture');
  const packets = Number(/(\d+) packets/.exec(await capture.innerText())?.[1]);
  await move(skep, () => skep.verb('Run').click());
  await expect(capture).toContainText(/[\d\s]+ instructions in [\d.]+ m?s/);

  const chips = await skep.verdicts.getByRole('button').allInnerTexts();
  const counts = chips.map((text) => Number(/\d+/.exec(text)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(packets);

  await skep.verdicts.getByRole('button', { name: /DROP/ }).click();
  await expect(skep.packets).toHaveAttribute('aria-rowcount', String(counts[1]));
  for (const row of await skep.packets.getByRole('row').all()) await expect(row).toContainText('DROP');
});

test('a clicked packet is stepped through to its verdict, and back again exactly', async ({ page }) => {
  const skep = await openSkep(page);
  await enterDropped(skep);
  await expectStep(skep, 0);
  const { total } = await progress(skep);

  const forwards: Picture[] = [await picture(skep)];
  for (let at = 1; at <= total; at++) {
    await move(skep, () => page.keyboard.press('F11'));
    await expectStep(skep, at);
    forwards.push(await picture(skep));
  }
  await expect(skep.stop).toContainText(`XDP_DROP after ${total} instructions`);
  await expect(skep.panel('Output')).toContainText(/ping, TTL \d+/);
  for (const panel of ['Registers', 'Stack', 'Maps', 'Output'] as const) {
    expect(new Set(forwards.map((one) => one[panel])).size, `${panel} changes in view`).toBeGreaterThan(1);
  }
  expect(forwards.map(({ Packet }) => Packet).join('\n'), 'bytes that were read are marked').toMatch(/read: /);

  for (let at = total - 1; at >= 0; at--) {
    await move(skep, () => page.keyboard.press('Control+F11'));
    expect(await picture(skep), `step ${at}`).toEqual(forwards[at]);
  }
});

test('a breakpoint stops the run in both directions', async ({ page }) => {
  const skep = await openSkep(page);
  await enterDropped(skep);
  const call = skep.instructions.getByRole('row', { name: /call bpf_map_lookup_elem/ }).first();
  const pc = Number(await call.getByRole('gridcell').nth(1).innerText());
  await skep.breakpoint(pc).click();
  await expect(skep.breakpoint(pc)).toHaveAttribute('aria-pressed', 'true');

  await step(skep, 'Continue');
  await expect(skep.stop).toContainText(`Breakpoint at instruction ${pc}`);
  await expect(currentRow(skep)).toContainText('call bpf_map_lookup_elem');
  const there = await progress(skep);

  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('XDP_DROP');
  await step(skep, 'Reverse continue');
  await expect(skep.stop).toContainText(`Breakpoint at instruction ${pc}`);
  expect(await progress(skep)).toEqual(there);
  await step(skep, 'Reverse continue');
  await expectStep(skep, 0);
});

test('the timeline leads to any step, by pointer and by key', async ({ page }) => {
  const skep = await openSkep(page);
  await enterDropped(skep);
  const { total } = await progress(skep);
  const { x, y, width, height } = (await skep.timeline.boundingBox())!;
  const pointAt = (share: number): Promise<void> => page.mouse.move(x + share * width, y + height / 2, { steps: 8 });

  await page.mouse.move(x + 2, y + height / 2);
  await page.mouse.down();
  await pointAt(0.5);
  await move(skep, () => page.mouse.move(x + width / 2, y + height / 2));
  await expectStep(skep, Math.round(total / 2));
  await pointAt(0.25);
  await idle(skep);
  await expectStep(skep, Math.round(total / 4));
  await page.mouse.up();

  await skep.timeline.focus();
  const keys = [
    ['End', total],
    ['ArrowLeft', total - 1],
    ['Home', 0],
    ['ArrowRight', 1],
  ] as const;
  for (const [key, goal] of keys) {
    await page.keyboard.press(key);
    await expectStep(skep, goal);
  }
});

test('a link opens at the same place for somebody else', async ({ page }) => {
  const skep = await openSkep(page);
  await enterDropped(skep);
  await skep.breakpoint(9).click();
  await step(skep, 'Continue');
  await step(skep, 'Step');
  await skep.panel('Registers').getByRole('button', { name: 'dec', exact: true }).click();
  const mine = await picture(skep);
  const packet = await skep.enteredPacket.innerText();
  const source = await copySource(skep);
  const link = await copyLink(skep);
  expect(link).toMatch(/#v\d+\/[\w-]+$/);

  const theirs = await openElsewhere(page, link);
  expect(await picture(theirs)).toEqual(mine);
  expect(await theirs.enteredPacket.innerText()).toBe(packet);
  await expect(theirs.breakpoint(9)).toHaveAttribute('aria-pressed', 'true');
  expect(await copySource(theirs)).toBe(source);
  await expect(theirs.notices.getByText('Your own work')).toHaveCount(0);
  await theirs.page.context().close();
});

test('a link takes along an edited source', async ({ page }) => {
  const skep = await openSkep(page);
  await goToLine(skep, 1);
  await page.keyboard.type(' - edited by hand');
  await idle(skep);
  await step(skep, 'Step');
  const mine = await picture(skep);
  const source = await copySource(skep);
  expect(source).toMatch(/^; Counts packets by IP protocol.* - edited by hand\n/);

  const theirs = await openElsewhere(page, await copyLink(skep));
  expect(await copySource(theirs)).toBe(source);
  expect(await picture(theirs)).toEqual(mine);
  await expect(theirs.page.getByRole('combobox', { name: 'Example' })).toHaveValue('');
  await theirs.page.context().close();
});

test('a link takes along a small capture of one’s own', async ({ page }) => {
  const skep = await openSkep(page);
  await openCaptureFile(skep, FOUR_PACKETS);
  await expect(skep.panel('Capture')).toContainText('4 packets');
  await move(skep, () => skep.packets.getByRole('row').nth(3).click());
  await step(skep, 'Step');
  const mine = await picture(skep);

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(skep.dialog).toContainText('the capture four.pcap');
  await page.keyboard.press('Escape');
  const theirs = await openElsewhere(page, await copyLink(skep));
  await expect(theirs.panel('Capture')).toContainText('4 packets');
  await expect(theirs.panel('Capture').getByRole('combobox', { name: 'Capture' })).toHaveValue('own');
  expect(await picture(theirs)).toEqual(mine);
  await theirs.page.context().close();
});

test('a link with a program in mnemonics, written from nothing', async ({ page }) => {
  const skep = await openSkep(page);
  await page.getByRole('combobox', { name: 'Syntax' }).selectOption('auto syntax');
  await replaceSource(skep, 'mov64 r0, 1\nadd64 r0, 1\nexit\n');
  await expect(skep.instructions.getByRole('row')).toHaveCount(3);
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('XDP_PASS after 3 instructions');

  const theirs = await openElsewhere(page, await copyLink(skep));
  expect(await copySource(theirs)).toBe('mov64 r0, 1\nadd64 r0, 1\nexit\n');
  await expect(theirs.stop).toContainText('XDP_PASS after 3 instructions');
  await theirs.page.context().close();
});
