import type { OperationName } from '@skep/isa';
import type { Handler } from './handler.ts';

type UnaryName = Extract<
  OperationName,
  `Neg${string}` | `MovSX${string}` | `To${'Le' | 'Be'}${string}` | `Bswap${string}`
>;

const swap16 = (value: number): number => ((value & 0xff) << 8) | ((value >>> 8) & 0xff);
const swap32 = (value: number): number => (swap16(value) << 16) | swap16(value >>> 16);

/** The machine is little endian, so "to big endian" always swaps. */
const reverse16: Handler =
  ({ registers: { i32 } }, { dst, next }) =>
  () => {
    i32[dst] = swap16(i32[dst]!);
    i32[dst + 1] = 0;
    return next;
  };
const reverse32: Handler =
  ({ registers: { i32 } }, { dst, next }) =>
  () => {
    i32[dst] = swap32(i32[dst]!);
    i32[dst + 1] = 0;
    return next;
  };
const reverse64: Handler =
  ({ registers: { i32 } }, { dst, next }) =>
  () => {
    const low = i32[dst]!;
    i32[dst] = swap32(i32[dst + 1]!);
    i32[dst + 1] = swap32(low);
    return next;
  };

/** Negation, sign-extending moves and byte order (RFC 9669, sections 4.1 and 4.2). */
export const UNARY: Record<UnaryName, Handler> = {
  Neg32:
    ({ registers: { i32 } }, { dst, next }) =>
    () => {
      i32[dst] = -i32[dst]!;
      i32[dst + 1] = 0;
      return next;
    },
  Neg64:
    ({ registers: { i32 } }, { dst, next }) =>
    () => {
      const low = i32[dst]!;
      i32[dst] = -low;
      i32[dst + 1] = -i32[dst + 1]! - (low === 0 ? 0 : 1);
      return next;
    },
  MovSX8To32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst] = (i32[src]! << 24) >> 24;
      i32[dst + 1] = 0;
      return next;
    },
  MovSX16To32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst] = (i32[src]! << 16) >> 16;
      i32[dst + 1] = 0;
      return next;
    },
  MovSX8To64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const value = (i32[src]! << 24) >> 24;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    },
  MovSX16To64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const value = (i32[src]! << 16) >> 16;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    },
  MovSX32To64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const value = i32[src]!;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    },
  ToLe16:
    ({ registers: { i32 } }, { dst, next }) =>
    () => {
      i32[dst]! &= 0xffff;
      i32[dst + 1] = 0;
      return next;
    },
  ToLe32:
    ({ registers: { i32 } }, { dst, next }) =>
    () => {
      i32[dst + 1] = 0;
      return next;
    },
  ToLe64:
    (_core, { next }) =>
    () =>
      next,
  ToBe16: reverse16,
  ToBe32: reverse32,
  ToBe64: reverse64,
  Bswap16: reverse16,
  Bswap32: reverse32,
  Bswap64: reverse64,
};
