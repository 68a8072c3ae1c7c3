import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesToHex, type Diagnostic } from '@skep/base';
import { describe, expect, it } from 'vitest';
import { type AssembleOptions, assemble, disassemble } from '../src/index.ts';

/**
 * Each case is a source, a line of its own, and what the assembler makes of it. Names that begin with `bad-` stand for
 * sources with errors. To accept what the assembler says now: `npx vitest run packages/asm/test/cases.test.ts -u`.
 */
const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url));
const SEPARATOR = '\n~~~~~~~~~~~~\n';

function describeDiagnostic(
  { code, severity, message, position, suggestion, related }: Diagnostic,
  source: string,
): string {
  if (position?.kind !== 'text') return `${severity} ${code}\n  ${message}`;
  const { line, column, endLine, endColumn } = position.range;
  const text = source.split('\n')[line - 1] ?? '';
  const width = endLine === line ? endColumn - column : text.length + 1 - column;
  const marks = ' '.repeat(column - 1) + '^'.repeat(Math.max(1, width));
  return [
    `${line}:${column} ${severity} ${code}`,
    `  | ${text}`,
    `  | ${marks}`,
    `  ${message}`,
    ...(suggestion === undefined ? [] : [`  suggestion: ${suggestion}`]),
    ...(related ?? []).map(({ message: text_, position: place }) => {
      return `  ${place.kind === 'text' ? `${place.range.line}:${place.range.column} ` : ''}${text_}`;
    }),
  ].join('\n');
}

function describeResult(source: string, options: AssembleOptions): string {
  const { object, diagnostics, syntax } = assemble(source, options);
  const maps = (object?.maps ?? []).map(({ origin: _, initial, ...map }) => {
    const entries = (initial ?? []).map(({ key, value }) => {
      return `\n  ${bytesToHex(key)}: ${'program' in value ? value.program : bytesToHex(value)}`;
    });
    return `map ${JSON.stringify(map)}${entries.join('')}`;
  });
  const programs = (object?.programs ?? []).map((program) => {
    const { name, type, expectedAttachType = '', origins, subprograms } = program;
    const functions = subprograms.map((found) => `${found.name}@${found.pc}`).join(' ');
    const lines = disassemble(object!, { program: name, syntax }).map(({ pc, bytes, text }) => {
      return `${String(pc).padStart(4)}: ${bytesToHex(bytes).padEnd(32)} ${text}  <- line ${origins[pc]?.line}`;
    });
    return [`program ${type} ${name} ${expectedAttachType} [${functions}]`, ...lines].join('\n');
  });
  const found = diagnostics.map((diagnostic) => describeDiagnostic(diagnostic, source));
  return [`syntax: ${syntax}`, ...found, ...maps, ...programs].join('\n\n');
}

describe('cases', () => {
  it.each(readdirSync(FOLDER))('%s', async (name) => {
    const [source = ''] = readFileSync(FOLDER + name, 'utf8').split(SEPARATOR);
    const hasErrors = assemble(source).diagnostics.some(({ severity }) => severity === 'error');
    expect(hasErrors).toBe(name.startsWith('bad-'));
    await expect(`${source}${SEPARATOR}${describeResult(source, {})}\n`).toMatchFileSnapshot(FOLDER + name);
  });
});
