import { PROGRAM_TYPES } from '@skep/abi';
import fc from 'fast-check';
import { LINK_SYNTAXES, type LinkDocument, NUMBER_FORMATS } from '../src/index.ts';

const identifier = fc.stringMatching(/^[\w.-]{1,20}$/);

const capture = fc.oneof(
  fc.record({ kind: fc.constant('named' as const), id: identifier }),
  fc.record({
    kind: fc.constant('inline' as const),
    name: fc.string({ unit: 'binary', maxLength: 40 }),
    bytes: fc.uint8Array({ maxLength: 2000 }),
  }),
);

const breakpoints = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 50 })
  .map((lines) => lines.sort((a, b) => a - b));

/** Any document that a page could hold, lone surrogates and control characters in its source included. */
export const anyDocument: fc.Arbitrary<LinkDocument> = fc.record(
  {
    source: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 500 })),
    syntax: fc.constantFrom(...LINK_SYNTAXES),
    programType: fc.constantFrom(...PROGRAM_TYPES),
    capture,
    breakpoints,
    position: fc.record({ packet: fc.nat(2 ** 31 - 1), step: fc.maxSafeNat() }),
    layout: fc.record(
      { open: fc.array(identifier, { maxLength: 64 }), maximized: identifier, tab: identifier },
      { requiredKeys: ['open'] },
    ),
    numberFormat: fc.constantFrom(...NUMBER_FORMATS),
  },
  { requiredKeys: ['source', 'syntax', 'programType', 'breakpoints'] },
);
