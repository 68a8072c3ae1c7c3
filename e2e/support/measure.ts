import { type Page, test } from '@playwright/test';
import type { Skep } from './skep.ts';

/** Milliseconds, ascending. */
export type Times = readonly number[];

export const percentile = (times: Times, share: number): number =>
  times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? Number.NaN;

/** Writes figures into the report of the test. */
export function report(what: string, figures: Readonly<Record<string, number>>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`);
  test.info().annotations.push({ type: what, description: text.join(', ') });
}

export const summary = (times: Times): Readonly<Record<string, number>> => ({
  median: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  longest: times.at(-1) ?? Number.NaN,
});

declare global {
  interface Window {
    measured?: { readonly firsts: Record<string, number>; readonly latencies: number[]; readonly longTasks: number[] };
  }
}

/** Notes when the page has first shown what; to be called before it is opened. Read with `firsts`. */
export async function watchFirsts(page: Page, selectors: Readonly<Record<string, string>>): Promise<void> {
  await page.addInitScript((wanted) => {
    const firsts: Record<string, number> = {};
    Object.assign(window, { measured: { firsts, latencies: [], longTasks: [] } });
    const look = (): void => {
      for (const [name, selector] of Object.entries(wanted)) {
        if (firsts[name] === undefined && document.querySelector(selector) !== null) firsts[name] = performance.now();
      }
      if (Object.keys(wanted).some((name) => firsts[name] === undefined)) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, selectors);
}

export const firsts = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(() => window.measured!.firsts);

export const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime);

/**
 * Notes for every key press and press of the pointer how long it takes until the new step has been drawn: from the
 * moment the browser took the press to the frame after the page's state changed.
 */
export async function watchLatency({ page, stepCount }: Skep): Promise<void> {
  const latencies = await stepCount.evaluateHandle((count) => {
    const found: number[] = [];
    let began: number | undefined;
    const start = ({ timeStamp }: Event): void => {
      began = timeStamp;
    };
    addEventListener('keydown', start, true);
    addEventListener('pointerdown', start, true);
    const drawn = new MessageChannel();
    let from = 0;
    drawn.port1.onmessage = () => found.push(performance.now() - from);
    new MutationObserver(() => {
      if (began === undefined) return;
      from = began;
      began = undefined;
      requestAnimationFrame(() => drawn.port2.postMessage(null));
    }).observe(count, { characterData: true, childList: true, subtree: true });
    return found;
  });
  await page.evaluate((found) => {
    window.measured = { firsts: {}, longTasks: [], ...window.measured, latencies: found };
  }, latencies);
}

export async function latencies({ page }: Skep): Promise<Times> {
  const times = await page.evaluate(() => window.measured!.latencies);
  return times.sort((a, b) => a - b);
}

/** Waits until so many presses have been answered. */
export async function answered({ page }: Skep, count: number): Promise<void> {
  await page.waitForFunction((wanted) => window.measured!.latencies.length >= wanted, count);
}

/** Notes every task that keeps the page from answering for more than 50 ms, while `action` goes on. */
export async function longTasks({ page }: Skep, action: () => Promise<unknown>): Promise<Times> {
  await page.evaluate(() => {
    const found: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration);
    });
    observer.observe({ type: 'longtask' });
    window.measured = { firsts: {}, latencies: [], ...window.measured, longTasks: found };
  });
  await action();
  const times = await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return window.measured!.longTasks;
  });
  return times.sort((a, b) => a - b);
}
