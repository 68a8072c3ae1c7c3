// The pinned pnpm, for people who have none: `npm run pnpm -- add …`.
import './lib/require-node.mjs';
import { pnpm } from './lib/pnpm.mjs';

const { status } = await pnpm(process.argv.slice(2), { inherit: true });
process.exit(status);
