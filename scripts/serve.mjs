// Serves the production build that is there. `PORT` and `HOST` override where.
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SITE } from './lib/paths.mjs';
import { createStaticServer, listen } from './lib/serve.mjs';
import { stop } from './lib/stop.mjs';

// Tried first, because a browser keeps saved work by address and port.
const USUAL_PORT = 4173;

if (!existsSync(join(SITE, 'index.html')))
  stop('There is no build yet: run `npm run build` (or `npm start`, which builds first).');

const host = process.env.HOST ?? '127.0.0.1';
const wanted = process.env.PORT;
const ports = wanted === undefined ? [USUAL_PORT, 0] : [Number(wanted)];
if (ports.some((port) => !Number.isInteger(port) || port < 0 || port > 65535))
  stop(`PORT is not a port number: ${wanted}`);

try {
  const port = await listen(createStaticServer(SITE), ports, host);
  const name = host === '127.0.0.1' ? 'localhost' : host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  console.log(`Skep is ready (Ctrl+C ends it):\n\n  http://${name.includes(':') ? `[${name}]` : name}:${port}/`);
} catch (error) {
  stop(`Nothing could be served on ${host}, port ${ports[0]}: ${/** @type {Error} */ (error).message}`);
}
