import { describe, expect, it } from 'vitest';
import { answerLine } from '../src/batch/answer.ts';
import { differences } from '../src/batch/differences.ts';

const answer = (request: unknown): unknown => JSON.parse(answerLine(JSON.stringify(request)));
const RETURN_5 = 'b700000005000000 9500000000000000';
/** counts[0] += 1; returns 2 */
const COUNT =
  '620afcff00000000 bfa2000000000000 07020000fcffffff 1811000000000000 0000000000000000 8500000001000000 1500020000000000 b701000001000000 db10000000000000 b700000002000000 9500000000000000';
const ARRAY = {
  name: 'a',
  type: 'array',
  key_size: 4,
  value_size: 8,
  max_entries: 1,
  values: [['00000000', '2500000000000000']],
};
const FRAME = '000102030405060708090a0b0c0d0e0f';

describe('batch answers', () => {
  it('runs as often as asked and dumps the maps', () => {
    expect(
      answer({ id: 'cnt', prog_type: 'xdp', insns: COUNT, maps: [ARRAY], run: { data_in: FRAME, repeat: 5 } }),
    ).toEqual({
      id: 'cnt',
      run: { ok: true, errno: 0, errno_name: null, retval: 2, data_size_out: 16, ctx_size_out: 0, data_out: FRAME },
      maps: { a: { ok: true, errno: 0, errno_name: null, type: 'array', entries: [['00000000', '2a00000000000000']] } },
    });
  });

  it('answers a list of runs with a list', () => {
    const { run } = answer({ insns: RETURN_5, prog_type: 'tc', run: [{ data_in: FRAME }, { data_in: FRAME }] }) as {
      run: unknown[];
    };
    expect(run).toHaveLength(2);
  });

  it.each([
    ['a frame shorter than an Ethernet header', { insns: RETURN_5, run: { data_in: '0001' } }],
    ['no frame at all', { insns: RETURN_5, prog_type: 'xdp', run: {} }],
  ])('refuses %s as Linux does', (_, request) => {
    expect(answer(request)).toMatchObject({ run: { ok: false, errno: 22, errno_name: 'EINVAL' } });
  });

  it('tells that Linux would not load what is no instruction', () => {
    expect(answer({ insns: 'ff00000000000000' })).toMatchObject({
      load: { ok: false, errno: 22, errno_name: 'EINVAL' },
    });
  });

  it.each([
    ['not JSON', '{'],
    ['not an object', '[1]'],
    ['an unknown program type', JSON.stringify({ prog_type: 'nosuch', insns: RETURN_5 })],
    ['bad hexadecimal', JSON.stringify({ insns: 'b7' })],
    ['an object file', JSON.stringify({ elf: 'b64:' })],
  ])('says why it cannot serve %s', (_, line) => {
    expect(JSON.parse(answerLine(line))).toMatchObject({ request_error: expect.any(String) });
  });
});

describe('differences', () => {
  it('ignores the order of entries and what depends on the machine', () => {
    const ours = {
      run: { ok: true, errno: 0, retval: 1 },
      maps: {
        m: {
          entries: [
            ['01', '02'],
            ['03', '04'],
          ],
        },
      },
    };
    const theirs = {
      run: { ok: true, errno: 0, retval: 1, duration: 5 },
      maps: {
        m: {
          entries: [
            ['03', '04'],
            ['01', '02'],
          ],
        },
      },
    };
    expect(differences(ours, theirs)).toEqual([]);
  });

  it('finds a different result and a different map', () => {
    const ours = { run: { retval: 1 }, maps: { m: { entries: [['01', '02']] } } };
    const theirs = { run: { retval: 2 }, maps: { m: { entries: [['01', '03']] } } };
    expect(differences(ours, theirs).map(({ field }) => field)).toEqual(['run[0].retval', 'maps.m.entries']);
  });
});
