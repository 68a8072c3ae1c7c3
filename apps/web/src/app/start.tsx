import type { Root } from 'react-dom/client';
import { createEngine } from '../engine/engine.ts';
import { startAutosave } from '../persist/autosave.ts';
import { createBlobStore } from '../persist/blob-store.ts';
import { loadPreferences } from '../persist/preferences.ts';
import { safeStorage } from '../persist/safe-storage.ts';
import { createWorks } from '../persist/works.ts';
import { createAppStore } from '../store/store.ts';
import { createTransientStore } from '../store/transient.ts';
import { AppContext, type App as AppHandle } from '../ui/app-context.ts';
import { App } from './App.tsx';
import { type Catalogue, CatalogueContext, NO_CATALOGUE } from './catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { createOpening } from './opening.ts';
import { OpeningContext } from './opening-context.ts';
import { exposeForTests } from './test-handle.ts';

const path = (relative: string): string => new URL(relative, document.baseURI).href;

async function fetchOk(relative: string): Promise<Response> {
  const response = await fetch(path(relative));
  if (!response.ok) throw new Error(`${relative}: ${response.status}`);
  return response;
}

/** Wires engine, storage and page together, and shows the page before anything has been loaded. */
export async function start(root: Root): Promise<void> {
  const embed = new URLSearchParams(location.search).has('embed') || location.hash === '#embed';
  const texts = safeStorage();
  const store = createAppStore({ preferences: loadPreferences(texts) });
  const catalogue = loadCatalogue(async (relative) => (await fetchOk(relative)).json());
  const engine = createEngine({
    store,
    createWorker: () => new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'skep' }),
    fetchCapture: async (id) => {
      const found = (await catalogue).captures.find((capture) => capture.id === id);
      if (found === undefined) throw new Error(`no capture ${id}`);
      return (await fetchOk(`captures/${found.file}`)).blob();
    },
    now: () => performance.now(),
  });
  const works = createWorks({
    texts,
    blobs: createBlobStore(),
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
  });
  const app: AppHandle = { engine, works, transient: createTransientStore() };
  const autosave = startAutosave(store, works, texts);
  const opening = createOpening({
    engine,
    works,
    autosave,
    catalogue,
    fetchText: async (relative) => (await fetchOk(relative)).text(),
    address: {
      fragment: () => location.hash,
      clearFragment: () => history.replaceState(null, '', location.pathname + location.search),
    },
  });
  addEventListener('hashchange', () => void opening.followLink());
  addEventListener('pagehide', () => autosave.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') autosave.flush();
  });
  exposeForTests(engine);
  show(root, app, NO_CATALOGUE, opening, embed);
  void catalogue.then((known) => show(root, app, known, opening, embed));
  await opening.start();
}

function show(
  root: Root,
  app: AppHandle,
  catalogue: Catalogue,
  opening: ReturnType<typeof createOpening>,
  embed: boolean,
): void {
  root.render(
    <AppContext value={app}>
      <CatalogueContext value={catalogue}>
        <OpeningContext value={opening}>
          <App embed={embed} />
        </OpeningContext>
      </CatalogueContext>
    </AppContext>,
  );
}
