import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EchoFilter, splice, withLineFeeds } from '../../src/editor/text-sync.ts';

describe('splice', () => {
  it.each([
    ['abc', 'abc', { start: 3, end: 3, text: '' }],
    ['abc', 'abxc', { start: 2, end: 2, text: 'x' }],
    ['abxc', 'abc', { start: 2, end: 3, text: '' }],
    ['aaa', 'aa', { start: 2, end: 3, text: '' }],
    ['', 'new', { start: 0, end: 0, text: 'new' }],
    ['old', '', { start: 0, end: 3, text: '' }],
    // Two emoji whose first code units are the same: a surrogate pair is never cut.
    ['a😀b', 'a😁b', { start: 1, end: 3, text: '😁' }],
    // … and two whose second units are.
    ['a\u{1f400}b', 'a\u{1f800}b', { start: 1, end: 3, text: '\u{1f800}' }],
  ])('%j to %j', (from, to, expected) => {
    expect(splice(from, to)).toEqual(expected);
  });

  it('turns one text into the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁') });
    fc.assert(
      fc.property(text, text, (from, to) => {
        const { start, end, text: put } = splice(from, to);
        expect(from.slice(0, start) + put + from.slice(end)).toBe(to);
      }),
    );
  });
});

describe('EchoFilter', () => {
  it('knows what it told, once, and forgets what came before', () => {
    const filter = new EchoFilter<string>();
    for (const text of ['a', 'ab', 'abc']) filter.tell(text);
    expect(filter.isEcho('ab')).toBe(true);
    expect(filter.isEcho('a')).toBe(false);
    expect(filter.isEcho('abc')).toBe(true);
    expect(filter.isEcho('abc')).toBe(false);
  });

  it('does not keep everything for an owner that never answers', () => {
    const filter = new EchoFilter<number>();
    for (let i = 0; i < 1000; i++) filter.tell(i);
    expect(filter.isEcho(0)).toBe(false);
    expect(filter.isEcho(999)).toBe(true);
  });
});

describe('withLineFeeds', () => {
  it('leaves one kind of line break', () => {
    expect(withLineFeeds('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
  });
});
