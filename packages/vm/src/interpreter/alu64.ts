import type { BinaryAluName } from '@skep/isa';
import type { Handler } from './handler.ts';

const asSigned = (value: bigint): bigint => BigInt.asIntN(64, value);

/**
 * 64-bit arithmetic (RFC 9669, section 4.1). Operations that carry little or nothing from the lower word to the upper
 * one work on words; multiplication and division need a BigInt, unless both numbers are small.
 */
export const ALU64: Record<`${BinaryAluName}64`, Handler> = {
  Add64:
    ({ registers: { u32 } }, { dst, src, next }) =>
    () => {
      const low = u32[dst]! + u32[src]!;
      u32[dst + 1]! += u32[src + 1]! + (low > 0xffff_ffff ? 1 : 0);
      u32[dst] = low;
      return next;
    },
  Sub64:
    ({ registers: { u32 } }, { dst, src, next }) =>
    () => {
      const low = u32[dst]! - u32[src]!;
      u32[dst + 1]! -= u32[src + 1]! + (low < 0 ? 1 : 0);
      u32[dst] = low;
      return next;
    },
  Mul64: ({ registers: { u64 } }, { dst, src, next }) => {
    const [to, by] = [dst >>> 1, src >>> 1];
    return () => {
      u64[to] = BigInt.asUintN(64, u64[to]! * u64[by]!);
      return next;
    };
  },
  /** Division by zero gives 0. */
  Div64:
    ({ registers: { u32, u64 } }, { dst, src, next }) =>
    () => {
      if (u32[dst + 1] === 0 && u32[src + 1] === 0) {
        const divisor = u32[src]!;
        u32[dst] = divisor === 0 ? 0 : u32[dst]! / divisor;
      } else {
        const divisor = u64[src >>> 1]!;
        u64[dst >>> 1] = divisor === 0n ? 0n : u64[dst >>> 1]! / divisor;
      }
      return next;
    },
  /** The smallest number divided by -1 overflows and stays as it is. */
  SDiv64: ({ registers: { u64 } }, { dst, src, next }) => {
    const [to, by] = [dst >>> 1, src >>> 1];
    return () => {
      const divisor = asSigned(u64[by]!);
      u64[to] = divisor === 0n ? 0n : BigInt.asUintN(64, asSigned(u64[to]!) / divisor);
      return next;
    };
  },
  /** The remainder of a division by zero is the dividend. */
  Mod64:
    ({ registers: { u32, u64 } }, { dst, src, next }) =>
    () => {
      if (u32[dst + 1] === 0 && u32[src + 1] === 0) {
        const divisor = u32[src]!;
        if (divisor !== 0) u32[dst]! %= divisor;
      } else {
        const divisor = u64[src >>> 1]!;
        if (divisor !== 0n) u64[dst >>> 1]! %= divisor;
      }
      return next;
    },
  SMod64: ({ registers: { u64 } }, { dst, src, next }) => {
    const [to, by] = [dst >>> 1, src >>> 1];
    return () => {
      const divisor = asSigned(u64[by]!);
      if (divisor !== 0n) u64[to] = BigInt.asUintN(64, asSigned(u64[to]!) % divisor);
      return next;
    };
  },
  Or64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! |= i32[src]!;
      i32[dst + 1]! |= i32[src + 1]!;
      return next;
    },
  And64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! &= i32[src]!;
      i32[dst + 1]! &= i32[src + 1]!;
      return next;
    },
  Xor64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst]! ^= i32[src]!;
      i32[dst + 1]! ^= i32[src + 1]!;
      return next;
    },
  /** Shift amounts are taken modulo 64; JavaScript takes those of words modulo 32. */
  Lsh64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const by = i32[src]! & 63;
      const low = i32[dst]!;
      if (by >= 32) {
        i32[dst + 1] = low << by;
        i32[dst] = 0;
      } else if (by > 0) {
        i32[dst + 1] = (i32[dst + 1]! << by) | (low >>> (32 - by));
        i32[dst] = low << by;
      }
      return next;
    },
  Rsh64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const by = i32[src]! & 63;
      const high = i32[dst + 1]!;
      if (by >= 32) {
        i32[dst] = high >>> by;
        i32[dst + 1] = 0;
      } else if (by > 0) {
        i32[dst] = (i32[dst]! >>> by) | (high << (32 - by));
        i32[dst + 1] = high >>> by;
      }
      return next;
    },
  Arsh64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      const by = i32[src]! & 63;
      const high = i32[dst + 1]!;
      if (by >= 32) {
        i32[dst] = high >> by;
        i32[dst + 1] = high >> 31;
      } else if (by > 0) {
        i32[dst] = (i32[dst]! >>> by) | (high << (32 - by));
        i32[dst + 1] = high >> by;
      }
      return next;
    },
  Mov64:
    ({ registers: { i32 } }, { dst, src, next }) =>
    () => {
      i32[dst] = i32[src]!;
      i32[dst + 1] = i32[src + 1]!;
      return next;
    },
};
