import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@skep/base';
import { decodeAt } from '@skep/isa';
import { describe, expect, it } from 'vitest';
import { assemble, formatInstruction } from '../src/index.ts';

/** Recorded from Linux 6.12 by `scripts/cross-check-kernel.mjs`: bytes, a tab, what the verifier prints. */
const RECORDED = readFileSync(new URL('./data/verifier-6.12.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('the text of Linux 6.12', () => {
  it.each(RECORDED.map((line) => line.split('\t') as [string, string]))('%s %s', (hex, text) => {
    const { instruction } = decodeAt(hexToBytes(hex)!, 0);
    expect(formatInstruction(instruction!, { form: 'log' })).toBe(text);
    const opcode = hex.slice(0, 2);
    const { object } = assemble(`0: (${opcode}) ${text} ; R0=scalar()`, { syntax: 'kernel' });
    expect(bytesToHex(object!.programs[0]!.code)).toBe(hex);
  });
});
