import type { ProgramTypeName } from '@skep/abi';
import type { Diagnostic } from '@skep/base';
import type { Syntax } from '@skep/session';

/** What the source editor is given and what it tells. Lines count from 1. */
export interface SourceEditorProps {
  readonly text: string;
  /** Called with the whole text on every change that a person makes; not for changes that come in through `text`. */
  readonly onChange: (text: string) => void;
  readonly syntax: Syntax;
  /** For code that no `.program` announces: which helpers, fields and return codes to offer. */
  readonly programType?: ProgramTypeName | undefined;
  /** Those that point at text are underlined; the others are not the editor's business. */
  readonly diagnostics: readonly Diagnostic[];
  /** Line of the next instruction. It is scrolled into view when it is out of it. */
  readonly currentLine?: number | undefined;
  /** Line of the instruction executed last. */
  readonly lastLine?: number | undefined;
  readonly breakpoints: ReadonlySet<number>;
  readonly onToggleBreakpoint: (line: number) => void;
  /**
   * An edit moved lines that carry breakpoints: the whole new set. When absent the editor leaves breakpoints where
   * they are.
   */
  readonly onMoveBreakpoints?: ((lines: readonly number[]) => void) | undefined;
  /** Where the cursor is asked to stand, for example by a list of problems; echoes of `onCursorLine` do no harm. */
  readonly cursorLine?: number | undefined;
  readonly onCursorLine?: ((line: number) => void) | undefined;
  readonly theme: 'light' | 'dark';
  readonly readOnly?: boolean | undefined;
  /** How often each line was executed; a bar beside the line shows it. */
  readonly visits?: ReadonlyMap<number, number> | undefined;
  /** Line under the pointer in another panel (instruction list, graph); marked lightly. */
  readonly hoveredLine?: number | undefined;
  readonly onHoverLine?: ((line: number | undefined) => void) | undefined;
}
