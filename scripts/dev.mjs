// The development server: changes show at once.
import './lib/require-node.mjs';

const { ensureInstalled } = await import('./lib/install.mjs');
await ensureInstalled();

const { createServer } = await import('vite');
const path = await import('node:path');
const { ROOT } = await import('./lib/paths.mjs');
const server = await createServer({ configFile: path.join(ROOT, 'vite.config.ts'), clearScreen: false });
await server.listen();
server.printUrls();
server.bindCLIShortcuts({ print: true });
