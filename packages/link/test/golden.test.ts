import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeLink } from '../src/index.ts';
import { readable } from './readable.ts';

const folder = new URL('golden/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length));
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

describe('links of earlier releases', () => {
  test.each(names)('%s opens to what it held', async (name) => {
    const opened = await decodeLink(read(`${name}.txt`).trim());
    expect(opened.ok ? readable(opened.value) : opened.error).toEqual(JSON.parse(read(`${name}.json`)));
  });

  test('there is one of every version up to the present one', () => {
    expect(new Set(names.map((name) => name.split('-')[0]))).toEqual(new Set(['v0', 'v1']));
  });
});
