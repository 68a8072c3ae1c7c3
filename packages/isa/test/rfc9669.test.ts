import { describe, expect, test } from 'vitest';
import { OPERATIONS, type Operation, operationsWithOpcode } from '../src/index.ts';
import { REGISTRY, type RegistryRow } from './support/rfc9669.ts';

function matches(op: Operation, row: RegistryRow): boolean {
  return (['src', 'off', 'imm'] as const).every(
    (field) => row[field] === 'any' || op.select[field] === undefined || op.select[field] === row[field],
  );
}

/** What the registry says of a field, in its own words. */
function registryField(op: Operation, field: 'src' | 'off' | 'imm'): number | 'any' {
  const selected = op.select[field];
  if (selected !== undefined) return selected;
  return op.fields[field] === 'zero' ? 0 : 'any';
}

/** Rows of the registry that describe something that this table holds differently, with the reason. */
const DEVIATIONS: Readonly<Record<number, string>> = {
  0x00: 'the second slot of lddw: part of the instruction here, not one of its own',
  0x85: 'the offset of a kfunc call is the index of the module’s BTF (Linux 5.18)',
};

describe('RFC 9669, appendix A', () => {
  test.each(REGISTRY.filter(({ opcode }) => opcode !== 0))(
    'opcode $opcode, src $src, off $off, imm $imm: group $group',
    (row) => {
      const [op, ...more] = operationsWithOpcode(row.opcode).filter((candidate) => matches(candidate, row));
      expect(more).toEqual([]);
      expect(op?.group).toBe(row.group);
      expect(registryField(op!, 'src')).toBe(row.src);
      expect(registryField(op!, 'imm')).toBe(row.imm);
      if (!(row.opcode in DEVIATIONS)) expect(registryField(op!, 'off')).toBe(row.off);
    },
  );

  test('all other rows are Linux’s own, or the sign-extending loads that the registry forgot', () => {
    const described = new Set(
      REGISTRY.flatMap((row) => operationsWithOpcode(row.opcode).filter((op) => matches(op, row))),
    );
    const others = OPERATIONS.filter((op) => !described.has(op));
    const loads = ['LoadSX8', 'LoadSX16', 'LoadSX32'];
    expect(others.filter(({ group }) => group !== 'linux').map(({ name }) => name)).toEqual(loads);
    expect(others.filter(({ group }) => group === 'linux')).toHaveLength(others.length - loads.length);
    for (const op of OPERATIONS) expect(op.group === 'linux').toBe(!described.has(op) && !loads.includes(op.name));
  });
});
