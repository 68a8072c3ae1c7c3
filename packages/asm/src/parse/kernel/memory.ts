import { nearest, type TextRange } from '@skep/base';
import { type Bits, operation } from '@skep/isa';
import type { Expression } from '../../expression/expression.ts';
import { MEMORY_TYPE_NAMES, type MemoryType, memoryType } from '../../kernel-operators.ts';
import type { Cursor } from '../../text/cursor.ts';
import { quote } from '../../text/problems.ts';
import { type Register, rangeOf, spanOf } from '../../text/token.ts';
import type { OperationDraft } from '../draft.ts';
import {
  type Address,
  failWidth,
  isRegister,
  parseAddress,
  parseOffset,
  parseRegister,
  parseSource,
} from '../operands.ts';

/** `(u32 *)` */
function parseMemoryType(cursor: Cursor): MemoryType {
  cursor.expect('(');
  const token = cursor.peek();
  const type = memoryType(token.text.toLowerCase());
  if (type === undefined) {
    const suggestion = token.kind === 'word' ? nearest(token.text, MEMORY_TYPE_NAMES) : undefined;
    const found = token.kind === 'end' ? 'the line ends here' : `found ${quote(token.text)}`;
    const message = `Expected the size of a memory access (u8, u16, u32, u64, s8, s16, s32), but ${found}.`;
    cursor.fail('bad-size', rangeOf(token), message, suggestion);
  }
  cursor.next();
  cursor.expect('*');
  cursor.expect(')');
  return type ?? { bits: 64, signed: false };
}

/** `(u32 *)`, with the sign that the place demands. */
export function parseUnsignedType(cursor: Cursor, what: string): Bits {
  const range = rangeOf(cursor.peek(1));
  const type = parseMemoryType(cursor);
  if (type.signed) {
    const suggestion = `u${type.bits}`;
    const message = `${what} has no sign: write \`${suggestion}\`.`;
    cursor.fail('bad-size', range, message, suggestion);
  }
  return type.bits;
}

/** `(r1 +4)` */
export function parseParenthesizedAddress(cursor: Cursor): Address {
  cursor.expect('(');
  const address = parseAddress(cursor);
  cursor.expect(')');
  return address;
}

/** `skb[14]`, `skb[r1 + 2]`: a load from the packet, for the classic kinds of filters. */
function parsePacketLoad(cursor: Cursor, dst: Register, bits: Bits, start: TextRange): OperationDraft {
  if (dst.number !== 0) {
    cursor.fail('packet-load-register', start, 'A load from `skb[…]` always writes r0.', 'r0');
  }
  if (bits === 64) {
    const range = rangeOf(cursor.previous);
    cursor.fail('bad-size', range, 'A load from `skb[…]` reads u8, u16 or u32; there is none for 64 bits.', 'u32');
  }
  const width = bits === 64 ? 32 : bits;
  cursor.expect('[');
  const indirect = cursor.peek().kind === 'register';
  const src = indirect ? parseRegister(cursor, 64).number : 0;
  const source = indirect ? undefined : parseSource(cursor);
  const imm: Expression = source === undefined || isRegister(source) ? parseOffset(cursor) : source;
  cursor.expect(']');
  const op = operation(`Load${indirect ? 'Ind' : 'Abs'}${width}`);
  return { kind: 'operation', op, dst: 0, src, imm, range: spanOf(start, rangeOf(cursor.previous)) };
}

/** What follows `r1 = *`. LLVM writes 32-bit and narrower loads with `w` too; the instruction is the same. */
export function parseLoad(cursor: Cursor, dst: Register, start: TextRange): OperationDraft {
  const type = parseMemoryType(cursor);
  if (cursor.accept('skb')) return parsePacketLoad(cursor, dst, type.bits, start);
  if (dst.bits === 32 && (type.signed || type.bits === 64)) failWidth(cursor, start, dst, 64);
  const { register, off } = parseParenthesizedAddress(cursor);
  const op = type.signed && type.bits !== 64 ? operation(`LoadSX${type.bits}`) : operation(`Load${type.bits}`);
  const range = spanOf(start, rangeOf(cursor.previous));
  return { kind: 'operation', op, dst: dst.number, src: register, off, range };
}

/** What follows the `*` of `*(u64 *)(r10 -8) = r1`. */
export function parseStore(cursor: Cursor, start: TextRange): OperationDraft {
  const bits = parseUnsignedType(cursor, 'A store');
  const { register, off } = parseParenthesizedAddress(cursor);
  cursor.expect('=');
  const sourceRange = rangeOf(cursor.peek());
  const source = parseSource(cursor);
  const range = spanOf(start, rangeOf(cursor.previous));
  const shared = { kind: 'operation', dst: register, off, range } as const;
  if (!isRegister(source)) return { ...shared, op: operation(`Store${bits}Imm`), src: 0, imm: source };
  if (source.bits === 32 && bits === 64) failWidth(cursor, sourceRange, source, 64);
  return { ...shared, op: operation(`Store${bits}Reg`), src: source.number };
}
