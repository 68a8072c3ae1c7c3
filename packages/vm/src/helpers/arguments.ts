import type { HelperCall, HelperOutcome } from './helper.ts';

export function u32(register: bigint): number {
  return Number(register & 0xffff_ffffn);
}

export function s32(register: bigint): number {
  return Number(register & 0xffff_ffffn) | 0;
}

/** A signed result, such as a negative errno, as r0 holds it. */
export function result(value: number): bigint {
  return BigInt.asUintN(64, BigInt(value));
}

/** Flags that do not fit in 32 bits are unknown to everyone, and so are those of 0xffffffff. */
export function flags32(register: bigint): number {
  return register > 0xffff_ffffn ? 0xffff_ffff : Number(register);
}

/** Helpers that take the context take only the one that the program was given: undefined when it is that. */
export function wrongContext(call: HelperCall, register: bigint): HelperOutcome | undefined {
  if (register === BigInt(call.context) && call.context !== 0) return undefined;
  const given = `0x${register.toString(16)}`;
  const right = call.context === 0 ? 'but this run has none' : `which is at 0x${call.context.toString(16)}`;
  return call.fault(
    'vm/bad-helper-argument',
    `The helper called by instruction ${call.pc} takes the program's context in r1, ${right}, not ${given}.`,
  );
}
