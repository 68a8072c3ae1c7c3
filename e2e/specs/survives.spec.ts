import { expect, test } from '@playwright/test';
import { dropFile, openCaptureFile } from '../support/capture.ts';
import { expectStep, picture } from '../support/machine.ts';
import { arp, FOUR_PACKETS, file, pcap, ping, udp } from '../support/pcap.ts';
import { idle, openExample, openSkep, type Skep, step } from '../support/skep.ts';
import { expectSource, replaceSource } from '../support/source.ts';

/** Something that is visibly answered at once: a dialog opens and closes. */
async function expectResponsive({ page, dialog }: Skep): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeVisible({ timeout: 5000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden({ timeout: 5000 });
}

test('a program that loops for ever is stopped, said so, and can be looked into', async ({ page }) => {
  const skep = await openSkep(page);
  await page.getByRole('combobox', { name: 'Example' }).selectOption('A bug: endless loop');
  await expectResponsive(skep);
  await idle(skep);
  await expect(skep.panel('Capture')).toContainText('the program used up its budget');
  await expect(skep.packets.getByRole('row').first()).toContainText('budget');

  const track = await skep.timeline.boundingBox();
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText(/Stopped after 1\s000\s000 instructions: the program did not come to an end/);
  await expectStep(skep, 1_000_000);
  expect(await skep.timeline.boundingBox(), 'the timeline stays where it is').toEqual(track);
  await step(skep, 'Step back');
  await expectStep(skep, 999_999);
  await skep.timeline.focus();
  await page.keyboard.press('Home');
  await expectStep(skep, 0);
  await expectResponsive(skep);
});

test('a loop written by mistake is left by writing it right', async ({ page }) => {
  const skep = await openSkep(page);
  await replaceSource(skep, 'again:\n  r0 = 1\n  goto again\n');
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('the program did not come to an end');
  await replaceSource(skep, 'r0 = 1\nexit\n');
  await expect(skep.stop).toContainText('XDP_DROP after 2 instructions');
});

test('a fault is told in a sentence, at the instruction that caused it', async ({ page }) => {
  const skep = await openSkep(page);
  await openExample(skep, 'A bug: missing bounds check');
  await skep.verdicts.getByRole('button', { name: /fault/ }).click();
  await skep.packets.getByRole('row').first().click();
  await idle(skep);
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText(
    /Instruction \d+ reads 1 byte at offset \d+ of the packet, but it has only \d+ bytes/,
  );
  await expectSource(skep, 'here is no check against r7');
});

test('a crashed engine is started again with everything in place', async ({ page }) => {
  const skep = await openSkep(page);
  await step(skep, 'Step');
  await step(skep, 'Step');
  await skep.breakpoint(9).click();
  const before = await picture(skep);
  await page.workers()[0]!.evaluate(() => {
    setTimeout(() => {
      throw new Error('boom');
    });
  });
  await expect(skep.notices).toContainText('The engine stopped unexpectedly');
  await expect(skep.notices).toContainText('nothing was lost');
  expect(await picture(skep)).toEqual(before);
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('Breakpoint at instruction 9');
});

test('an engine that does not come back is ended and started again', async ({ page }) => {
  const skep = await openSkep(page);
  await step(skep, 'Step');
  await page.workers()[0]!.evaluate(() => self.close());
  await skep.verb('Step').click();
  await expectResponsive(skep);
  await expect(skep.notices).toContainText('did not come back in time', { timeout: 20_000 });
  await idle(skep);
  await expectStep(skep, 1);
  await step(skep, 'Step');
  await expectStep(skep, 2);
});

const BAD_FILES = [
  file('notes.txt', Buffer.from('Dear diary, today I captured nothing.\n'.repeat(20))),
  file('program.o', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...new Array<number>(120).fill(0)])),
  file('header-only-half.pcap', pcap([]).subarray(0, 13)),
  file('empty.pcap', Buffer.alloc(0)),
];

for (const bad of BAD_FILES) {
  test(`${bad.name} is refused in one sentence`, async ({ page }) => {
    const skep = await openSkep(page);
    await openCaptureFile(skep, bad);
    const problem = skep.panel('Capture').locator('.problem');
    await expect(problem).toHaveText(/^[^.]*(\.\w[^.]*)*\.$/);
    await expect(problem).toContainText(/\w+ \w+ \w+/);
    await expectSource(skep, 'Counts packets by IP protocol');
    await page.getByRole('combobox', { name: 'Capture', exact: true }).selectOption('Everyday traffic');
    await idle(skep);
    await expect(skep.panel('Capture')).toContainText(/\d+ packets/);
    await expect(skep.verdicts.getByRole('button', { name: /DROP/ })).toBeVisible();
  });
}

test('of a capture that was cut off, the whole packets are shown', async ({ page }) => {
  const skep = await openSkep(page);
  const whole = pcap([arp(), ping(1), udp(53)]);
  await openCaptureFile(skep, file('cut.pcap', whole.subarray(0, whole.length - 10)));
  await expect(skep.panel('Capture')).toContainText('2 packets');
  await expect(skep.panel('Capture')).toContainText(/cut off|ends in the middle|truncated|incomplete/i);
});

test('a capture is opened by dropping it on the page', async ({ page }) => {
  const skep = await openSkep(page);
  await dropFile(skep, FOUR_PACKETS);
  await expect(skep.panel('Capture')).toContainText('4 packets');
  await expect(skep.verdicts.getByRole('button', { name: /DROP.*2/ })).toBeVisible();
  await expect(skep.enteredPacket).toContainText('ICMP');
});
