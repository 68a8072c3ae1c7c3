/** A half-open range in a text: lines and columns count from 1, columns in UTF-16 code units, as in Monaco. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a diagnostic points: into a text, at an instruction slot, or at bytes of a file. */
export type Position =
  | { readonly kind: 'text'; readonly range: TextRange }
  | { readonly kind: 'slot'; readonly pc: number }
  | { readonly kind: 'byte'; readonly offset: number; readonly length: number };

export type Severity = 'error' | 'warning' | 'hint';

/** Another place that explains a diagnostic, for example the first definition of a label defined twice. */
export interface RelatedPosition {
  readonly position: Position;
  readonly message: string;
}

/**
 * Something wrong with an input, as data.
 *
 * `code` is stable across releases and kebab-cased (`asm/unknown-label`); tools match on it. `message` is one
 * sentence for a newcomer: what is wrong and what would be right.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly position?: Position;
  readonly related?: readonly RelatedPosition[];
  /** A text that could stand in the place of the one complained about, when there is a near miss. */
  readonly suggestion?: string;
}
