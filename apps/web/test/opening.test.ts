import { encodeLink } from '@skep/link';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sample } from '../src/app/catalogue.ts';
import { createOpening } from '../src/app/opening.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { startAutosave } from '../src/persist/autosave.ts';
import { createWorks, type TextStore } from '../src/persist/works.ts';
import { createAppStore } from '../src/store/store.ts';
import { inProcessWorker } from './in-process-worker.ts';
import { frame, pcapOf } from './pcap.ts';
import { COUNT_AND_DROP } from './programs.ts';

const SAMPLES: readonly Sample[] = [
  { id: 'a', title: 'A', description: '', file: 'a.s', programType: 'xdp', syntax: 'kernel', capture: 'known' },
  { id: 'b', title: 'B', description: '', file: 'b.s', programType: 'xdp', syntax: 'kernel', capture: 'known' },
];
const TEXTS: Readonly<Record<string, string>> = {
  'samples/a.s': COUNT_AND_DROP,
  'samples/b.s': '.program xdp b\n  r0 = XDP_PASS\n  exit\n',
};
const LINKED = '.program xdp linked\n  r0 = XDP_DROP\n  exit\n';

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

/** A visit to the page: what was saved by visits before is in `texts`. */
async function visit(texts: Map<string, string>, fragment = '') {
  const store = createAppStore();
  const engine = createEngine({
    store,
    createWorker: () => inProcessWorker(),
    fetchCapture: async () => pcapOf([frame(1), frame(2)]),
    now: () => performance.now(),
  });
  engines.push(engine);
  const storage: TextStore = {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
  let key = texts.size;
  const works = createWorks({
    texts: storage,
    blobs: { get: async () => undefined, put: async () => undefined, retain: async () => undefined },
    now: () => 0,
    newKey: () => `key${++key}`,
  });
  const autosave = startAutosave(store, works, storage);
  const address = { fragment: () => fragment, clearFragment: () => void (fragment = '') };
  const opening = createOpening({
    engine,
    works,
    autosave,
    address,
    catalogue: Promise.resolve({ samples: SAMPLES, captures: [] }),
    fetchText: async (path) => TEXTS[path]!,
  });
  await opening.start();
  const leave = async (): Promise<void> => {
    await engine.idle();
    autosave.flush();
  };
  return {
    engine,
    store,
    works,
    opening,
    leave,
    fragment: () => fragment,
    notices: () => store.getState().notices.list,
  };
}

const link = () =>
  encodeLink({
    source: LINKED,
    syntax: 'kernel',
    programType: 'xdp',
    breakpoints: [2],
    capture: { kind: 'named', id: 'known' },
    position: { packet: 1, step: 1 },
  });

describe('opening', () => {
  it('shows the first example on a first visit, and the work on the next', async () => {
    const texts = new Map<string, string>();
    const first = await visit(texts);
    expect(first.store.getState().source).toMatchObject({ text: COUNT_AND_DROP, sample: 'a' });
    first.engine.setText(`${COUNT_AND_DROP}; mine`);
    first.engine.toggleLineBreakpoint(8);
    await first.leave();
    const second = await visit(texts);
    expect(second.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
    expect([...second.store.getState().source.breakpointLines]).toEqual([8]);
  });

  it('opens a link at its place without touching the work', async () => {
    const texts = new Map<string, string>();
    const first = await visit(texts);
    first.engine.setText(`${COUNT_AND_DROP}; mine`);
    await first.leave();
    const second = await visit(texts, await link());
    expect(second.store.getState().source.text).toBe(LINKED);
    expect(second.store.getState().machine.view).toMatchObject({ packetIndex: 1, step: 1 });
    await second.leave();
    const third = await visit(texts);
    expect(third.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
  });

  it('offers the work back while a link is looked at', async () => {
    const texts = new Map<string, string>();
    const first = await visit(texts);
    first.engine.setText(`${COUNT_AND_DROP}; mine`);
    await first.leave();
    const second = await visit(texts, await link());
    second
      .notices()
      .find(({ id }) => id === 'link')!
      .action!.run();
    await expect.poll(() => second.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
    expect(second.fragment()).toBe('');
  });

  it('keeps the work aside when a link is changed', async () => {
    const texts = new Map<string, string>();
    const first = await visit(texts);
    first.engine.setText(`${COUNT_AND_DROP}; mine`);
    await first.leave();
    const second = await visit(texts, await link());
    second.engine.setText(`${LINKED}; changed`);
    await second.leave();
    expect(second.fragment()).toBe('');
    const third = await visit(texts);
    expect(third.store.getState().source.text).toBe(`${LINKED}; changed`);
    const [kept] = third.works.kept.getState();
    await third.opening.openKept(kept!);
    expect(third.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
    expect(third.works.kept.getState().map(({ title }) => title)).toEqual(['linked']);
  });

  it('says what is wrong with a broken or newer link, and shows the work', async () => {
    const texts = new Map<string, string>();
    const first = await visit(texts);
    first.engine.setText(`${COUNT_AND_DROP}; mine`);
    await first.leave();
    const whole = await link();
    for (const fragment of [whole.slice(0, 60), whole.replace('#v1', '#v99')]) {
      const broken = await visit(texts, fragment);
      expect(broken.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
      expect(broken.notices()[0]).toMatchObject({ tone: 'warning' });
    }
  });

  it('keeps a changed program when an example is opened', async () => {
    const texts = new Map<string, string>();
    const page = await visit(texts);
    page.engine.setText(`${COUNT_AND_DROP}; mine`);
    await page.engine.idle();
    await page.opening.openSample(SAMPLES[1]!);
    expect(page.store.getState().source.sample).toBe('b');
    page
      .notices()
      .find(({ id }) => id === 'kept')!
      .action!.run();
    await expect.poll(() => page.store.getState().source.text).toBe(`${COUNT_AND_DROP}; mine`);
  });

  it('does not fuss when an unchanged example is left for another', async () => {
    const page = await visit(new Map());
    await page.opening.openSample(SAMPLES[1]!);
    expect(page.notices()).toEqual([]);
  });
});
