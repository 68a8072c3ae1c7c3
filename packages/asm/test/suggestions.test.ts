import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assemble } from '../src/index.ts';

const FOLDER = new URL('./cases/', import.meta.url);

/** The text with a range replaced. */
function replace(text: string, range: { line: number; column: number; endColumn: number }, by: string): string {
  const lines = text.split('\n');
  const line = lines[range.line - 1]!;
  lines[range.line - 1] = line.slice(0, range.column - 1) + by + line.slice(range.endColumn - 1);
  return lines.join('\n');
}

describe('a suggestion that takes the place of what is wrong', () => {
  const bad = readdirSync(FOLDER).filter((name) => name.startsWith('bad-'));
  it.each(bad)('removes the problem (%s)', (name) => {
    const [source = ''] = readFileSync(new URL(name, FOLDER), 'utf8').split('\n~~~~~~~~~~~~\n');
    for (const { code, position, suggestion } of assemble(source).diagnostics) {
      if (suggestion === undefined || position?.kind !== 'text') continue;
      const { range } = position;
      const remaining = assemble(replace(source, range, suggestion)).diagnostics.filter((other) => {
        if (other.code !== code || other.position?.kind !== 'text') return false;
        return other.position.range.line === range.line && other.position.range.column === range.column;
      });
      expect(remaining, `${range.line}: ${suggestion}`).toEqual([]);
    }
  });
});
