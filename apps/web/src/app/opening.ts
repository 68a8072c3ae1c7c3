import type { Diagnostic } from '@skep/base';
import { decodeLink, type LinkDocument, looksLikeLink } from '@skep/link';
import type { Engine, Work } from '../engine/engine.ts';
import type { Autosave } from '../persist/autosave.ts';
import { toLayout, toWork } from '../persist/document.ts';
import type { KeptWork, SavedWork, Works } from '../persist/works.ts';
import { withNotice, withoutNotice } from '../store/notices.ts';
import { update } from '../store/store.ts';
import type { Catalogue, Sample } from './catalogue.ts';

/** The address bar, as far as links are concerned. */
export interface Address {
  fragment(): string;
  clearFragment(): void;
}

export interface OpeningOptions {
  readonly engine: Engine;
  readonly works: Works;
  readonly autosave: Autosave;
  readonly address: Address;
  readonly catalogue: Promise<Catalogue>;
  readonly fetchText: (path: string) => Promise<string>;
}

/** What brings work onto the page. None of it destroys what was there: that is kept, and offered back. */
export interface Opening {
  /** What the address, this machine, or else the first example says. */
  start(): Promise<void>;
  /** The address changed to another link. */
  followLink(): Promise<void>;
  openSample(sample: Sample): Promise<void>;
  openKept(work: KeptWork): Promise<void>;
}

export function createOpening(options: OpeningOptions): Opening {
  const { engine, works, autosave, address, catalogue } = options;
  const { store } = engine;

  const notice = (id: string, tone: 'info' | 'warning', text: string, back?: KeptWork): void => {
    const action = back && { label: 'Bring it back', run: () => void openKept(back) };
    update(store, 'notices', (notices) => withNotice(notices, { id, tone, text, action }));
  };
  const clearNotice = (...ids: readonly string[]): void => {
    for (const id of ids) update(store, 'notices', (notices) => withoutNotice(notices, id));
  };

  const show = async (work: Work, owner: 'borrow' | 'own', document?: LinkDocument): Promise<void> => {
    let opened: Promise<void> | undefined;
    autosave.opening(() => {
      if (document !== undefined) {
        update(store, 'layout', (layout) => toLayout(layout, document));
        const base = document.numberFormat;
        if (base) update(store, 'preferences', (preferences) => ({ ...preferences, base }));
      }
      opened = engine.open(work);
    });
    if (owner === 'own') autosave.own();
    await opened;
  };

  const showSaved = async ({ workspace, capture, sample }: SavedWork): Promise<void> => {
    const { document, sizes } = workspace;
    update(store, 'layout', (layout) => ({ ...layout, sizes }));
    await show({ ...toWork(document, capture), sample }, 'own', document);
  };

  const openLink = async (document: LinkDocument): Promise<void> => {
    const local = works.peek();
    const shown = show(toWork(document), 'borrow', document);
    autosave.borrow(() => {
      address.clearFragment();
      clearNotice('link');
      const kept = works.keep();
      if (kept !== undefined) notice('kept', 'info', 'Your own work from before is kept.', kept);
    });
    clearNotice('link', 'link-problem');
    if (local !== undefined) {
      const action = { label: 'Back to my work', run: () => void leaveLink() };
      const text = 'You are looking at a shared program. Your own work is kept.';
      update(store, 'notices', (notices) => withNotice(notices, { id: 'link', tone: 'info', text, action }));
    }
    await shown;
  };

  const leaveLink = async (): Promise<void> => {
    address.clearFragment();
    clearNotice('link', 'kept');
    await openLocal();
  };

  const brokenLink = (error: Diagnostic): void => {
    address.clearFragment();
    const text = `${error.message} Your own work is shown instead; nothing of it was changed.`;
    notice('link-problem', 'warning', text);
  };

  const openLocal = async (): Promise<void> => {
    const { work, problem } = await works.load();
    if (work !== undefined) return showSaved(work);
    if (problem !== undefined) {
      notice(
        'saved-problem',
        'warning',
        `${problem.message} It was put aside under “Earlier work”; an example is shown.`,
      );
    }
    const [first] = (await catalogue).samples;
    try {
      if (first !== undefined) await showSample(first);
    } catch {
      notice(
        'sample',
        'warning',
        'The examples could not be loaded. Write a program, or check the connection and reload.',
      );
    }
  };

  const showSample = async (sample: Sample): Promise<void> => {
    const text = await options.fetchText(`samples/${sample.file}`);
    const { syntax, programType, capture, id } = sample;
    const choice = capture === undefined ? undefined : ({ kind: 'named', name: capture } as const);
    await show({ text, syntax, programType, sample: id, capture: choice }, 'own');
  };

  const setAside = (): KeptWork | undefined => {
    autosave.flush();
    return store.getState().source.sample === undefined ? works.keep() : undefined;
  };

  const openKept = async (work: KeptWork): Promise<void> => {
    const saved = await works.open(work);
    if (saved === undefined) {
      notice('kept', 'warning', 'This earlier work cannot be read by this version of Skep. It stays in the list.');
      return;
    }
    const before = setAside();
    address.clearFragment();
    clearNotice('link', 'kept');
    await showSaved(saved);
    works.forget(work.id);
    if (before !== undefined && before.id !== work.id) notice('kept', 'info', 'What you had open is kept.', before);
  };

  const followLink = async (): Promise<boolean> => {
    const fragment = address.fragment();
    if (!looksLikeLink(fragment)) return false;
    const decoded = await decodeLink(fragment);
    if (decoded.ok) await openLink(decoded.value);
    else brokenLink(decoded.error);
    return decoded.ok;
  };

  return {
    async start() {
      if (!(await followLink())) await openLocal();
    },
    async followLink() {
      await followLink();
    },
    async openSample(sample) {
      const before = setAside();
      address.clearFragment();
      clearNotice('link');
      try {
        await showSample(sample);
        if (before !== undefined) notice('kept', 'info', 'Your program from before is kept.', before);
      } catch {
        notice('sample', 'warning', `The example “${sample.title}” could not be loaded. Check the connection.`);
      }
    },
    openKept,
  };
}
