import { OPERATIONS, type OperationName } from '@skep/isa';
import fc from 'fast-check';
import type { Row } from './program.ts';

const ARITHMETIC = OPERATIONS.filter(({ form }) => form.kind === 'alu' || form.kind === 'neg' || form.kind === 'movsx');
const JUMPS = OPERATIONS.filter(({ form }) => form.kind === 'jump');
const LOADS = OPERATIONS.filter(({ form }) => form.kind === 'load');
const STORES = OPERATIONS.filter(({ form }) => form.kind === 'store');
const ATOMICS = OPERATIONS.filter(({ form }) => form.kind === 'atomic');

const register = fc.nat(9);
const slot = fc.integer({ min: -64, max: -1 }).map((index) => index * 8);
const imm = fc.oneof(fc.integer({ min: -8, max: 70 }), fc.integer({ min: -0x80000000, max: 0x7fffffff }));

const arithmetic = fc.record({ op: fc.constantFrom(...ARITHMETIC), dst: register, src: register, imm }).map(
  ({ op, dst, src, imm: value }): Row => ({
    op: op.name,
    dst,
    src: op.fields.src === 'read' ? src : 0,
    off: op.select.off ?? 0,
    imm: op.fields.imm === 'value' ? value : 0,
  }),
);
const jump = (length: number) =>
  fc.record({ op: fc.constantFrom(...JUMPS), dst: register, src: register, imm, to: fc.nat(length - 1) }).map(
    ({ op, dst, src, imm: value, to }): Row => ({
      op: op.name,
      dst,
      src: op.fields.src === 'read' ? src : 0,
      imm: op.fields.imm === 'value' ? value : 0,
      to: `row${to}`,
    }),
  );
const load = fc
  .record({ op: fc.constantFrom(...LOADS), dst: register, off: slot })
  .map(({ op, dst, off }): Row => ({ op: op.name, dst, src: 10, off }));
const store = fc.record({ op: fc.constantFrom(...STORES), src: register, off: slot, imm }).map(
  ({ op, src, off, imm: value }): Row => ({
    op: op.name,
    dst: 10,
    src: op.fields.src === 'read' ? src : 0,
    off,
    imm: op.fields.imm === 'value' ? value : 0,
  }),
);
const atomic = fc
  .record({ op: fc.constantFrom(...ATOMICS), src: register, off: slot })
  .map(({ op, src, off }): Row => ({ op: op.name, dst: 10, src, off, imm: op.select.imm ?? 0 }));
/** A call of the function at the end; more than 8 of them nested stop the run, which is as good an end as any. */
const call = fc.constant<Row>({ op: 'CallLocal', src: 1, to: 'function' });

/**
 * Programs whose every row is valid on its own: arithmetic, jumps anywhere, accesses of the stack, calls. They may loop for
 * ever.
 */
export const randomProgram: fc.Arbitrary<readonly Row[]> = fc
  .integer({ min: 4, max: 40 })
  .chain((length) =>
    fc
      .array(
        fc.oneof(
          { arbitrary: arithmetic, weight: 6 },
          { arbitrary: jump(length), weight: 2 },
          { arbitrary: load, weight: 3 },
          { arbitrary: store, weight: 3 },
          { arbitrary: atomic, weight: 1 },
          { arbitrary: call, weight: 1 },
        ),
        { minLength: length, maxLength: length },
      )
      .map((rows): readonly Row[] => [
        ...rows.map((row, index) => ({ ...row, label: `row${index}` })),
        { op: 'Exit' satisfies OperationName },
        { op: 'Mov64Reg', dst: 0, src: 1, label: 'function' },
        { op: 'Store64Reg', dst: 10, src: 0, off: -16 },
        { op: 'Exit' },
      ]),
  );
