import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWorkspace, encodeWorkspace, type WorkspaceDocument } from '../src/index.ts';
import { anyDocument } from './documents.ts';

const saved: WorkspaceDocument = {
  document: { source: 'exit', syntax: 'auto', programType: 'xdp', breakpoints: [] },
  sizes: { main: { source: 40, registers: 60 } },
};
const change = (changes: object) => JSON.stringify({ ...JSON.parse(encodeWorkspace(saved)), ...changes });

describe('a workspace', () => {
  test('gives back what was saved', () => {
    const name = fc.stringMatching(/^[\w.-]{1,20}$/).filter((key) => key !== '__proto__');
    const sizes = fc.dictionary(
      name,
      fc.dictionary(name, fc.float({ min: 0, max: 100, noNaN: true }), { noNullPrototype: true }),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(anyDocument, sizes, (document, each) => {
        const workspace = JSON.parse(JSON.stringify({ sizes: each })) as Pick<WorkspaceDocument, 'sizes'>;
        expect(decodeWorkspace(encodeWorkspace({ document, ...workspace }))).toEqual({
          ok: true,
          value: { document, ...workspace },
        });
      }),
    );
  });

  test('of the first release opens', () => {
    const text =
      '{"format":"skep-workspace","version":1,"documentVersion":0,"document":{"source":"exit","syntax":"auto",' +
      '"programType":"xdp","breakpoints":[],"at":[1,2]},"sizes":{"main":{"source":40,"registers":60}}}';
    const document = { ...saved.document, position: { packet: 1, step: 2 } };
    expect(decodeWorkspace(text)).toEqual({ ok: true, value: { ...saved, document } });
  });

  test.each([
    ['', 'workspace/not-a-workspace: This is no saved work of Skep.'],
    ['null', 'workspace/not-a-workspace: This is no saved work of Skep.'],
    [change({ format: 'other' }), 'workspace/not-a-workspace: This is no saved work of Skep.'],
    [
      change({ version: 2 }),
      'workspace/newer-version: The saved work was written by a newer Skep than this one; it is left as it is.',
    ],
    [
      change({ documentVersion: 2 }),
      'workspace/newer-version: The saved work was written by a newer Skep than this one; it is left as it is.',
    ],
    [
      change({ sizes: { main: { source: 101 } } }),
      'workspace/bad-field: The saved work cannot be used as it stands: "sizes.main.source" is 101, not a number from 0 to 100.',
    ],
    [
      change({ sizes: { 'a b': {} } }),
      'workspace/bad-field: The saved work cannot be used as it stands: "sizes" has an entry named "a b", which is no name that it may have.',
    ],
    [
      change({ document: 3 }),
      'workspace/bad-field: The saved work cannot be used as it stands: it does not hold an object.',
    ],
  ])('%s: %s', (text, message) => {
    const read = decodeWorkspace(text);
    expect(read.ok ? 'opened' : `${read.error.code}: ${read.error.message}`).toBe(message);
  });

  test('of any making is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(decodeWorkspace(change({ document: value, sizes: value }))).toBeDefined();
      }),
    );
  });
});
