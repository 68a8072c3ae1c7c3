import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { assemble } from '../src/index.ts';

const TEXT = readFileSync(new URL('../../../docs/assembly.md', import.meta.url), 'utf8');
const EXAMPLES = [...TEXT.matchAll(/^```\n([^]*?)^```$/gm)].map(([, source]) => source!);

it.each(EXAMPLES)('the example assembles: %s', (source) => {
  const rest = source.includes('exit') ? '' : 'exit\n.program xdp other_program\nexit\n';
  expect(assemble(source + rest).diagnostics).toEqual([]);
});

it('there are examples', () => {
  expect(EXAMPLES.length).toBeGreaterThan(1);
});
