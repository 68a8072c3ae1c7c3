import { expect, type Locator, test } from '@playwright/test';
import { expectStep, progress } from '../support/machine.ts';
import { idle, openSkep, type Skep, step } from '../support/skep.ts';
import { addLine, copySource, expectSource, goToLine, replaceSource } from '../support/source.ts';

const COUNTER = [
  '.program xdp counter',
  '.map hits array key=u32 value=u64 entries=4',
  'r1 = map[hits]',
  'r2 = r10',
  'r2 += -4',
  '*(u32 *)(r10 - 4) = 0',
  'call bpf_map_lookup_elem',
  'if r0 == 0 goto out',
  'r1 = 1',
  'lock *(u64 *)(r0 + 0) += r1',
  'out:',
  'r0 = XDP_PASS',
  'exit',
  '',
].join('\n');

async function openCounter(...[page]: Parameters<typeof openSkep>): Promise<Skep> {
  const skep = await openSkep(page);
  await replaceSource(skep, COUNTER);
  await expect(skep.problems).toHaveCount(0);
  return skep;
}

/** A word in the editor's text. */
const word = (skep: Skep, text: string): Locator =>
  skep.panel('Source').locator('.view-line span span', { hasText: text }).last();

const squiggles = (skep: Skep): Locator => skep.panel('Source').locator('.squiggly-error');
const suggestions = (skep: Skep): Locator => skep.page.getByRole('listbox', { name: 'Suggest' });

/** The gutter left of a line, where breakpoints are set. */
async function clickGutter(skep: Skep, line: number): Promise<void> {
  const number = skep.panel('Source').locator('.line-numbers').getByText(String(line), { exact: true });
  const { x, y, height } = (await number.boundingBox())!;
  await skep.page.mouse.click(x - 6, y + height / 2);
  await idle(skep);
}

test('mistakes are underlined and told with their lines while typing', async ({ page }) => {
  const skep = await openCounter(page);
  await goToLine(skep, 4);
  await page.keyboard.type(' + + 1');
  await expect(squiggles(skep).first()).toBeVisible();
  await goToLine(skep, 7);
  await page.keyboard.type('x');
  await expect(skep.problems.getByRole('listitem')).toHaveCount(2);
  await expect(skep.problems.getByRole('listitem').first()).toContainText('Line 4');
  await expect(skep.problems.getByRole('listitem').last()).toContainText('Line 7');
  await expect(page.getByText('2 errors')).toBeVisible();
  await expect(skep.stop).toContainText('The source has errors');
  await expect(skep.instructions.or(skep.panel('Instructions').getByText('The source has errors'))).toBeVisible();
});

test('the last good run stays in view, or a sentence says what to do', async ({ page }) => {
  const skep = await openCounter(page);
  await goToLine(skep, 3);
  await page.keyboard.type(' ???');
  await expect(skep.problems).toBeVisible();
  for (const title of ['Instructions', 'Registers', 'Stack', 'Packet', 'Maps']) {
    await expect(skep.panel(title)).toContainText(/\w+ \w+ \w+/);
  }
  await expect(skep.panel('Registers')).not.toContainText('Nothing runs yet');

  for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace');
  await expect(skep.problems).toHaveCount(0);
  await idle(skep);
  await expect(skep.register(10)).toContainText('frame pointer');
});

test('a problem leads to its line; its quick fix mends it', async ({ page }) => {
  const skep = await openCounter(page);
  await goToLine(skep, 7);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('elme');
  await page.keyboard.press('Escape');
  const problem = skep.problems.getByRole('listitem');
  await expect(problem).toContainText('Line 7');
  await expect(problem).toContainText('Did you mean bpf_map_lookup_elem?');

  await goToLine(skep, 1);
  await problem.getByRole('button').click();
  await expect(skep.editor).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+.');
  await page.getByText('Change to `bpf_map_lookup_elem`').click();
  await expect(skep.problems).toHaveCount(0);
  await expectSource(skep, 'call bpf_map_lookup_elem');
});

