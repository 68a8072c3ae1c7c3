import { describe, expect, it } from 'vitest';
import { completions, definition, helperSignature, hover, references, signatureHelp, symbols } from '../src/index.ts';

const SOURCE = `.program xdp count
.map packets array key=u32 value=u64 entries=4   ; by protocol
.const LIMIT 10
  r1 = map[packets]
again:
  call bpf_map_lookup_elem
  if r0 == LIMIT goto again
  r2 = *(u32 *)(r1 + xdp_md.data_end)
  call twice
  exit
.func twice
  r0 = r1
  exit
`;

type Marked = [string, { line: number; column: number }];

/** The source with `marked` in place of a line; the position is where `|` stands in it. */
function at(line: number, marked: string): Marked {
  const lines = SOURCE.split('\n');
  lines[line - 1] = marked.replace('|', '');
  return [lines.join('\n'), { line, column: marked.indexOf('|') + 1 }];
}

const labels = (line: number, marked: string): string[] =>
  completions(...at(line, marked)).items.map(({ label }) => label);

describe('completions', () => {
  it.each([
    ['helpers and functions behind call', '  call bpf_map_|', ['bpf_map_lookup_elem', 'twice']],
    ['labels behind goto', '  goto |', ['again']],
    ['labels behind a comparison', '  if r0 == 1 goto a|', ['again']],
    ['maps within map[', '  r1 = map[|', ['packets']],
    ['functions within func[', '  r1 = func[|', ['twice']],
    [
      'registers, maps, operations and constants behind =',
      '  r1 = |',
      ['r6', 'map[packets]', 'be16', 'LIMIT', 'XDP_DROP'],
    ],
    ['the same behind a label', 'here: r1 = |', ['r6', 'map[packets]', 'LIMIT']],
    ['fields of the context', '  r1 = *(u32 *)(r1 + xdp_|', ['xdp_md.data']],
    ['sizes of memory accesses', '  r1 = *(|', ['u8', 's32']],
    ['statements and directives at the start of a line', '|', ['exit', '.map', 'r0 = *(u32 *)(r1 + 0)', 'w3']],
    ['directives behind a dot', '.m|', ['.map']],
    ['map types', '.map m |', ['lru_hash']],
    ['options of maps', '.map m hash |', ['key=', 'entries=']],
    ['formats', '.map m hash key=|', ['ipv4', 'u32']],
    ['flags', '.map m hash flags=|', ['no_prealloc']],
    ['more flags', '.map m hash flags=zero_seed|', ['no_prealloc']],
    ['programs in the braces of a map', '.map m prog_array { 0: |', ['count']],
    ['program types', '.program |', ['sched_cls']],
    ['attach types', '.program sched_cls x attach=|', ['tcx_ingress']],
    ['licenses', '.license |', ['GPL']],
  ])('offer %s', (_, marked, expected) => {
    expect(labels(4, marked)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['in comments', '  exit ; call |'],
    ['where a new name is to be made', '.func |'],
    ['for the name of a map', '.map |'],
  ])('offer nothing %s', (_, marked) => {
    expect(labels(4, marked)).toEqual([]);
  });

  it('offer mnemonics, labels and maps where the source is written with mnemonics', () => {
    const source = '.map m array key=u32 value=u32 entries=1\nmov64 r0, 1\nend: exit\n';
    const offered = (line: string): string[] =>
      completions(source + line, { line: 4, column: line.length + 1 }).items.map(({ label }) => label);
    expect(offered('j')).toContain('jeq32');
    expect(offered('jeq r0, 1, ')).toEqual(['end']);
    expect(offered('ja ')).toEqual(['end']);
    expect(offered('lddw r1, ')).toContain('map[m]');
  });

  it('put what the program may use first', () => {
    const items = completions(...at(4, '  call |')).items;
    const rank = (label: string): number => items.find((item) => item.label === label)!.rank;
    expect(rank('twice')).toBeLessThan(rank('bpf_xdp_adjust_head'));
    expect(rank('bpf_xdp_adjust_head')).toBeLessThan(rank('bpf_skb_load_bytes'));
  });

  it('replace the part of the word that is there', () => {
    expect(completions(...at(4, '  call bpf_m|')).range).toEqual({ line: 4, column: 8, endLine: 4, endColumn: 13 });
  });
});

describe('hover', () => {
  it.each([
    ['a helper', 6, '  call bpf_map_|lookup_elem', /void \*bpf_map_lookup_elem\([^]*`r2`: `const void \*key`/],
    ['a helper by its number', 6, '  call| 1', /bpf_map_lookup_elem/],
    ['a map', 4, '  r1 = map[pack|ets]', /Map `packets` of type array, declared in line 2/],
    ['a constant of Linux', 8, '  r2 = *(u32 *)(r1 + xdp_md.data|_end)', /`xdp_md.data_end` = 4/],
    ['a constant of the source', 7, '  if r0 == LIM|IT goto again', /`LIMIT` = 10 = 0xa/],
    ['a label', 7, '  if r0 == LIMIT goto aga|in', /Label `again`: slot 2, line 5/],
    ['a function', 9, '  call twi|ce', /Function `twice`/],
    ['a number', 7, '  if r0 == 0xffff|ffff goto again', /4294967295 = 0xffffffff = -1 as 32 bits/],
    ['a register', 10, '  r1|0 = 1', /frame pointer/],
    ['half a register', 10, '  w|3 = 1', /lower 32 bits of r3/],
    ['the size of an access', 8, '  r2 = *(s1|6 *)(r1 + 0)', /2 bytes, sign-extended/],
    ['a directive', 11, '.fu|nc twice', /\.func NAME/],
    ['a program type', 1, '.program xd|p count', /network driver/],
    ['a map type', 2, '.map packets arr|ay key=u32 value=u64 entries=4', /An array/],
    ['a flag', 2, '.map packets hash key=u32 value=u64 entries=4 flags=no_pre|alloc', /BPF_F_NO_PREALLOC/],
    ['an instruction', 12, '  r0 |= r1', /r0|dst/],
    ['a jump', 7, '  i|f r0 == LIMIT goto again', /Linux/],
  ])('explains %s', (_, line, marked, contents) => {
    expect(hover(...at(line, marked))?.contents).toMatch(contents);
  });

  it('says nothing of blanks, comments and places that are not there', () => {
    expect(hover(...at(2, '.map packets array key=u32 value=u64 entries=4   ; by | protocol'))).toBeUndefined();
    expect(hover(SOURCE, { line: 99, column: 1 })).toBeUndefined();
    expect(hover('', { line: 1, column: 1 })).toBeUndefined();
  });
});

describe('symbols', () => {
  it('are what a source declares', () => {
    const found = symbols(SOURCE).map(({ kind, name, range, detail }) => `${kind} ${name} ${range.line} ${detail}`);
    expect(found).toEqual([
      'program count 1 xdp',
      'map packets 2 array',
      'constant LIMIT 3 10',
      'label again 5 slot 2',
      'function twice 11 slot 7',
    ]);
  });

  it('are found from wherever they are named', () => {
    const found = definition(SOURCE, { line: 7, column: 25 });
    expect(found).toEqual({ line: 5, column: 1, endLine: 5, endColumn: 6 });
    expect(definition(SOURCE, { line: 4, column: 14 })?.line).toBe(2);
    expect(definition(SOURCE, { line: 9, column: 9 })?.line).toBe(11);
    expect(definition(SOURCE, { line: 6, column: 9 })).toBeUndefined();
  });

  it('know all places that name them', () => {
    const lines = (line: number, column: number): number[] =>
      references(SOURCE, { line, column }).map((range) => range.line);
    expect(lines(5, 2)).toEqual([5, 7]);
    expect(lines(2, 7)).toEqual([2, 4]);
    expect(lines(3, 9)).toEqual([3, 7]);
    expect(lines(11, 8)).toEqual([9, 11]);
  });

  it('keep the labels of two programs apart', () => {
    const two = '.program xdp a\nl: goto l\n.program xdp b\nl: goto l\n';
    expect(definition(two, { line: 2, column: 9 })?.line).toBe(2);
    expect(definition(two, { line: 4, column: 9 })?.line).toBe(4);
    expect(references(two, { line: 4, column: 1 }).map(({ line }) => line)).toEqual([4, 4]);
  });
});

describe('signatures', () => {
  it('tell what a helper takes in which register', () => {
    const { parameters, returns } = helperSignature('map_update_elem')!;
    expect(parameters.map(({ register, label }) => `${register}: ${label}`)).toEqual([
      'r1: struct bpf_map *map',
      'r2: const void *key',
      'r3: const void *value',
      'r4: u64 flags',
    ]);
    expect(returns).toMatch(/^r0: /);
    expect(helperSignature(1)?.helper.name).toBe('bpf_map_lookup_elem');
    expect(helperSignature('nothing')).toBeUndefined();
  });

  it('are found for the call in a line', () => {
    expect(signatureHelp(SOURCE, { line: 6, column: 1 })?.helper.id).toBe(1);
    expect(signatureHelp(SOURCE, { line: 9, column: 1 })).toBeUndefined();
  });
});
