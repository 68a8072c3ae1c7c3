// From a clean clone to the running app: dependencies, production build, server. Needs Node and npm only.
import './lib/require-node.mjs';

const { ensureInstalled } = await import('./lib/install.mjs');
const { runNode } = await import('./lib/run.mjs');
const { stop } = await import('./lib/stop.mjs');

await ensureInstalled();
console.log('Building …');
const { status, output } = await runNode('scripts/build.mjs');
if (status !== 0) stop(`${output}\nThe build failed.`);
await import('./serve.mjs');
