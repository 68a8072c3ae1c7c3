import type { Diagnostic } from '@skep/base';
import { type CaptureChoice, chosen, opened, PAGE, refused, withPage } from '../store/capture.ts';
import { left } from '../store/machine.ts';
import { initialReplay } from '../store/replay.ts';
import { update } from '../store/store.ts';
import type { EngineContext } from './context.ts';

/** The bytes of a capture that ships with Skep. */
export type FetchCapture = (name: string) => Promise<Blob>;

export interface Captures {
  /** True when the capture could be opened. */
  open(choice: CaptureChoice): Promise<boolean>;
  /** Asks for the summaries of packets that are about to be seen. */
  need(page: number): void;
  search(text: string): Promise<void>;
}

const unreachableCapture = (name: string): Diagnostic => ({
  code: 'web/capture-not-loaded',
  severity: 'error',
  message: `The capture “${name}” could not be loaded. Check the connection, or open a capture file of your own.`,
});

export function createCaptures(context: EngineContext, fetchCapture: FetchCapture): Captures {
  const { store, client } = context;
  const asked = new Set<string>();
  let searching: AbortController | undefined;

  return {
    async open(choice) {
      context.abortReplay?.();
      context.inRun = false;
      update(store, 'capture', (capture) => chosen(capture, choice));
      update(store, 'machine', (machine) => left(machine, { wanted: true }));
      update(store, 'replay', () => initialReplay);
      const { epoch } = store.getState().capture;
      let blob: Blob;
      try {
        blob = choice.kind === 'own' ? choice.blob : await fetchCapture(choice.name);
      } catch {
        update(store, 'capture', (capture) => refused(capture, epoch, unreachableCapture(choice.name)));
        return false;
      }
      if (store.getState().capture.epoch !== epoch) return false;
      const outcome = await client.call('openCapture', { name: choice.name, blob });
      if (store.getState().capture.epoch !== epoch || outcome.status === 'cancelled') return false;
      update(store, 'capture', (capture) =>
        outcome.status === 'ok' ? opened(capture, epoch, outcome.value) : refused(capture, epoch, outcome.error),
      );
      return outcome.status === 'ok';
    },
    need(page) {
      const { epoch, pages, status } = store.getState().capture;
      const key = `${epoch}:${page}`;
      if (status !== 'ready' || pages.has(page) || asked.has(key)) return;
      asked.add(key);
      void client.call('packets', { offset: page * PAGE, limit: PAGE }).then((outcome) => {
        asked.delete(key);
        if (outcome.status !== 'ok') return;
        update(store, 'capture', (capture) => withPage(capture, epoch, page, outcome.value));
      });
    },
    async search(text) {
      searching?.abort();
      const { epoch } = store.getState().capture;
      update(store, 'capture', (capture) => ({
        ...capture,
        filter: { ...capture.filter, text },
        found: text === '' ? undefined : capture.found,
      }));
      if (text === '') return;
      const mine = new AbortController();
      searching = mine;
      const outcome = await client.call('findPackets', { text }, { signal: mine.signal });
      if (outcome.status !== 'ok' || searching !== mine) return;
      update(store, 'capture', (capture) =>
        capture.epoch === epoch && capture.filter.text === text ? { ...capture, found: outcome.value } : capture,
      );
    },
  };
}
