import { expect, type Locator, type Page } from '@playwright/test';
import './window.ts';

/** The page as a person knows it: its parts by role and name. */
export interface Skep {
  readonly page: Page;
  readonly panel: (title: string) => Locator;
  readonly verb: (title: string) => Locator;
  readonly editor: Locator;
  readonly packets: Locator;
  /** The packet that is being debugged. */
  readonly enteredPacket: Locator;
  readonly instructions: Locator;
  readonly timeline: Locator;
  /** `12 / 28`: steps done, steps in all. */
  readonly stepCount: Locator;
  /** Where the machine stands and why, in words. */
  readonly stop: Locator;
  readonly notices: Locator;
  readonly problems: Locator;
  readonly verdicts: Locator;
  readonly dialog: Locator;
  readonly register: (index: number) => Locator;
  readonly breakpoint: (pc: number) => Locator;
}

export function skepOf(page: Page): Skep {
  const panel = (title: string): Locator => page.getByRole('region', { name: title, exact: true });
  const runControl = page.getByRole('region', { name: 'Run control' });
  return {
    page,
    panel,
    verb: (title) => runControl.getByRole('button', { name: new RegExp(`^${title}(:|$)`) }),
    editor: page.getByRole('textbox', { name: /^Source of the program/ }),
    packets: page.getByRole('grid', { name: /^Packets/ }),
    enteredPacket: page.getByRole('grid', { name: /^Packets/ }).getByRole('row', { selected: true }),
    instructions: page.getByRole('grid', { name: /^Instructions/ }),
    timeline: page.getByRole('slider', { name: /^Timeline/ }),
    stepCount: page.getByTestId('step-count'),
    stop: page.getByTestId('stop'),
    notices: page.getByRole('region', { name: 'Notices' }),
    problems: page.getByRole('list', { name: 'Problems' }),
    verdicts: page.getByRole('group', { name: /^Verdicts/ }),
    dialog: page.getByRole('dialog'),
    register: (index) =>
      panel('Registers')
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: `r${index}`, exact: true }) }),
    breakpoint: (pc) => page.getByRole('button', { name: `Breakpoint at instruction ${pc}`, exact: true }),
  };
}

/** Nothing is under way any more. */
export async function idle({ page }: Skep): Promise<void> {
  await page.evaluate(() => window.skep!.idle());
}

/** A program has been run on a packet, and the editor is there. */
export async function ready(skep: Skep): Promise<void> {
  await expect(skep.timeline).toBeEnabled({ timeout: 30_000 });
  await expect(skep.page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 });
  await idle(skep);
}

/** Opens the page, by default as a newcomer does. */
export async function openSkep(page: Page, address = './'): Promise<Skep> {
  const skep = skepOf(page);
  await page.goto(address);
  await ready(skep);
  return skep;
}

/** Carries out what changes the place in the run, and waits until the page shows it. */
export async function move(skep: Skep, action: () => Promise<unknown>): Promise<void> {
  await action();
  await idle(skep);
}

export const step = (skep: Skep, verb: string): Promise<void> => move(skep, () => skep.verb(verb).click());

export async function openExample(skep: Skep, title: string): Promise<void> {
  await skep.page.getByRole('combobox', { name: 'Example' }).selectOption(title);
  await idle(skep);
}
