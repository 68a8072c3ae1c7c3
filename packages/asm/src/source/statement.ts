import type { TextRange } from '@skep/base';
import type { Expression } from '../expression/expression.ts';
import type { ListingColumns } from '../listing/listing-line.ts';
import type { Draft } from '../parse/draft.ts';

/** A name and where it stands. */
export interface Named {
  readonly name: string;
  readonly range: TextRange;
}

export interface LabelStatement {
  readonly kind: 'label';
  readonly label: Named;
}

export interface InstructionStatement {
  readonly kind: 'instruction';
  readonly draft: Draft;
  /** As written, without comments around it. */
  readonly text: string;
  readonly listing?: ListingColumns;
  /** The symbol that llvm-objdump's relocation below the instruction names. */
  readonly relocation?: Named;
  readonly range: TextRange;
}

/** Slots given as numbers. */
export interface RawStatement {
  readonly kind: 'raw';
  readonly words: readonly Expression[];
  readonly range: TextRange;
}

export interface ProgramStatement {
  readonly kind: 'program';
  /** Absent for a section of a listing whose name does not tell. */
  readonly type?: Named;
  readonly name?: Named;
  readonly attach?: Named;
  readonly range: TextRange;
}

export interface LicenseStatement {
  readonly kind: 'license';
  readonly license: Named;
}

export interface ConstantStatement {
  readonly kind: 'constant';
  readonly constant: Named;
  readonly value: Expression;
}

export interface FunctionStatement {
  readonly kind: 'function';
  readonly function: Named;
}

/** The size of a key or value: a format, perhaps several times (`u32[4]`), or a number of bytes. */
export interface SizeOption {
  readonly format?: Named;
  readonly count?: Expression;
  readonly range: TextRange;
}

/** A key or value as written in the braces of a map. */
export type Literal =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly range: TextRange }
  /** A quoted text or an address; what it means depends on the format. */
  | { readonly kind: 'text'; readonly text: string; readonly range: TextRange }
  | { readonly kind: 'list'; readonly items: readonly Literal[]; readonly range: TextRange };

export interface LiteralEntry {
  readonly key: Literal;
  readonly value: Literal;
}

export interface MapStatement {
  readonly kind: 'map';
  readonly map: Named;
  readonly type: Named;
  readonly key?: SizeOption;
  readonly value?: SizeOption;
  readonly entries?: Expression;
  readonly flags?: Expression;
  readonly initial: readonly LiteralEntry[];
  readonly range: TextRange;
}

export type Directive =
  | ProgramStatement
  | LicenseStatement
  | ConstantStatement
  | FunctionStatement
  | MapStatement
  | RawStatement;

export type Statement = LabelStatement | InstructionStatement | Directive;
