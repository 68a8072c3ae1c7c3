import { expect } from '@playwright/test';
import { idle, type Skep } from './skep.ts';

const MACHINE = ['Registers', 'Stack', 'Packet', 'Maps', 'Output'] as const;

/** All that the panels of the machine show, marks of the last step included. */
export type Picture = Readonly<Record<(typeof MACHINE)[number] | 'place', string>>;

/** Text, marks and pressed state of everything in a panel; what depends on the pointer is left out. */
function describe(panel: Element): string {
  const marks = [...panel.querySelectorAll('.is-changed, .is-read')].map((marked) => {
    const mark = marked.classList.contains('is-changed') ? 'changed' : 'read';
    return `${mark}: ${marked.getAttribute('aria-label') ?? marked.textContent}`;
  });
  return [(panel as HTMLElement).innerText, ...marks].join('\n');
}

export async function picture(skep: Skep): Promise<Picture> {
  await idle(skep);
  const panels = await Promise.all(
    MACHINE.map(async (title) => [title, await skep.panel(title).evaluate(describe)] as const),
  );
  const place = `${await skep.stepCount.innerText()}, instruction ${await currentPc(skep)}`;
  return { ...(Object.fromEntries(panels) as Picture), place };
}

/** The row of the instruction that comes next. */
export const currentRow = (skep: Skep) => skep.instructions.locator('[aria-current="step"]');

async function currentPc(skep: Skep): Promise<number> {
  return Number(await currentRow(skep).getByRole('gridcell').nth(1).innerText());
}

/** Steps done and steps in all. */
export async function progress(skep: Skep): Promise<{ readonly step: number; readonly total: number }> {
  const text = (await skep.stepCount.innerText()).replace(/[^\d/]/g, '');
  const [step, total] = text.split('/').map(Number);
  return { step: step!, total: total! };
}

export async function expectStep(skep: Skep, step: number): Promise<void> {
  await expect(skep.timeline).toHaveAttribute('aria-valuenow', String(step));
}
