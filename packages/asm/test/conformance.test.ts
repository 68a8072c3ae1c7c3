import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesToHex } from '@skep/base';
import { SLOT_BYTES } from '@skep/isa';
import { describe, expect, it } from 'vitest';
import { assemble } from '../src/index.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/conformance/isa/', import.meta.url));
const isHere = existsSync(FOLDER);

/** The parts of a `.data` file by their headings: `-- asm`, `-- raw`, … */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const part of text.split(/^-- /m).slice(1)) {
    const [heading = '', ...lines] = part.split('\n');
    sections.set(heading.trim(), lines.join('\n'));
  }
  return sections;
}

/** `-- raw` holds slots as 64-bit numbers, the opcode in the lowest byte. */
function rawBytes(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const code = new DataView(new ArrayBuffer(words.length * SLOT_BYTES));
  for (const [index, word] of words.entries()) code.setBigUint64(index * SLOT_BYTES, BigInt(word), true);
  return bytesToHex(new Uint8Array(code.buffer));
}

describe.skipIf(!isHere)('bpf_conformance (skipped without ../shared/conformance)', () => {
  const cases = isHere ? readdirSync(FOLDER).filter((name) => name.endsWith('.data')) : [];

  it.each(cases)('%s', (name) => {
    const sections = sectionsOf(readFileSync(FOLDER + name, 'utf8'));
    const source = sections.get('asm');
    if (source === undefined) return;
    for (const syntax of ['mnemonic', 'auto'] as const) {
      const { object, diagnostics } = assemble(source, { syntax });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const raw = sections.get('raw');
      if (raw !== undefined) expect(bytesToHex(object!.programs[0]!.code)).toBe(rawBytes(raw));
    }
  });
});
