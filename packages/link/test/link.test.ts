import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal } from '../src/envelope.ts';
import { decodeLink, encodeLink, fitsInLink, type LinkDocument, looksLikeLink, MAX_LINK_LENGTH } from '../src/index.ts';
import { anyDocument } from './documents.ts';

const small: LinkDocument = { source: 'r0 = 2\nexit\n', syntax: 'kernel', programType: 'xdp', breakpoints: [2] };

async function problemOf(fragment: string): Promise<string> {
  const opened = await decodeLink(fragment);
  return opened.ok ? 'opened' : `${opened.error.code}: ${opened.error.message}`;
}

describe('a link', () => {
  test('gives back what it was made of, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        expect(await decodeLink(await encodeLink(document))).toEqual({ ok: true, value: document });
      }),
      { numRuns: 300 },
    );
  });

  test('is the same for the same document, however its fields are ordered', async () => {
    const reordered: LinkDocument = { breakpoints: [2, 2], programType: 'xdp', syntax: 'kernel', source: small.source };
    expect(await encodeLink(reordered)).toBe(await encodeLink(small));
  });

  test('is short: a small program needs no more than a tweet', async () => {
    expect((await encodeLink(small)).length).toBeLessThan(150);
  });

  test.each([
    ['without its #', (link: string) => link.slice(1)],
    ['with its slash escaped', (link: string) => link.replace('/', '%2F')],
    ['broken into lines', (link: string) => link.replace(/(.{20})/g, '$1\r\n  ')],
    ['with a full stop after it', (link: string) => `${link}.`],
    ['in angle brackets', (link: string) => `${link}>,`],
  ])('opens %s', async (_, change) => {
    expect(await decodeLink(change(await encodeLink(small)))).toEqual({ ok: true, value: small });
  });

  test('says whether it is short enough to be shared', async () => {
    let state = 1;
    const bytes = Uint8Array.from({ length: MAX_LINK_LENGTH }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state >>> 24;
    });
    const large = await encodeLink({ ...small, capture: { kind: 'inline', name: 'large.pcap', bytes } });
    expect([fitsInLink(await encodeLink(small)), fitsInLink(large)]).toEqual([true, false]);
    expect((await decodeLink(large)).ok).toBe(true);
  });

  test.each([
    ['#v1/AAAA', true],
    ['#v99/', true],
    ['#registers', false],
    ['', false],
    ['#v/1', false],
  ])('%j looks like one: %j', (fragment, expected) => {
    expect(looksLikeLink(fragment)).toBe(expected);
  });
});

describe('a bad link', () => {
  test.each([
    ['', 'link/not-a-link: This address holds no Skep link: one begins with "#v1/".'],
    ['#registers', 'link/not-a-link: This address holds no Skep link: one begins with "#v1/".'],
    ['#v1/', 'link/truncated: This link was cut off after 0 characters; ask for it again, or copy all of it.'],
    ['#v7/AAAA', 'link/newer-version: This link was made by a newer Skep (version 7); this one reads up to 1.'],
    [
      '#v1/!!!!AAAA',
      'link/corrupted: This link was altered on its way: what it holds does not fit its checksum. Copy it again.',
    ],
  ])('%j: %s', async (fragment, message) => {
    expect(await problemOf(fragment)).toBe(message);
  });

  test('that was cut off anywhere says so', async () => {
    const link = await encodeLink(small);
    for (let length = '#v1/'.length; length < link.length; length++) {
      expect(await problemOf(link.slice(0, length)), `cut at ${length}`).toMatch(/^link\/truncated: /);
    }
    const payload = link.length - '#v1/'.length;
    expect(await problemOf(link.slice(0, -3))).toContain(`after ${payload - 3} of ${payload} characters`);
  });

  test('with one character changed never opens', async () => {
    const link = await encodeLink(small);
    for (let at = '#v1/'.length; at < link.length; at++) {
      const other = link[at] === 'A' ? 'B' : 'A';
      const opened = await decodeLink(link.slice(0, at) + other + link.slice(at + 1));
      expect(opened.ok, `changed at ${at}`).toBe(false);
    }
  });

  test('that unpacks to gigabytes is stopped', async () => {
    const bomb = `#v1/${await seal(JSON.stringify({ source: ' '.repeat(64 * 1024 * 1024) }))}`;
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problemOf(bomb)).toMatch(/^link\/too-large: This link unpacks to more than 8 MB/);
  });

  test.each<[string, unknown, string]>([
    ['no object', [], 'it does not hold an object'],
    ['a field missing', { ...small, syntax: undefined }, '"syntax" is missing'],
    ['an unknown field', { ...small, theme: 'dark' }, '"theme" is a field that it does not have'],
    ['a field that every object has', { ...small, constructor: 1 }, '"constructor" is a field that it does not have'],
    ['no text', { ...small, source: 7 }, '"source" is 7, not a text'],
    ['a foreign syntax', { ...small, syntax: 'intel' }, '"syntax" is "intel", not one of kernel, mnemonic, auto'],
    [
      'a foreign program type',
      { ...small, programType: 'xpd' },
      '"programType" is "xpd", not a program type that this Skep knows',
    ],
    ['line 0', { ...small, breakpoints: [0] }, '"breakpoints[0]" is 0, not a whole number from 1 to 1000000'],
    ['breakpoints in disorder', { ...small, breakpoints: [3, 3] }, '"breakpoints" is not in rising order'],
    [
      'too many breakpoints',
      { ...small, breakpoints: Array(10_001).fill(1) },
      '"breakpoints" has 10001 entries, over the limit of 10000',
    ],
    [
      'half a step',
      { ...small, position: { packet: 0, step: 0.5 } },
      '"position.step" is 0.5, not a whole number from 0 to 9007199254740991',
    ],
    ['no packet', { ...small, position: { step: 0 } }, '"position.packet" is missing'],
    ['bytes that are none', { ...small, capture: { name: 'a', bytes: '=' } }, '"capture.bytes" is not base64url'],
    [
      'an id that is a path',
      { ...small, capture: { id: '../x' } },
      '"capture.id" is "../x", not an identifier (letters, digits, dots and dashes)',
    ],
    [
      'a panel that is a number',
      { ...small, layout: { open: ['a', 1] } },
      '"layout.open[1]" is 1, not an identifier (letters, digits, dots and dashes)',
    ],
    [
      'a foreign number format',
      { ...small, numberFormat: 'oct' },
      '"numberFormat" is "oct", not one of hex, dec, signed',
    ],
  ])('with %s', async (_, content, why) => {
    const message = `This link is whole, but what it says cannot be used: ${why}.`;
    expect(await problemOf(`#v1/${await seal(JSON.stringify(content))}`)).toBe(`link/bad-field: ${message}`);
  });

  test('of any making is answered, never thrown at', async () => {
    const sealed = fc.json().map(seal);
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), sealed);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3 }), anything, async (version, payload) => {
        const opened = await decodeLink(`#v${version}/${await payload}`);
        expect(opened.ok || opened.error.message.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
