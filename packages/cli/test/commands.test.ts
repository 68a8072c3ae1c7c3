import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePcap } from '@skep/nic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skep-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function skep(...args: string[]): Promise<{ status: number; out: string[]; error: string[] }> {
  const [out, error]: [string[], string[]] = [[], []];
  const status = await main(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
  return { status, out, error };
}

const json = (lines: string[]): Record<string, unknown> => JSON.parse(lines.join('\n')) as Record<string, unknown>;

const LENGTH = 'r3 = *(u32 *)(r1 +4)\nr0 = *(u32 *)(r1 +0)\nr3 -= r0\nr0 = r3\nexit\n';

describe('skep asm', () => {
  it('prints a slot a line', async () => {
    const { status, out } = await skep('asm', file('two.s', 'r0 = 2\nexit\n'));
    expect({ status, out }).toEqual({ status: 0, out: ['b700000002000000', '9500000000000000'] });
  });

  it('reports every mistake with its place, and fails', async () => {
    const { status, error } = await skep('asm', file('wrong.s', 'r0 = 2\nr0 += nothing\nexut\n'));
    expect(status).toBe(1);
    expect(error.map((line) => /wrong\.s:(\d+):\d+: error/.exec(line)?.[1])).toEqual(['2', '3']);
  });

  it('answers in JSON', async () => {
    const { out } = await skep('asm', file('two.s', 'r0 = 2\nexit\n'), '--json');
    expect(json(out)).toMatchObject({
      ok: true,
      syntax: 'kernel',
      programs: [{ code: 'b7000000020000009500000000000000' }],
    });
  });
});

describe('skep disasm', () => {
  it('reads hexadecimal text and raw bytes alike', async () => {
    const text = file('code.hex', 'b700000002000000\n9500000000000000\n');
    const raw = file('code.bin', Uint8Array.of(0xb7, 0, 0, 0, 2, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0));
    const expected = ['   0: r0 = 2', '   1: exit'];
    expect((await skep('disasm', text)).out).toEqual(expected);
    expect((await skep('disasm', raw)).out).toEqual(expected);
    expect((await skep('disasm', raw, '--syntax', 'mnemonic')).out[0]).toContain('mov64 r0, 2');
  });
});

describe('skep run', () => {
  it('hands plain memory to r1 and its length to r2', async () => {
    const { out } = await skep('run', file('sum.s', 'r0 = *(u8 *)(r1 +1)\nr0 += r2\nexit\n'), '--mem', '0005');
    expect(out[0]).toBe('r0 = 0x7 (7)');
  });

  it('runs on a packet', async () => {
    const { status, out } = await skep('run', file('length.s', LENGTH), '--packet', '00'.repeat(60), '--json');
    expect(status).toBe(0);
    expect(json(out)).toMatchObject({ ok: true, steps: 5, stop: { reason: 'exited', r0: '0x3c' } });
  });

  it('says what a bad access missed, and fails', async () => {
    const { status, out } = await skep('run', file('null.s', 'r1 = 0\nr0 = *(u8 *)(r1 +0)\nexit\n'));
    expect(status).toBe(1);
    expect(out[0]).toMatch(/^fault: .*\[vm\/null-access\]$/);
  });

  it('stops a program that never ends', async () => {
    const { status, out } = await skep('run', file('loop.s', 'again: goto again\n'), '--budget', '1000');
    expect({ status, first: out[0] }).toEqual({
      status: 1,
      first: 'stopped: the program had not ended after 1000 instructions',
    });
  });
});

describe('skep replay', () => {
  it('counts verdicts over a capture', async () => {
    const packets = [60, 100, 61].map((length) => ({ data: new Uint8Array(length), time: 0n, originalLength: length }));
    const capture = file('three.pcap', writePcap(packets, { linkType: 1 }));
    const program = file(
      'drop-short.s',
      `${LENGTH.replace('exit\n', '')}if r0 > 64 goto pass\nr0 = 1\nexit\npass: r0 = 2\nexit\n`,
    );
    const { status, out } = await skep('replay', program, '--capture', capture);
    expect({ status, out }).toEqual({
      status: 0,
      out: ['XDP_DROP: 2 packets, 121 bytes', 'XDP_PASS: 1 packets, 100 bytes', '3 packets, 21 instructions'],
    });
  });

  it('says in one sentence what is wrong with a capture', async () => {
    const { status, error } = await skep(
      'replay',
      file('two.s', 'r0 = 2\nexit\n'),
      '--capture',
      file('no.pcap', 'hello, world'),
    );
    expect(status).toBe(1);
    expect(error).toHaveLength(1);
  });
});

describe('the command line', () => {
  it.each([
    [],
    ['nonsense'],
    ['run'],
    ['run', 'x.s', '--nonsense'],
    ['run', '/nowhere/x.s'],
    ['asm', 'x.s', '--syntax', 'intel'],
  ])('explains itself: %j', async (...args: string[]) => {
    const { status, out, error } = await skep(...args);
    expect(status).toBe(2);
    expect([...out, ...error].join('\n')).toContain('usage: skep');
  });

  it('helps', async () => {
    expect((await skep('--help')).status).toBe(0);
    expect((await skep('replay', '--help')).out[0]).toContain('usage: skep replay FILE --capture FILE');
  });
});
