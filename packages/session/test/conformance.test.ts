import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runConformanceCase } from './support/conformance-case.ts';
import { sharedFolder } from './support/shared.ts';

const folder = sharedFolder('conformance', 'isa');

describe.skipIf(folder === undefined)('bpf_conformance cases (skipped: ../shared/conformance is not there)', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.data'));
  it.each(files)('%s', (name) => {
    const { expected, actual } = runConformanceCase(readFileSync(join(folder!, name), 'utf8'));
    expect(actual).toBe(expected);
  });
});
