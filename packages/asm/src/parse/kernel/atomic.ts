import type { TextRange } from '@skep/base';
import { ATOMIC_FETCH, operation } from '@skep/isa';
import { ATOMIC_OPERATORS, byOperator } from '../../kernel-operators.ts';
import type { Cursor } from '../../text/cursor.ts';
import { quote } from '../../text/problems.ts';
import { type Register, rangeOf, registerOf, spanOf, type Token } from '../../text/token.ts';
import type { OperationDraft } from '../draft.ts';
import { type Address, failWidth, parseAddress, parseRegister } from '../operands.ts';
import { parseParenthesizedAddress, parseUnsignedType } from './memory.ts';

const BY_OPERATOR = byOperator(ATOMIC_OPERATORS);

/** `(u64 *)`, for an access that is atomic. */
function parseAtomicSize(cursor: Cursor): 32 | 64 {
  const range = rangeOf(cursor.peek(1));
  const bits = parseUnsignedType(cursor, 'An atomic operation');
  if (bits === 32 || bits === 64) return bits;
  cursor.fail('bad-size', range, `Atomic operations work on u32 and u64, not on u${bits}.`, 'u32');
  return 32;
}

/** LLVM writes 32-bit operands as `w1`, the kernel as `r1`; a 64-bit operand is `r1`. */
function parseOperand(cursor: Cursor, bits: 32 | 64): Register {
  const range = rangeOf(cursor.peek());
  const register = parseRegister(cursor);
  if (register.bits === 32 && bits === 64) failWidth(cursor, range, register, 64);
  return register;
}

/** What follows `lock`: `*(u64 *)(r2 +0) += r1`. */
export function parseLocked(cursor: Cursor, start: TextRange): OperationDraft {
  cursor.expect('*', 'an atomic operation such as `*(u64 *)(r2 +0) += r1`');
  const bits = parseAtomicSize(cursor);
  const { register, off } = parseParenthesizedAddress(cursor);
  const operator = cursor.peek();
  const code = BY_OPERATOR.get(operator.text);
  if (code === undefined) cursor.unexpected('`+=`, `|=`, `&=` or `^=`');
  cursor.next();
  const { number } = parseOperand(cursor, bits);
  const op = operation(`Atomic${code ?? 'Add'}${bits}`);
  return { kind: 'operation', op, dst: register, src: number, off, range: spanOf(start, rangeOf(cursor.previous)) };
}

/** The register that a fetching operation writes must be the one it takes its operand from. */
function expectSame(cursor: Cursor, dst: Register, expected: number, start: TextRange, why: string): void {
  if (dst.number === expected) return;
  const name = `${dst.bits === 32 ? 'w' : 'r'}${expected}`;
  cursor.fail('two-registers', start, `${why}: write \`${name} = …\`.`, name);
}

interface Access {
  readonly address: Address;
  readonly bits: 32 | 64;
}

/** `(u64 *)(r2 +0)` in a call of the kernel's style, or `r2 + 0` in LLVM's, which has the size in its name. */
function parseAccess(cursor: Cursor, size: 32 | 64 | undefined): Access {
  if (size !== undefined) return { address: parseAddress(cursor), bits: size };
  const bits = parseAtomicSize(cursor);
  return { address: parseParenthesizedAddress(cursor), bits };
}

function parseExchange(cursor: Cursor, dst: Register, start: TextRange, size: 32 | 64 | undefined): OperationDraft {
  cursor.expect('(');
  const { address, bits } = parseAccess(cursor, size);
  cursor.expect(',');
  const src = parseOperand(cursor, bits);
  expectSame(
    cursor,
    dst,
    src.number,
    start,
    'An exchange leaves the old value in the register it took the new one from',
  );
  cursor.expect(')');
  return finish(cursor, start, { op: operation(`AtomicXchg${bits}`), address, src: src.number });
}

function parseCompare(cursor: Cursor, dst: Register, start: TextRange, size: 32 | 64 | undefined): OperationDraft {
  expectSame(cursor, dst, 0, start, 'A compare-and-exchange leaves the old value in r0');
  cursor.expect('(');
  const { address, bits } = parseAccess(cursor, size);
  cursor.expect(',');
  const token = cursor.peek();
  if (token.kind === 'register' && registerOf(token).number !== 0) {
    cursor.fail('two-registers', rangeOf(token), 'A compare-and-exchange always compares with r0.', 'r0');
  }
  parseOperand(cursor, bits);
  cursor.expect(',');
  const src = parseOperand(cursor, bits);
  cursor.expect(')');
  return finish(cursor, start, { op: operation(`AtomicCmpxchg${bits}`), address, src: src.number });
}

