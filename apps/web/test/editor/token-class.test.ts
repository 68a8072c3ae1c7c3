import { lexLine } from '@skep/asm';
import { describe, expect, it } from 'vitest';
import { tokenClasses } from '../../src/editor/language/token-class.ts';

/** A line, and the classes of its tokens in order. */
const CASES: readonly (readonly [string, string])[] = [
  [
    'r0 = *(u32 *)(r1 + 4)',
    'register operator operator delimiter type operator delimiter delimiter register operator number delimiter',
  ],
  ['if w3 s> 0x7 goto out', 'keyword register operator number keyword label'],
  ['out: exit', 'label delimiter keyword'],
  ['r1 = map[packets] ll', 'register operator keyword delimiter map delimiter type'],
  ['call bpf_map_lookup_elem', 'keyword function'],
  ['call count', 'keyword function'],
  [
    'lock *(u64 *)(r0 + 0) += r1',
    'keyword operator delimiter type operator delimiter delimiter register operator number delimiter operator register',
  ],
  ['r0 = XDP_DROP', 'register operator constant'],
  [
    'r2 = *(u32 *)(r1 + xdp_md.data)',
    'register operator operator delimiter type operator delimiter delimiter register operator constant delimiter',
  ],
  ['mov64 %r1, 7', 'keyword register delimiter number'],
  [
    'lock fetch add [r1+0], r2',
    'keyword keyword keyword delimiter register operator number delimiter delimiter register',
  ],
  ['.map packets array key=u32', 'directive map name name operator type'],
  ['.func count', 'directive label'],
  ['.const LIMIT 3', 'directive constant number'],
  ['r0 = 12ab', 'register operator invalid'],
];

describe('tokenClasses', () => {
  it.each(CASES)('%s', (line, expected) => {
    expect(tokenClasses(lexLine(line, 1).tokens).join(' ')).toBe(expected);
  });
});
