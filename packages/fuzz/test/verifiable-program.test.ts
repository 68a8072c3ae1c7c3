import { validate } from '@skep/isa';
import { describe, expect, it } from 'vitest';
import { verifiableProgram } from '../src/index.ts';

describe('verifiableProgram', () => {
  it('is the same program for the same seed', () => {
    expect(verifiableProgram(7)).toEqual(verifiableProgram(7));
    expect(verifiableProgram(7).code).not.toEqual(verifiableProgram(8).code);
  });

  it('always passes validation', () => {
    for (let seed = 0; seed < 500; seed++) expect(validate(verifiableProgram(seed).code).diagnostics).toEqual([]);
  });
});
