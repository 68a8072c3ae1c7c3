// One bundled bench file in a process of its own; prints a JSON line per case.
import { pathToFileURL } from 'node:url';
import { measure } from './measure.js';

const [file = '', rounds = '15', filter = ''] = process.argv.slice(2);
const module = await import(pathToFileURL(file).href);
const cases = typeof module.default === 'function' ? await module.default() : module.default;
const pace = { rounds: Number(rounds), warmUp: 300, sample: 40, now: () => performance.now() };
for (const bench of cases) {
  if (!bench.name.includes(filter)) continue;
  console.log(JSON.stringify(await measure(bench, pace)));
}
