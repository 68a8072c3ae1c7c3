// The browser tests alone, with Playwright's own arguments.
import './lib/require-node.mjs';
import { ensureChromium, playwrightCli } from './lib/chromium.mjs';
import { runNode } from './lib/run.mjs';
import { stop } from './lib/stop.mjs';

const chromium = await ensureChromium();
if ('problem' in chromium) stop(chromium.problem);
const env = { CHROMIUM_PATH: chromium.path };
const { status } = await runNode(playwrightCli(), ['test', '--config=e2e', ...process.argv.slice(2)], {
  env,
  inherit: true,
});
process.exit(status);
