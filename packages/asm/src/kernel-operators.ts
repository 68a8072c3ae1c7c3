import type { AtomicFetchName, BinaryAluName, Bits, ConditionName } from '@skep/isa';

/** How the kernel writes arithmetic: `r0 += r1`. */
export const ALU_OPERATORS: Readonly<Record<BinaryAluName, string>> = {
  Add: '+=',
  Sub: '-=',
  Mul: '*=',
  Div: '/=',
  SDiv: 's/=',
  Or: '|=',
  And: '&=',
  Lsh: '<<=',
  Rsh: '>>=',
  Mod: '%=',
  SMod: 's%=',
  Xor: '^=',
  Mov: '=',
  Arsh: 's>>=',
};

/** How the kernel writes comparisons: `if r0 s> 7 goto pc+2`. */
export const CONDITION_OPERATORS: Readonly<Record<ConditionName, string>> = {
  Jeq: '==',
  Jgt: '>',
  Jge: '>=',
  Jset: '&',
  Jne: '!=',
  Jsgt: 's>',
  Jsge: 's>=',
  Jlt: '<',
  Jle: '<=',
  Jslt: 's<',
  Jsle: 's<=',
};

/** Atomic operations that can do without reading: `lock *(u64 *)(r1 +0) += r2`. */
export const ATOMIC_OPERATORS: Readonly<Record<AtomicFetchName, string>> = {
  Add: ALU_OPERATORS.Add,
  Or: ALU_OPERATORS.Or,
  And: ALU_OPERATORS.And,
  Xor: ALU_OPERATORS.Xor,
};

const MEMORY_TYPES: Readonly<Record<string, { readonly bits: Bits; readonly signed: boolean }>> = {
  u8: { bits: 8, signed: false },
  u16: { bits: 16, signed: false },
  u32: { bits: 32, signed: false },
  u64: { bits: 64, signed: false },
  s8: { bits: 8, signed: true },
  s16: { bits: 16, signed: true },
  s32: { bits: 32, signed: true },
};

export interface MemoryType {
  readonly bits: Bits;
  readonly signed: boolean;
}

export const MEMORY_TYPE_NAMES: readonly string[] = Object.keys(MEMORY_TYPES);

export function memoryType(name: string): MemoryType | undefined {
  return Object.hasOwn(MEMORY_TYPES, name) ? MEMORY_TYPES[name] : undefined;
}

/** The keys of a table of operators, by operator. */
export function byOperator<Name extends string>(table: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> {
  return new Map((Object.keys(table) as Name[]).map((name) => [table[name], name]));
}
