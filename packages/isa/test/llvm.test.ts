import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode, OPERATIONS, type OperationName } from '../src/index.ts';
import { instructionOf } from './support/arbitrary.ts';
import { bpfObjectFile } from './support/elf.ts';

const OBJDUMP = 'llvm-objdump-19';
const installed = spawnSync(OBJDUMP, ['--version']).status === 0;

/** What LLVM 19 has no name for: newer than it, or never emitted by a compiler. */
const UNKNOWN_TO_LLVM: ReadonlySet<OperationName> = new Set<OperationName>([
  'MovPercpu',
  'LoadAcquire8',
  'LoadAcquire16',
  'LoadAcquire32',
  'LoadAcquire64',
  'StoreRelease8',
  'StoreRelease16',
  'StoreRelease32',
  'StoreRelease64',
]);

/** Disassembles one program; a line an instruction. */
function disassemble(code: Uint8Array): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'skep-llvm-'));
  try {
    const file = join(directory, 'code.o');
    writeFileSync(file, bpfObjectFile(code));
    const text = execFileSync(OBJDUMP, ['-d', '--mcpu=v4', '--no-show-raw-insn', file], { encoding: 'utf8' });
    return text.split('\n').filter((line) => /^\s+\d+:/.test(line));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe.skipIf(!installed)(`cross-check with ${OBJDUMP}`, () => {
  test('LLVM knows every instruction of the operations that it has', () => {
    const known = OPERATIONS.filter(({ name }) => !UNKNOWN_TO_LLVM.has(name));
    const samples = known.flatMap((op) => fc.sample(instructionOf(op), { numRuns: 20, seed: 9669 }));
    const lines = disassemble(encode(samples));
    expect(lines).toHaveLength(samples.length);
    const unknown = samples.filter((_, i) => lines[i]!.includes('<unknown>'));
    expect([...new Set(unknown.map(({ op }) => op.name))]).toEqual([]);
  });
});
