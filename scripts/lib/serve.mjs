import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const MIME_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pcap': 'application/vnd.tcpdump.pcap',
  '.pcapng': 'application/octet-stream',
};

/**
 * The file that a request's path stands for, or `undefined` when there is none or the path leads out of the folder.
 *
 * @param {string} folder
 * @param {string} url
 */
export function fileOf(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const wanted = normalize(join(folder, path));
  if (wanted !== folder && !wanted.startsWith(folder + sep)) return undefined;
  const file = path.endsWith('/') ? join(wanted, 'index.html') : wanted;
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? { file, stats } : undefined;
}

/**
 * What a browser may keep: names with a hash in `assets/` never change, everything else is asked for again.
 *
 * @param {string} url
 */
export const cacheControl = (url) =>
  /^\/(?:.*\/)?assets\/[^/]+-[\w-]{8}\.\w+(?:\?|$)/.test(url) ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * Serves a folder's files, as any static host does: no rewriting, no compression, no special headers that the app would
 * then depend on.
 *
 * @param {string} folder
 */
export function createStaticServer(folder) {
  const root = normalize(folder).replace(/[\\/]+$/, '');
  return createServer((request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET and HEAD.');
    const url = request.url ?? '/';
    const found = fileOf(root, url);
    if (found === undefined) return end(response, 404, 'Not found.');
    const etag = `"${found.stats.size.toString(36)}-${Math.trunc(found.stats.mtimeMs).toString(36)}"`;
    response.setHeader('etag', etag);
    response.setHeader('cache-control', cacheControl(url));
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    response.writeHead(200, {
      'content-type': MIME_TYPES[extname(found.file).toLowerCase()] ?? 'application/octet-stream',
      'content-length': found.stats.size,
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function end(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/**
 * Listens on the first of the ports that is free; 0 stands for any.
 *
 * @param {import('node:http').Server} server
 * @param {readonly number[]} ports
 * @param {string} host
 * @returns {Promise<number>} the port
 */
export async function listen(server, ports, host) {
  for (const [index, port] of ports.entries()) {
    try {
      return await listenOn(server, port, host);
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!taken || index === ports.length - 1) throw error;
    }
  }
  throw new Error('no port given');
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>}
 */
function listenOn(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