const COMPLETIONS = [
  { what: 'helpers', typed: 'call map_up', offered: 'bpf_map_update_elem', becomes: 'call bpf_map_update_elem' },
  { what: 'maps', typed: 'r1 = map[hi', offered: 'hits', becomes: 'r1 = map[hits' },
  { what: 'registers', typed: 'r3 = r1', offered: 'r10', becomes: 'r3 = r10' },
  { what: 'constants', typed: 'r0 = XDP_DR', offered: 'XDP_DROP', becomes: 'r0 = XDP_DROP' },
  { what: 'labels', typed: 'goto ou', offered: 'out', becomes: 'goto out' },
];

for (const { what, typed, offered, becomes } of COMPLETIONS) {
  test(`${what} are completed`, async ({ page }) => {
    const skep = await openCounter(page);
    await goToLine(skep, 9);
    await page.keyboard.press('Enter');
    await page.keyboard.type(typed, { delay: 10 });
    await page.keyboard.press('Control+Space');
    const option = suggestions(skep).getByRole('option', { name: new RegExp(`^${offered}\\b`) });
    await expect(option).toBeVisible();
    await option.click();
    expect(await copySource(skep)).toContain(`${becomes}`);
  });
}

const HOVERS = [
  { over: 'bpf_map_lookup_elem', says: /NULL|value|element/ },
  { over: 'hits', says: /array|entries/ },
  { over: 'XDP_PASS', says: /2/ },
  { over: 'r10', says: /frame|stack/ },
];

for (const { over, says } of HOVERS) {
  test(`pointing at ${over} tells what it is`, async ({ page }) => {
    const skep = await openCounter(page);
    await word(skep, over).hover();
    await expect(page.getByRole('tooltip').filter({ hasText: over })).toContainText(says);
  });
}

test('a breakpoint is set in the gutter and by F9, and stops the run', async ({ page }) => {
  const skep = await openCounter(page);
  await clickGutter(skep, 7);
  await expect(skep.breakpoint(5)).toHaveAttribute('aria-pressed', 'true');
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('Breakpoint at instruction 5, line 7');

  await goToLine(skep, 12);
  await page.keyboard.press('F9');
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('line 12');
  await page.keyboard.press('F9');
  await clickGutter(skep, 7);
  await step(skep, 'Restart');
  await step(skep, 'Continue');
  const { step: at, total } = await progress(skep);
  expect(at).toBe(total);
});

test('breakpoints move with their lines', async ({ page }) => {
  const skep = await openCounter(page);
  await clickGutter(skep, 7);
  await addLine(skep, 2, '; one more line');
  await step(skep, 'Continue');
  await expect(skep.stop).toContainText('line 8');
});

test('the syntax is switched, and each is understood', async ({ page }) => {
  const skep = await openSkep(page);
  const syntax = page.getByRole('combobox', { name: 'Syntax' });
  await syntax.selectOption('mnemonic syntax');
  await expect(skep.problems).toBeVisible();
  await replaceSource(skep, 'mov64 r0, 2\nexit\n');
  await expect(skep.problems).toHaveCount(0);
  await expect(skep.panel('Source')).toContainText('mnemonic syntax');
  await syntax.selectOption('kernel syntax');
  await expect(skep.problems).toContainText('Line 1');
  await syntax.selectOption('auto syntax');
  await expect(skep.problems).toHaveCount(0);
});

test('source, instruction list and machine walk in step', async ({ page }) => {
  const skep = await openCounter(page);
  await step(skep, 'Next');
  await step(skep, 'Next');
  await expectStep(skep, 2);
  await expect(skep.stop).toContainText('line 5');
  const line = skep.panel('Source').locator('.view-line', { hasText: /r2\s\+=\s-4/ });
  const mark = skep.panel('Source').locator('.skep-line-current');
  expect((await mark.boundingBox())!.y).toBeCloseTo((await line.boundingBox())!.y, 0);
});

test('undo takes back what was typed, not what the page put in', async ({ page }) => {
  const skep = await openCounter(page);
  await goToLine(skep, 1);
  await page.keyboard.type(' x');
  await expect(skep.problems).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(skep.problems).toHaveCount(0);
  expect(await copySource(skep)).toBe(COUNTER);
});