function parseFetch(cursor: Cursor, dst: Register, start: TextRange, operator: string): OperationDraft {
  cursor.expect('(');
  const { address, bits } = parseAccess(cursor, undefined);
  cursor.expect(',');
  const src = parseOperand(cursor, bits);
  expectSame(cursor, dst, src.number, start, 'A fetch leaves the old value in the register it took its operand from');
  cursor.expect(')');
  const code = ATOMIC_FETCH.find((name) => name.toLowerCase() === operator) ?? 'Add';
  return finish(cursor, start, { op: operation(`AtomicFetch${code}${bits}`), address, src: src.number });
}

function finish(
  cursor: Cursor,
  start: TextRange,
  { op, address, src }: Pick<OperationDraft, 'op' | 'src'> & { address: Address },
): OperationDraft {
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op, dst: address.register, src, off: address.off, range };
}

/** The kernel writes `atomic64_fetch_add` and `atomic_fetch_add` (32 bits), LLVM the latter for both. */
const KERNEL_CALL = /^atomic(64)?_(?:fetch_(add|or|and|xor)|(xchg|cmpxchg))$/;
const LLVM_CALL = /^(xchg|cmpxchg)(?:_(64)|32_(32))$/;

/** The kernel's spellings, for completion and near misses. */
export const ATOMIC_CALLS: readonly string[] = ['atomic', 'atomic64'].flatMap((prefix) => [
  ...ATOMIC_FETCH.map((code) => `${prefix}_fetch_${code.toLowerCase()}`),
  `${prefix}_xchg`,
  `${prefix}_cmpxchg`,
]);

/** `atomic64_fetch_add((u64 *)(r2 +0), r1)` and its like, behind `r1 =`; `undefined`, nothing read, if it is none. */
export function parseAtomicCall(cursor: Cursor, dst: Register, start: TextRange): OperationDraft | undefined {
  const token = cursor.peek();
  const name = token.text.toLowerCase();
  const kernel = KERNEL_CALL.exec(name);
  const llvm = LLVM_CALL.exec(name);
  if (token.kind !== 'word' || (kernel === null && llvm === null)) return undefined;
  cursor.next();
  const size = llvm === null ? undefined : llvm[2] === undefined ? 32 : 64;
  const fetch = kernel?.[2];
  const draft =
    fetch !== undefined
      ? parseFetch(cursor, dst, start, fetch)
      : (kernel?.[3] ?? llvm?.[1]) === 'xchg'
        ? parseExchange(cursor, dst, start, size)
        : parseCompare(cursor, dst, start, size);
  checkWidths(cursor, draft, dst, start, kernel?.[1] === undefined ? undefined : token);
  return draft;
}

/** @param wide the word, if it says that 64 bits are meant */
function checkWidths(
  cursor: Cursor,
  { op: { form } }: OperationDraft,
  dst: Register,
  start: TextRange,
  wide: Token | undefined,
): void {
  const bits = form.kind === 'atomic' ? form.bits : 64;
  if (wide !== undefined && bits === 32) {
    const suggestion = wide.text.replace('64', '');
    const message = `${quote(wide.text)} works on u64; for u32 it is \`${suggestion}\`.`;
    cursor.fail('bad-size', rangeOf(wide), message, suggestion);
  }
  if (dst.bits === 32 && bits === 64) failWidth(cursor, start, dst, 64);
}

/** `load_acquire((u8 *)(r1 +0))`, behind `r0 =` */
export function parseLoadAcquire(cursor: Cursor, dst: Register, start: TextRange): OperationDraft {
  cursor.expect('(');
  const bits = parseUnsignedType(cursor, 'An acquiring load');
  if (dst.bits === 32 && bits === 64) failWidth(cursor, start, dst, 64);
  const { register, off } = parseParenthesizedAddress(cursor);
  cursor.expect(')');
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op: operation(`LoadAcquire${bits}`), dst: dst.number, src: register, off, range };
}

/** What follows `store_release`: `((u8 *)(r1 +0), r2)`. */
export function parseStoreRelease(cursor: Cursor, start: TextRange): OperationDraft {
  cursor.expect('(');
  const bits = parseUnsignedType(cursor, 'A releasing store');
  const { register, off } = parseParenthesizedAddress(cursor);
  cursor.expect(',');
  const src = parseOperand(cursor, bits === 64 ? 64 : 32);
  cursor.expect(')');
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op: operation(`StoreRelease${bits}`), dst: register, src: src.number, off, range };
}
