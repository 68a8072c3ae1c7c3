import type { AtomicFetchName, BinaryAluName, ConditionName } from './names.ts';

export type Bits = 8 | 16 | 32 | 64;

/** RFC 9669 section 2.4: the sets of instructions that an implementation can claim; `linux` is outside the RFC. */
export type ConformanceGroup =
  | 'base32'
  | 'base64'
  | 'divmul32'
  | 'divmul64'
  | 'atomic32'
  | 'atomic64'
  | 'packet'
  | 'linux';

/** The oldest `clang -mcpu=v…` that emits the operation. */
export type IsaVersion = 1 | 2 | 3 | 4;

/**
 * What an operation does, so far as its reader must tell forms apart. Formatter, interpreter, JIT and verifier
 * switch on `kind` and then read the members they need.
 */
export type OperationForm =
  /** `dst = dst <code> src|imm` */
  | { readonly kind: 'alu'; readonly code: BinaryAluName; readonly bits: 32 | 64; readonly source: 'imm' | 'reg' }
  | { readonly kind: 'neg'; readonly bits: 32 | 64 }
  /** `dst = sign-extend(low <from> bits of src)` */
  | { readonly kind: 'movsx'; readonly bits: 32 | 64; readonly from: 8 | 16 | 32 }
  /** `le`: to little endian, `be`: to big endian, `swap`: unconditionally; truncates to `bits`. */
  | { readonly kind: 'endian'; readonly order: 'le' | 'be' | 'swap'; readonly bits: 16 | 32 | 64 }
  | { readonly kind: 'addr-space-cast' }
  | { readonly kind: 'mov-percpu' }
  /** `wide` jumps take their distance from `imm` instead of `off`. */
  | { readonly kind: 'ja'; readonly wide: boolean }
  | { readonly kind: 'may-goto' }
  | { readonly kind: 'jump'; readonly code: ConditionName; readonly bits: 32 | 64; readonly source: 'imm' | 'reg' }
  | { readonly kind: 'call'; readonly callee: 'helper' | 'local' | 'kfunc' | 'register' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'load-imm64'; readonly pseudo: PseudoKind }
  | { readonly kind: 'load-packet'; readonly bits: 8 | 16 | 32; readonly indirect: boolean }
  | { readonly kind: 'load'; readonly bits: Bits; readonly signed: boolean }
  | { readonly kind: 'store'; readonly bits: Bits; readonly source: 'imm' | 'reg' }
  | {
      readonly kind: 'atomic';
      readonly code: AtomicFetchName | 'Xchg' | 'Cmpxchg';
      readonly bits: 32 | 64;
      readonly fetch: boolean;
    }
  | { readonly kind: 'load-acquire'; readonly bits: Bits }
  | { readonly kind: 'store-release'; readonly bits: Bits };

export type PseudoKind = 'imm' | 'map-fd' | 'map-value' | 'btf-id' | 'func' | 'map-idx' | 'map-idx-value';

/** What a field of the encoding means to an operation. A `zero` field is reserved. */
export interface FieldUse {
  readonly dst: 'write' | 'read' | 'read-write' | 'zero';
  readonly src: 'read' | 'read-write' | 'select' | 'zero';
  readonly off: 'jump' | 'memory' | 'select' | 'index' | 'zero';
  readonly imm: 'value' | 'jump' | 'packet-offset' | 'id' | 'select' | 'zero';
}

/** Field values that select an operation among those that share its opcode byte. */
export interface Selector {
  readonly src?: number;
  readonly off?: number;
  readonly imm?: number;
}

/** One row of the table: one operation with one kind of operand. */
export interface OperationRow {
  readonly name: string;
  readonly opcode: number;
  readonly select: Selector;
  readonly fields: FieldUse;
  readonly form: OperationForm;
  /** 8-byte slots that one instruction takes: 2 for a 64-bit immediate load, else 1. */
  readonly slots: 1 | 2;
  /** The mnemonic syntax's name, without operands. */
  readonly mnemonic: string;
  readonly group: ConformanceGroup;
  readonly version: IsaVersion;
  /** The Linux release whose verifier first accepted it. */
  readonly since: string;
}
