import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../src/persist/blob-store.ts';
import { createWorks, type TextStore } from '../src/persist/works.ts';
import type { AppState } from '../src/store/state.ts';
import { initialState } from '../src/store/store.ts';

function memoryTexts(): TextStore & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
}

function memoryBlobs(): BlobStore & { readonly all: Map<string, Blob> } {
  const all = new Map<string, Blob>();
  return {
    all,
    get: async (key) => all.get(key),
    put: async (key, blob) => void all.set(key, blob),
    retain: async (keys) => {
      for (const key of all.keys()) if (!keys.has(key)) all.delete(key);
    },
  };
}

function create(texts = memoryTexts(), blobs = memoryBlobs()) {
  let key = 0;
  const works = createWorks({ texts, blobs, now: () => 1_700_000_000_000, newKey: () => `k${++key}` });
  return { works, texts, blobs };
}

const stateWith = (text: string, more: Partial<AppState> = {}): AppState => ({
  ...initialState,
  source: { ...initialState.source, text, breakpointLines: new Set([7, 3]) },
  ...more,
});

describe('saved work', () => {
  it('comes back as it was', async () => {
    const { works } = create();
    const named = { ...initialState.capture, choice: { kind: 'named', name: 'everyday' } as const };
    works.save(
      stateWith('r0 = 0', { capture: named, machine: { ...initialState.machine, wanted: { packet: 4, step: 9 } } }),
    );
    const { work } = await works.load();
    expect(work?.workspace.document).toMatchObject({
      source: 'r0 = 0',
      breakpoints: [3, 7],
      position: { packet: 4, step: 9 },
      capture: { kind: 'named', id: 'everyday' },
    });
  });

  it('takes a capture of one’s own along', async () => {
    const { works, texts, blobs } = create();
    const blob = new Blob(['bytes']);
    works.save(
      stateWith('exit', { capture: { ...initialState.capture, choice: { kind: 'own', name: 'a.pcap', blob } } }),
    );
    const again = create(texts, blobs).works;
    const { work } = await again.load();
    expect(work?.capture).toMatchObject({ kind: 'own', name: 'a.pcap' });
    expect(work?.capture?.kind === 'own' && (await work.capture.blob.text())).toBe('bytes');
  });

  it('is nothing on a first visit', async () => {
    expect(await create().works.load()).toEqual({});
  });

  it('that cannot be read is put aside, not overwritten', async () => {
    const { works, texts } = create();
    texts.setItem(
      'skep.work',
      '{"format":"skep-workspace","version":99,"documentVersion":99,"document":{},"sizes":{}}',
    );
    const { problem } = await works.load();
    expect(problem?.code).toBe('workspace/newer-version');
    works.save(stateWith('exit'));
    expect(works.kept.getState()[0]?.text).toContain('"version":99');
  });

  it('is kept when something takes its place, once', async () => {
    const { works, texts, blobs } = create();
    works.save(stateWith('.program xdp mine\n  exit'));
    const kept = works.keep();
    expect(kept?.title).toBe('mine');
    expect(works.keep()?.id).toBe(kept?.id);
    works.save(stateWith('exit'));
    const again = create(texts, blobs).works;
    expect(again.kept.getState()).toHaveLength(1);
    expect((await again.open(again.kept.getState()[0]!))?.workspace.document.source).toContain('mine');
    again.forget(kept!.id);
    expect(again.kept.getState()).toHaveLength(0);
  });

  it('is said to be lost when the browser takes nothing', () => {
    const texts = memoryTexts();
    const full: TextStore = {
      ...texts,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const works = createWorks({ texts: full, blobs: memoryBlobs(), now: () => 0, newKey: () => 'k' });
    expect(works.save(stateWith('exit'))).toBe(false);
  });
});
