import type { ConditionName, OperationName } from '@skep/isa';
import type { Handler } from './handler.ts';

/** Comparisons of the lower words (RFC 9669, section 4.3). */
export const JUMP32: Record<`${ConditionName}32`, Handler> = {
  Jeq32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! === i32[src]! ? target : next,
  Jne32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! !== i32[src]! ? target : next,
  Jset32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! & i32[src]! ? target : next,
  Jgt32:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () =>
      u32[dst]! > u32[src]! ? target : next,
  Jge32:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () =>
      u32[dst]! >= u32[src]! ? target : next,
  Jlt32:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () =>
      u32[dst]! < u32[src]! ? target : next,
  Jle32:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () =>
      u32[dst]! <= u32[src]! ? target : next,
  Jsgt32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! > i32[src]! ? target : next,
  Jsge32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! >= i32[src]! ? target : next,
  Jslt32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! < i32[src]! ? target : next,
  Jsle32:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! <= i32[src]! ? target : next,
};

/** 64-bit comparisons: the upper words decide, and where they are equal the lower ones, unsigned. */
export const JUMP64: Record<`${ConditionName}64`, Handler> = {
  Jeq64:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! === i32[src]! && i32[dst + 1]! === i32[src + 1]! ? target : next,
  Jne64:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      i32[dst]! !== i32[src]! || i32[dst + 1]! !== i32[src + 1]! ? target : next,
  Jset64:
    ({ registers: { i32 } }, { dst, src, target, next }) =>
    () =>
      (i32[dst]! & i32[src]!) | (i32[dst + 1]! & i32[src + 1]!) ? target : next,
  Jgt64:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () => {
      const a = u32[dst + 1]!;
      const b = u32[src + 1]!;
      return (a === b ? u32[dst]! > u32[src]! : a > b) ? target : next;
    },
  Jge64:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () => {
      const a = u32[dst + 1]!;
      const b = u32[src + 1]!;
      return (a === b ? u32[dst]! >= u32[src]! : a > b) ? target : next;
    },
  Jlt64:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () => {
      const a = u32[dst + 1]!;
      const b = u32[src + 1]!;
      return (a === b ? u32[dst]! < u32[src]! : a < b) ? target : next;
    },
  Jle64:
    ({ registers: { u32 } }, { dst, src, target, next }) =>
    () => {
      const a = u32[dst + 1]!;
      const b = u32[src + 1]!;
      return (a === b ? u32[dst]! <= u32[src]! : a < b) ? target : next;
    },
  Jsgt64:
    ({ registers: { u32, i32 } }, { dst, src, target, next }) =>
    () => {
      const a = i32[dst + 1]!;
      const b = i32[src + 1]!;
      return (a === b ? u32[dst]! > u32[src]! : a > b) ? target : next;
    },
  Jsge64:
    ({ registers: { u32, i32 } }, { dst, src, target, next }) =>
    () => {
      const a = i32[dst + 1]!;
      const b = i32[src + 1]!;
      return (a === b ? u32[dst]! >= u32[src]! : a > b) ? target : next;
    },
  Jslt64:
    ({ registers: { u32, i32 } }, { dst, src, target, next }) =>
    () => {
      const a = i32[dst + 1]!;
      const b = i32[src + 1]!;
      return (a === b ? u32[dst]! < u32[src]! : a < b) ? target : next;
    },
  Jsle64:
    ({ registers: { u32, i32 } }, { dst, src, target, next }) =>
    () => {
      const a = i32[dst + 1]!;
      const b = i32[src + 1]!;
      return (a === b ? u32[dst]! <= u32[src]! : a < b) ? target : next;
    },
};

export const UNCONDITIONAL: Record<Extract<OperationName, 'Ja' | 'Ja32' | 'MayGoto'>, Handler> = {
  Ja:
    (_core, { target }) =>
    () =>
      target,
  Ja32:
    (_core, { target }) =>
    () =>
      target,
  /** Falls through until the function's count is used up, then jumps. */
  MayGoto:
    ({ frames }, { target, next }) =>
    () => {
      const activation = frames.innermost;
      if (activation.mayGotoLeft === 0) return target;
      activation.mayGotoLeft--;
      return next;
    },
};
