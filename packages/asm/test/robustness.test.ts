import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assemble,
  completions,
  disassemble,
  format,
  hover,
  references,
  SYNTAXES,
  signatureHelp,
  symbols,
} from '../src/index.ts';

const PIECES = [
  ...[
    'r0',
    'r10',
    'w3',
    '%r1',
    'r99',
    'r1 = ',
    ' += ',
    's>',
    's>>=',
    ' = -r1',
    '*(u32 *)',
    '(r1 +4)',
    'skb[',
    'if ',
    ' goto ',
  ],
  ...[
    'call ',
    'bpf_map_lookup_elem',
    '#1',
    'map[',
    'm',
    ']',
    '[0]',
    'func[',
    'lock ',
    'fetch ',
    'add ',
    'mov64 ',
    'lddw ',
  ],
  ...[
    'jeq ',
    'exit',
    '.program xdp ',
    '.map m hash ',
    'key=u32 ',
    'value=',
    'entries=4 ',
    'flags=',
    '.const A ',
    '.func f',
  ],
  ...[
    '.raw ',
    '{',
    '}',
    ':',
    ',',
    '0x',
    '123',
    '-',
    '(',
    ')',
    '<<',
    '~',
    '"',
    '\\',
    ';',
    '//',
    '/*',
    '*/',
    '#',
    ' ll',
    '\n',
    '\n',
  ],
  ...[
    'L1:',
    'L1',
    '12: (b7) ',
    '0: 95 00 00 00 00 00 00 00\t',
    '<unknown>',
    '10.0.0.1',
    '02:00:00:00:00:01',
    'sizeof(',
  ],
  ...[
    '\u0000',
    'ä',
    '😀',
    '\ud800',
    '\t',
    '\r\n',
    'xdp_md.data',
    'ETH_P_IP',
    'Disassembly of section xdp:\n',
    'R_BPF_64_64 m',
  ],
];
const soup = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

describe('whatever the text', () => {
  it('assembles or says what is wrong, and what it assembles to can be written again', () => {
    fc.assert(
      fc.property(soup, fc.constantFrom(...SYNTAXES, 'auto' as const), (text, syntax) => {
        const { object, diagnostics } = assemble(text, { syntax });
        if (object === undefined) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
        else for (const name of SYNTAXES) expect(assemble(format(object, { syntax: name })).object).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('points every diagnostic at a place in the text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const lines = text.split(/\r\n|\r|\n/);
        for (const { position } of assemble(text).diagnostics) {
          if (position?.kind !== 'text') throw new Error('a diagnostic without a place');
          const { line, column, endLine, endColumn } = position.range;
          expect(line).toBeGreaterThanOrEqual(1);
          expect(endLine).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(endColumn).toBeLessThanOrEqual(lines[endLine - 1]!.length + 1);
          expect(line < endLine || column <= endColumn).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('answers what an editor asks', () => {
    const place = fc.record({ line: fc.integer({ min: 0, max: 6 }), column: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(soup, place, (text, position) => {
        completions(text, position);
        hover(text, position);
        references(text, position);
        signatureHelp(text, position);
        symbols(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('whatever the code', () => {
  it('is disassembled, each slot once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (code) => {
        const slots = disassemble(code).reduce((sum, { bytes }) => sum + bytes.length / 8, 0);
        expect(slots).toBe(Math.floor(code.length / 8));
      }),
    );
  });
});

const MEGABYTE = 1 << 20;
const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length));

describe('a long text', { timeout: 60_000 }, () => {
  it('of a megabyte of instructions assembles', () => {
    const unit = '  r1 = *(u32 *)(r10 -4) ; a comment\n  if r1 == 0x7 goto pc+0\n  r0 += LIMIT + 3\n';
    const { object, diagnostics } = assemble(`.const LIMIT 4\n${repeated(unit, MEGABYTE)}`);
    expect(diagnostics).toEqual([]);
    expect(object!.programs[0]!.code.length).toBe(8 * 3 * Math.ceil(MEGABYTE / unit.length));
  });

  it.each([
    ['jumps to nowhere', 'goto nowhere\n'],
    ['names that are nearly right', 'call bpf_map_lookup_elemm\n'],
    ['brackets', '('],
    ['minus signs', 'r1 = -'],
    ['digits', '9'],
    ['sums in one line', 'r1 = 1+1+1+1+'],
    ['labels in one line', 'a:'],
    ['programs', '.program xdp\n'],
    ['functions', '.func x\n'],
    ['open braces', '.map x hash key=4 value=4 entries=1 {\n1:1,'],
    ['open comments', '/*'],
    ['jumps to exit', 'if r1 == 0 goto exit\n.func a\nexit\n'],
    ['log lines that contradict each other', '5: (b7) r0 = 1\n4: (b7) r0 = 2\n5: (b7) r0 = 2\n'],
  ])('of %s is answered, with a bounded list of problems', (_, unit) => {
    const { diagnostics } = assemble(repeated(unit, MEGABYTE / 8), { syntax: 'kernel' });
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(201);
  });
});
