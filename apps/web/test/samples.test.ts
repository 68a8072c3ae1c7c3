import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BpfObject, PROGRAM_TYPES, type Program } from '@skep/abi';
import { assemble } from '@skep/asm';
import { bytesToHex } from '@skep/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionBtf } from './function-btf.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SAMPLES = join(ROOT, 'public/samples');

interface Sample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly file: string;
  readonly programType: string;
  readonly syntax: string;
  readonly capture: string;
}

const captures = JSON.parse(readFileSync(join(ROOT, 'public/captures/index.json'), 'utf8')) as readonly {
  id: string;
}[];
const samples = JSON.parse(readFileSync(join(SAMPLES, 'index.json'), 'utf8')) as readonly Sample[];
const textOf = ({ file }: Sample): string => readFileSync(join(SAMPLES, file), 'utf8');

/** Samples whose bug is the point, and what Linux says of it. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'missing-check': /invalid access to packet/,
  endless: /infinite loop detected/,
};

const MOST_LINES = 60;
const MOST_COLUMNS = 80;

describe('samples', () => {
  it('are all listed, each once', () => {
    const files = readdirSync(SAMPLES).filter((name) => name.endsWith('.s'));
    expect(samples.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  });

  describe.each(samples.map((sample) => [sample.id, sample] as const))('%s', (_, sample) => {
    const text = textOf(sample);
    const { object, diagnostics, syntax } = assemble(text);

    it('assembles without a word of complaint', () => {
      expect(diagnostics).toEqual([]);
      expect(object).toBeDefined();
    });

    it('is what the list says', () => {
      expect(syntax).toBe(sample.syntax);
      expect(PROGRAM_TYPES).toContain(sample.programType);
      expect(object?.programs[0]?.type).toBe(sample.programType);
      expect(captures.map(({ id }) => id)).toContain(sample.capture);
      expect(sample.title.length).toBeLessThanOrEqual(40);
      expect(sample.description).toMatch(/^[A-Z].*\.$/);
    });

    it('fits on a screen and begins by saying what it does', () => {
      const lines = text.trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(MOST_COLUMNS);
      expect(lines[0]).toMatch(/^; [A-Z]/);
    });
  });
});

const ORACLE = join(ROOT, '../shared/kernel-oracle/kernel-oracle');
const CACHE = process.env['KERNEL_ORACLE_CACHE'] ?? join(homedir(), '.cache/kernel-oracle');
const mayAsk = process.env['SKEP_ORACLE'] !== undefined && existsSync(ORACLE) && existsSync(CACHE);

/** A program with the maps it shares, as the kernel oracle takes it. */
function request(id: string, { maps, license }: BpfObject, program: Program): object {
  return {
    id,
    prog_type: program.type,
    license,
    log_level: 1,
    insns: bytesToHex(program.code),
    ...(program.subprograms.length > 1 ? functionBtf(program) : {}),
    maps: maps.map(({ name, type, keySize, valueSize, maxEntries, flags, initial = [] }) => ({
      name,
      type,
      key_size: keySize,
      value_size: valueSize,
      max_entries: maxEntries,
      flags,
      values: initial.flatMap(({ key, value }) =>
        value instanceof Uint8Array ? [[bytesToHex(key), bytesToHex(value)]] : [],
      ),
    })),
  };
}

interface Answer {
  readonly id: string;
  readonly load?: { readonly ok: boolean; readonly log: string };
}

describe.skipIf(!mayAsk)('samples, asked of Linux 6.12 (set SKEP_ORACLE=1; needs ../shared/kernel-oracle)', () => {
  let folder = '';
  const answers = new Map<string, Answer>();
  const programs = samples.flatMap((sample) => {
    const { object } = assemble(textOf(sample));
    return (object?.programs ?? []).map((program) => ({ sample, object: object!, program }));
  });
  const idOf = ({ sample, program }: (typeof programs)[number]): string => `${sample.id}/${program.name}`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'skep-samples-'));
    const batch = join(folder, 'batch.jsonl');
    const requests = programs.map((one) => JSON.stringify(request(idOf(one), one.object, one.program)));
    writeFileSync(batch, `${requests.join('\n')}\n`);
    const output = execFileSync(ORACLE, ['--kernel', '6.12', '--no-xlated', batch], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for (const line of output.trim().split('\n')) {
      const answer = JSON.parse(line) as Answer;
      answers.set(answer.id, answer);
    }
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(programs.map((one) => [idOf(one), one.sample] as const))('%s', (id, sample) => {
    const load = answers.get(id)?.load;
    const refusal = REFUSED[sample.id];
    if (refusal === undefined) expect(load, load?.log).toMatchObject({ ok: true });
    else expect(load?.log).toMatch(refusal);
  });
});
