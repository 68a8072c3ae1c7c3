import type { BinaryAluName } from '@skep/isa';
import type { Handler } from './handler.ts';

/** 32-bit arithmetic (RFC 9669, section 4.1): works on the lower words and clears the upper one of the result. */
export const ALU32: Record<`${BinaryAluName}32`, Handler> = {
  Add32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! += i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Sub32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! -= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Mul32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst] = Math.imul(i32[dst]!, i32[src]!);
      i32[dst + 1] = 0;
      return next;
    },
  /** Division by zero gives 0. */
  Div32:
    ({ registers: { u32 } }, { dst, src, next }) =>
    () => {
      const divisor = u32[src]!;
      u32[dst] = divisor === 0 ? 0 : u32[dst]! / divisor;
      u32[dst + 1] = 0;
      return next;
    },
  /** The smallest number divided by -1 overflows and stays as it is. */
  SDiv32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const divisor = i32[src]!;
      i32[dst] = divisor === 0 ? 0 : i32[dst]! / divisor;
      i32[dst + 1] = 0;
      return next;
    },
  /** The remainder of a division by zero is the dividend. */
  Mod32:
    ({ registers: { u32 } }, { dst, src, next }) =>
    () => {
      const divisor = u32[src]!;
      if (divisor !== 0) u32[dst]! %= divisor;
      u32[dst + 1] = 0;
      return next;
    },
  SMod32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const divisor = i32[src]!;
      if (divisor !== 0) i32[dst]! %= divisor;
      i32[dst + 1] = 0;
      return next;
    },
  Or32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! |= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  And32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! &= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Xor32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! ^= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  /** Shift amounts are taken modulo 32, as JavaScript's are. */
  Lsh32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! <<= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Rsh32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! >>>= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Arsh32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! >>= i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
  Mov32:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst] = i32[src]!;
      i32[dst + 1] = 0;
      return next;
    },
};
