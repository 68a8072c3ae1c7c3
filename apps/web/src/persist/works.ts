import type { Diagnostic } from '@skep/base';
import { decodeWorkspace, encodeWorkspace, type WorkspaceDocument } from '@skep/link';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaptureChoice } from '../store/capture.ts';
import type { AppState } from '../store/state.ts';
import type { BlobStore } from './blob-store.ts';
import { toDocument } from './document.ts';

/** What localStorage offers of itself to this module. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Earlier work that something else took the place of. */
export interface KeptWork {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly saved: number;
  /** First words of the source. */
  readonly title: string;
  readonly text: string;
  readonly capture?: OwnCapture | undefined;
}

interface OwnCapture {
  readonly key: string;
  readonly name: string;
}

export interface SavedWork {
  readonly workspace: WorkspaceDocument;
  readonly capture?: CaptureChoice | undefined;
  /** The sample that it still is. */
  readonly sample?: string | undefined;
}

/** The work on this machine: the current one, written as it changes, and earlier ones that can be brought back. */
export interface Works {
  readonly kept: StoreApi<readonly KeptWork[]>;
  /** The work that was saved last. `problem` when it is there but cannot be read; it is put aside, not overwritten. */
  load(): Promise<{ readonly work?: SavedWork; readonly problem?: Diagnostic }>;
  /** The text of the saved work, if there is any. */
  peek(): string | undefined;
  /** False when the browser would not take it. */
  save(state: AppState): boolean;
  /** Puts the saved work aside before something else takes its place. Undefined when there is none worth keeping. */
  keep(): KeptWork | undefined;
  open(kept: KeptWork): Promise<SavedWork | undefined>;
  forget(id: string): void;
}

export interface WorksOptions {
  readonly texts: TextStore;
  readonly blobs: BlobStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newKey: () => string;
}

const CURRENT = 'skep.work';
const CURRENT_CAPTURE = 'skep.work.capture';
const CURRENT_SAMPLE = 'skep.work.sample';
const KEPT = 'skep.kept';
const MOST_KEPT = 8;

export function createWorks({ texts, blobs, now, newKey }: WorksOptions): Works {
  const kept = createStore<readonly KeptWork[]>()(() => readKept(texts));
  const keys = new WeakMap<Blob, string>();

  const write = (key: string, value: string): boolean => {
    try {
      texts.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  };

  const setKept = (list: readonly KeptWork[]): void => {
    kept.setState(list, true);
    write(KEPT, JSON.stringify(list));
    const used = new Set([...list, { capture: readCapture(texts) }].flatMap(({ capture }) => capture?.key ?? []));
    blobs.retain(used).catch(() => undefined);
  };

  const ownCapture = async (capture: OwnCapture | undefined): Promise<CaptureChoice | undefined> => {
    if (capture === undefined) return undefined;
    const blob = await blobs.get(capture.key).catch(() => undefined);
    if (blob === undefined) return undefined;
    keys.set(blob, capture.key);
    return { kind: 'own', name: capture.name, blob };
  };

  const saveCapture = (choice: CaptureChoice | undefined): void => {
    if (choice?.kind !== 'own') return texts.removeItem(CURRENT_CAPTURE);
    let key = keys.get(choice.blob);
    if (key === undefined) {
      key = newKey();
      keys.set(choice.blob, key);
      blobs.put(key, choice.blob).catch(() => undefined);
    }
    write(CURRENT_CAPTURE, JSON.stringify({ key, name: choice.name }));
  };

  const aside = (text: string): KeptWork => {
    const decoded = decodeWorkspace(text);
    const source = decoded.ok ? decoded.value.document.source : '';
    return { id: newKey(), saved: now(), title: titleOf(source), text, capture: readCapture(texts) };
  };

  return {
    kept,
    async load() {
      const text = texts.getItem(CURRENT);
      if (text === null) return {};
      const decoded = decodeWorkspace(text);
      if (!decoded.ok) {
        setKept([aside(text), ...kept.getState()].slice(0, MOST_KEPT));
        texts.removeItem(CURRENT);
        return { problem: decoded.error };
      }
      const sample = texts.getItem(CURRENT_SAMPLE) ?? undefined;
      return { work: { workspace: decoded.value, capture: await ownCapture(readCapture(texts)), sample } };
    },
    peek: () => texts.getItem(CURRENT) ?? undefined,
    save(state) {
      saveCapture(state.capture.choice);
      if (state.source.sample === undefined) texts.removeItem(CURRENT_SAMPLE);
      else write(CURRENT_SAMPLE, state.source.sample);
      return write(CURRENT, encodeWorkspace({ document: toDocument(state), sizes: state.layout.sizes }));
    },
    keep() {
      const text = texts.getItem(CURRENT);
      if (text === null) return undefined;
      const work = aside(text);
      const same = kept.getState().find((other) => other.text === text);
      if (same !== undefined) return same;
      setKept([work, ...kept.getState()].slice(0, MOST_KEPT));
      return work;
    },
    async open(work) {
      const decoded = decodeWorkspace(work.text);
      if (!decoded.ok) return undefined;
      return { workspace: decoded.value, capture: await ownCapture(work.capture) };
    },
    forget: (id) => setKept(kept.getState().filter((work) => work.id !== id)),
  };
}

function titleOf(source: string): string {
  const named = /^\s*\.program\s+\w+\s+(\w+)/m.exec(source)?.[1];
  const line = source.split('\n').find((one) => one.trim() !== '');
  return named ?? line?.trim().slice(0, 60) ?? 'empty program';
}

function readCapture(texts: TextStore): OwnCapture | undefined {
  return readJson(texts, CURRENT_CAPTURE, isOwnCapture);
}

function readKept(texts: TextStore): readonly KeptWork[] {
  return readJson(texts, KEPT, Array.isArray)?.filter(isKept) ?? [];
}

function readJson<Of>(texts: TextStore, key: string, check: (value: unknown) => value is Of): Of | undefined {
  try {
    const value: unknown = JSON.parse(texts.getItem(key) ?? 'null');
    return check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isOwnCapture = (value: unknown): value is OwnCapture =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'name' in value &&
  typeof value.name === 'string';

const isKept = (value: unknown): value is KeptWork =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'text' in value &&
  typeof value.text === 'string' &&
  'title' in value &&
  typeof value.title === 'string' &&
  'saved' in value &&
  typeof value.saved === 'number' &&
  (!('capture' in value) || value.capture === undefined || isOwnCapture(value.capture));
