import type { ProgramTypeName } from '@skep/abi';

/** How the text of a source is written. `auto` decides by looking at it. */
export type Syntax = 'kernel' | 'mnemonic' | 'auto';

export interface Source {
  readonly text: string;
  readonly syntax: Syntax;
  /** Used when the text does not say (`.program`). */
  readonly programType: ProgramTypeName;
}
