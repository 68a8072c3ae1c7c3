/** Captures of one's own, in IndexedDB: they may be far larger than what fits beside the text. */
export interface BlobStore {
  get(key: string): Promise<Blob | undefined>;
  put(key: string, blob: Blob): Promise<void>;
  /** Drops all but these. */
  retain(keys: ReadonlySet<string>): Promise<void>;
}

const DATABASE = 'skep';
const STORE = 'captures';

const settled = <Of>(request: IDBRequest<Of>): Promise<Of> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser’s storage did not answer.'));
  });

/** Rejects where the browser offers no storage, for example in some private windows. */
export function createBlobStore(): BlobStore {
  let opened: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> => {
    opened ??= (async () => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      return settled(request);
    })();
    return opened;
  };
  const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
    (await database()).transaction(STORE, mode).objectStore(STORE);

  return {
    get: async (key) => settled<Blob | undefined>((await store('readonly')).get(key)),
    put: async (key, blob) => void (await settled((await store('readwrite')).put(blob, key))),
    async retain(keys) {
      const all = await settled((await store('readonly')).getAllKeys());
      const old = all.filter((key) => typeof key === 'string' && !keys.has(key));
      if (old.length === 0) return;
      const target = await store('readwrite');
      await Promise.all(old.map((key) => settled(target.delete(key))));
    },
  };
}
