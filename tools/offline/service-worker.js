/**
 * Keeps the site usable without a network. `plugin.js` writes the two constants at the top of the built file.
 *
 * Files with a hash in their name never change, so the kept one is as good as the server's. Everything else is asked for
 * first, so that a reader who is online never sees an old release.
 */

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (globalThis);

const PREFIX = 'skep-';
const CACHE = PREFIX + VERSION;
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldReleases().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(HASHED.test(new URL(request.url).pathname) ? keptFirst(request) : serverFirst(request));
});

async function keepFiles() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (file) => {
      const url = new URL(file, worker.registration.scope).href;
      const kept = HASHED.test(url) ? await caches.match(url) : undefined;
      if (kept !== undefined) return cache.put(url, kept);
      const response = await fetch(url, { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return cache.put(url, response);
    }),
  );
}

/** The release before this one stays: a page of it may still be open and load something late. */
async function dropOldReleases() {
  const releases = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(releases.slice(0, -1).map((name) => caches.delete(name)));
}

/** @param {Request} request */
const keptFirst = async (request) => (await caches.match(request)) ?? fetch(request);

/** @param {Request} request */
async function serverFirst(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(request.mode === 'navigate' ? worker.registration.scope : request, {
      ignoreSearch: true,
    });
    if (kept !== undefined) return kept;
    throw error;
  }
}
