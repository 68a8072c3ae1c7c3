import type { TextRange } from '@skep/base';
import type { Operation } from '@skep/isa';
import type { Expression } from '../expression/expression.ts';

/** Where a jump or a local call goes. */
export type Target =
  | { readonly kind: 'label'; readonly name: string; readonly range: TextRange }
  /** Slots from the instruction behind the jump, as in the encoding. */
  | { readonly kind: 'distance'; readonly distance: Expression; readonly range: TextRange };

/** A map by its name in the source, or by a number. */
export type MapReference =
  | { readonly kind: 'name'; readonly name: string; readonly range: TextRange }
  | { readonly kind: 'number'; readonly number: Expression; readonly range: TextRange };

/** An instruction whose operation is plain from its text; fields that the text does not mention are 0. */
export interface OperationDraft {
  readonly kind: 'operation';
  readonly op: Operation;
  readonly dst: number;
  readonly src: number;
  readonly off?: Expression;
  /** One value, or two 16-bit halves, the upper first. */
  readonly imm?: Expression | readonly [Expression, Expression];
  readonly target?: Target;
  /** The lower and the upper half of a 64-bit load are given apart. */
  readonly nextImm?: Expression;
  readonly range: TextRange;
}

/** `call name`, perhaps with a number: only the whole source tells whether it is a subprogram, a helper or a kfunc. */
export interface NamedCallDraft {
  readonly kind: 'named-call';
  readonly name: string;
  readonly nameRange: TextRange;
  readonly number?: Expression;
  /** `local`: a subprogram, `kfunc`: a kernel function, whatever else has that name. */
  readonly callee: 'any' | 'local' | 'helper' | 'kfunc';
  /** Of a kfunc: which BTF its number is of. */
  readonly index?: Expression;
  readonly range: TextRange;
}

/** A map's address, or that of a byte in its first value. */
export interface MapLoadDraft {
  readonly kind: 'map-load';
  readonly dst: number;
  readonly map: MapReference;
  /** Whether the number is an index into the file descriptors given at load time (pseudo sources 5 and 6). */
  readonly byIndex: boolean;
  readonly valueOffset?: Expression;
  readonly range: TextRange;
}

/** A subprogram's address, for callbacks. */
export interface FunctionLoadDraft {
  readonly kind: 'function-load';
  readonly dst: number;
  readonly target: Target;
  readonly range: TextRange;
}

/** `r1 = name ll`: a map, a subprogram or a constant. */
export interface SymbolLoadDraft {
  readonly kind: 'symbol-load';
  readonly dst: number;
  readonly name: string;
  readonly nameRange: TextRange;
  readonly range: TextRange;
}

export type Draft = OperationDraft | NamedCallDraft | MapLoadDraft | FunctionLoadDraft | SymbolLoadDraft;

/** Slots that the instruction takes. */
export function slotsOf(draft: Draft): number {
  if (draft.kind === 'operation') return draft.op.slots;
  return draft.kind === 'named-call' ? 1 : 2;
}
