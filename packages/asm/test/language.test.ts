import { describe, expect, it } from 'vitest';
import { completionsAt, hoverAt, outlineOf } from '../src/index.ts';

const SOURCE = `.program xdp count
.map packets array key=u32 value=u64 entries=4   ; by protocol
.const LIMIT 10
  r1 = map[packets]
again:
  call bpf_map_lookup_elem
  if r0 == LIMIT goto again
  r2 = *(u32 *)(r1 + xdp_md.data_end)
  exit
.func twice
  r0 = r1
  exit
`;

/** The source with `marked` in place of a line; the position is where `|` stands in it. */
function at(line: number, marked: string): [string, { line: number; column: number }] {
  const lines = SOURCE.split('\n');
  lines[line - 1] = marked.replace('|', '');
  return [lines.join('\n'), { line, column: marked.indexOf('|') + 1 }];
}

const labels = (line: number, marked: string): string[] =>
  completionsAt(...at(line, marked)).items.map(({ label }) => label);

describe('completions', () => {
  it.each([
    ['helpers and functions behind call', '  call bpf_map_|', ['bpf_map_lookup_elem', 'twice']],
    ['labels behind goto', '  goto |', ['again']],
    ['labels behind a comparison', '  if r0 == 1 goto a|', ['again']],
    ['maps within map[', '  r1 = map[|', ['packets']],
    ['functions within func[', '  r1 = func[|', ['twice']],
    ['registers, maps and constants as operands', '  r1 = |', ['r6', 'map[packets]', 'LIMIT', 'XDP_DROP']],
    ['sizes of memory accesses', '  r1 = *(|', ['u8', 's32']],
    ['statements and directives at the start of a line', '|', ['exit', '.map', 'r0 = *(u32 *)(r1 + 0)']],
    ['directives behind a dot', '.m|', ['.map']],
    ['map types', '.map m |', ['lru_hash']],
    ['options of maps', '.map m hash |', ['key=', 'entries=']],
    ['formats', '.map m hash key=|', ['ipv4', 'u32']],
    ['flags', '.map m hash flags=|', ['BPF_F_NO_PREALLOC']],
    ['program types', '.program |', ['sched_cls']],
  ])('offer %s', (_, marked, expected) => {
    expect(labels(4, marked)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['in comments', '  exit ; call |'],
    ['where a new name is to be made', '.func |'],
  ])('offer nothing %s', (_, marked) => {
    expect(labels(4, marked)).toEqual([]);
  });

  it('offer mnemonics where the source is written with them', () => {
    const items = completionsAt('mov64 r0, 1\nj\nexit', { line: 2, column: 2 }).items;
    expect(items.map(({ label }) => label)).toContain('jeq32');
  });

  it('replace the part of the word that is there', () => {
    expect(completionsAt(...at(4, '  call bpf_m|')).range).toEqual({ line: 4, column: 8, endLine: 4, endColumn: 13 });
  });
});

describe('hover', () => {
  it.each([
    ['a helper', 6, '  call bpf_map_|lookup_elem', /^void \*bpf_map_lookup_elem\(/],
    ['a map', 4, '  r1 = map[pack|ets]', /^\.map packets array/],
    ['a constant of Linux', 8, '  r2 = *(u32 *)(r1 + xdp_md.data|_end)', /^xdp_md\.data_end = 4 \(0x4\)$/],
    ['a constant of the source', 7, '  if r0 == LIM|IT goto again', /^\.const LIMIT 10$/],
    ['a label', 7, '  if r0 == LIMIT goto aga|in', /^again:$/],
    ['a directive', 10, '.fu|nc twice', /^\.func NAME$/],
    ['an instruction', 11, '  r0 =| r1', /r0 = r1/],
  ])('explains %s', (_, line, marked, code) => {
    expect(hoverAt(...at(line, marked))?.code).toMatch(code);
  });

  it('says nothing of blanks, comments and places that are not there', () => {
    expect(hoverAt(...at(2, '.map packets array key=u32 value=u64 entries=4   ; by | protocol'))).toBeUndefined();
    expect(hoverAt(SOURCE, { line: 99, column: 1 })).toBeUndefined();
  });
});

it('lists what a source declares, with where', () => {
  const found = outlineOf(SOURCE).symbols.map(({ kind, name, range }) => `${kind} ${name} ${range.line}`);
  expect(found).toEqual(['program count 1', 'map packets 2', 'constant LIMIT 3', 'label again 5', 'function twice 10']);
});
