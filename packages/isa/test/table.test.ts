import { describe, expect, test } from 'vitest';
import {
  ATOMIC_FETCH,
  BINARY_ALU,
  CONDITIONS,
  OPERATIONS,
  type Operation,
  type OperationName,
  operation,
  operationsWithOpcode,
  type Selector,
} from '../src/index.ts';

/** The members of the union `OperationName`; unique names of that type, this many of them, are all of them. */
const NAMES_IN_ALL = 182;

const FIELDS = ['src', 'off', 'imm'] as const;

/** The value that an operation requires of a field, `undefined` when it may be anything. */
function required(op: Operation, field: keyof Selector): number | undefined {
  return op.select[field] ?? (op.fields[field] === 'zero' ? 0 : undefined);
}

describe('the instruction table', () => {
  test('selects every slot by at most one row', () => {
    for (const a of OPERATIONS) {
      for (const b of operationsWithOpcode(a.opcode)) {
        if (a === b) continue;
        const apart = FIELDS.some((field) => {
          const [left, right] = [a.select[field], b.select[field]];
          return left !== undefined && right !== undefined && left !== right;
        });
        expect(apart, `${a.name} and ${b.name}`).toBe(true);
      }
    }
  });

  test('tells rows with one opcode apart by exactly one field, the same for all of them', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      const fields = new Set(operationsWithOpcode(opcode).map(({ select }) => Object.keys(select).join()));
      expect(fields.size, `opcode ${opcode}`).toBeLessThanOrEqual(1);
      for (const name of fields) expect(name.split(',')).toHaveLength(1);
    }
  });

  test('marks exactly the selecting fields as such', () => {
    for (const op of OPERATIONS) {
      for (const field of FIELDS) {
        expect(op.fields[field] === 'select', `${op.name}.${field}`).toBe(op.select[field] !== undefined);
      }
    }
  });

  test('numbers its rows densely and finds them by name', () => {
    OPERATIONS.forEach((op, index) => {
      expect(op.index).toBe(index);
      expect(operation(op.name)).toBe(op);
    });
    expect(new Set(OPERATIONS.map(({ name }) => name)).size).toBe(OPERATIONS.length);
  });

  test('has every name of the name lists', () => {
    const expected: OperationName[] = (['32', '64'] as const).flatMap((bits) => [
      ...BINARY_ALU.flatMap((code) => [`${code}${bits}Imm`, `${code}${bits}Reg`] as const),
      ...CONDITIONS.flatMap((code) => [`${code}${bits}Imm`, `${code}${bits}Reg`] as const),
      ...ATOMIC_FETCH.flatMap((code) => [`Atomic${code}${bits}`, `AtomicFetch${code}${bits}`] as const),
    ]);
    const names = new Set(OPERATIONS.map(({ name }) => name));
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
    expect(OPERATIONS).toHaveLength(NAMES_IN_ALL);
  });

  test('names every operation in the mnemonic syntax; only operand kinds and pseudo immediates share a name', () => {
    for (const mnemonic of new Set(OPERATIONS.map((op) => op.mnemonic))) {
      const operations = OPERATIONS.filter((op) => op.mnemonic === mnemonic);
      const kinds = new Set(operations.map(({ form }) => form.kind));
      expect(kinds.size, mnemonic).toBe(1);
      if (operations.length > 1 && mnemonic !== 'lddw') {
        expect(operations.map((op) => ('source' in op.form ? op.form.source : '')).sort()).toEqual(['imm', 'reg']);
      }
    }
  });

  test('reserves for each operation what it does not use', () => {
    for (const op of OPERATIONS) {
      const wanted = required(op, 'imm') !== undefined || op.fields.imm !== 'zero';
      expect(wanted, op.name).toBe(true);
      if ('source' in op.form) {
        expect(op.fields.src === 'zero', op.name).toBe(op.form.source === 'imm');
        expect(op.fields.imm === 'zero', op.name).toBe(op.form.source === 'reg');
      }
    }
  });
});
