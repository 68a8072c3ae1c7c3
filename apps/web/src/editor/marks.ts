import { monaco } from './monaco.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;
type Decoration = monaco.editor.IModelDeltaDecoration;
type DecorationOptions = monaco.editor.IModelDecorationOptions;

/** What the debugger has to show on the lines of the source. Lines count from 1. */
export interface Marks {
  readonly currentLine?: number | undefined;
  readonly lastLine?: number | undefined;
  readonly hoveredLine?: number | undefined;
  readonly visits?: ReadonlyMap<number, number> | undefined;
}

const CURRENT: DecorationOptions = {
  isWholeLine: true,
  className: 'skep-line-current',
  // Not in the glyph margin: it shows one thing at a time, and that is the breakpoint.
  marginClassName: 'skep-margin-current',
  lineNumberClassName: 'skep-number-current',
  lineNumberHoverMessage: { value: 'The next instruction comes from this line.' },
  zIndex: 2,
};

const LAST: DecorationOptions = { isWholeLine: true, className: 'skep-line-last', zIndex: 1 };

const HOVERED: DecorationOptions = { isWholeLine: true, className: 'skep-line-hovered', zIndex: 3 };

const BREAKPOINT: DecorationOptions = {
  glyphMarginClassName: 'skep-glyph-breakpoint',
  glyphMarginHoverMessage: { value: 'Breakpoint: the run stops before this line. Click or press F9 to remove it.' },
  lineNumberClassName: 'skep-number-breakpoint',
  stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
};

const INVITATION: DecorationOptions = { glyphMarginClassName: 'skep-glyph-invitation' };

const wholeLine = (line: number, options: DecorationOptions): Decoration => ({
  range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
  options,
});

/** Steps of the bar beside a line: the more often it was executed, the stronger. */
const HEATS = 4;

const countFormat = new Intl.NumberFormat('en');

function visitsMark(line: number, count: number, most: number): Decoration {
  const heat = most <= 1 ? HEATS : 1 + Math.round((Math.log(count) / Math.log(most)) * (HEATS - 1));
  return wholeLine(line, {
    linesDecorationsClassName: `skep-heat skep-heat-${heat}`,
    linesDecorationsTooltip: count === 1 ? 'Executed once' : `Executed ${countFormat.format(count)} times`,
  });
}

/** Draws current line, executed line, hovered line and how often each was executed. */
export class MarkLayer {
  readonly #lines: monaco.editor.IEditorDecorationsCollection;
  readonly #visits: monaco.editor.IEditorDecorationsCollection;
  #shown: Marks = {};

  constructor(editor: Editor) {
    this.#lines = editor.createDecorationsCollection();
    this.#visits = editor.createDecorationsCollection();
  }

  show(marks: Marks): void {
    const before = this.#shown;
    this.#shown = marks;
    this.#showLines(marks);
    if (before.visits !== marks.visits) this.#showVisits(marks.visits);
  }

  /** Puts everything back where the marks say, after edits carried it along. */
  restore(): void {
    this.#showLines(this.#shown);
    this.#showVisits(this.#shown.visits);
  }

  #showLines({ currentLine, lastLine, hoveredLine }: Marks): void {
    const decorations: Decoration[] = [];
    if (lastLine !== undefined && lastLine !== currentLine) decorations.push(wholeLine(lastLine, LAST));
    if (currentLine !== undefined) decorations.push(wholeLine(currentLine, CURRENT));
    if (hoveredLine !== undefined) decorations.push(wholeLine(hoveredLine, HOVERED));
    this.#lines.set(decorations);
  }

  #showVisits(visits: ReadonlyMap<number, number> | undefined): void {
    const counted = [...(visits ?? [])].filter(([, count]) => count > 0);
    const most = counted.reduce((max, [, count]) => Math.max(max, count), 0);
    this.#visits.set(counted.map(([line, count]) => visitsMark(line, count, most)));
  }
}

const sameLines = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);

/** The gutter: dots at breakpoints, a faint one under the pointer; clicks, F9 and edits are told. */
export class BreakpointGutter {
  readonly #dots: monaco.editor.IEditorDecorationsCollection;
  readonly #invitation: monaco.editor.IEditorDecorationsCollection;
  readonly #subscriptions: monaco.IDisposable[];
  #lines: readonly number[] = [];
  #onMove: ((lines: readonly number[]) => void) | undefined;

  constructor(editor: Editor, onToggle: (line: number) => void) {
    this.#dots = editor.createDecorationsCollection();
    this.#invitation = editor.createDecorationsCollection();
    this.#subscriptions = [
      editor.onMouseDown(({ target, event }) => {
        const line = gutterLine(target);
        if (line === undefined || !event.leftButton) return;
        event.preventDefault();
        onToggle(line);
      }),
      editor.onMouseMove(({ target }) => this.#invite(gutterLine(target))),
      editor.onMouseLeave(() => this.#invite(undefined)),
      editor.addAction({
        id: 'skep.toggleBreakpoint',
        label: 'Toggle breakpoint',
        keybindings: [monaco.KeyCode.F9],
        contextMenuGroupId: 'navigation',
        run: () => onToggle(editor.getPosition()?.lineNumber ?? 1),
      }),
    ];
  }

  show(lines: ReadonlySet<number>, onMove: ((lines: readonly number[]) => void) | undefined): void {
    this.#onMove = onMove;
    const sorted = [...lines].sort((a, b) => a - b);
    if (sameLines(sorted, this.#lines)) return;
    this.#lines = sorted;
    this.restore();
    this.#invitation.clear();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #invite(line: number | undefined): void {
    if (line === undefined || this.#lines.includes(line)) {
      if (this.#invitation.length > 0) this.#invitation.clear();
    } else if (this.#invitation.getRange(0)?.startLineNumber !== line) {
      this.#invitation.set([wholeLine(line, INVITATION)]);
    }
  }

  /** The person edited: dots move with their lines, and the owner learns where they are now. */
  followEdit(): void {
    if (this.#lines.length === 0) return;
    if (this.#onMove === undefined) {
      this.restore();
      return;
    }
    const moved = [...new Set(this.#dots.getRanges().map((range) => range.startLineNumber))].sort((a, b) => a - b);
    if (sameLines(moved, this.#lines)) return;
    this.#lines = moved;
    this.#onMove(moved);
  }

  /** Another text came in: dots stand where the owner says, whatever Monaco made of them. */
  restore(): void {
    this.#dots.set(this.#lines.map((line) => wholeLine(line, BREAKPOINT)));
  }
}

/** The line whose gutter (dot column or line number) the pointer is in. */
function gutterLine(target: monaco.editor.IMouseTarget): number | undefined {
  const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType;
  const inGutter = target.type === GUTTER_GLYPH_MARGIN || target.type === GUTTER_LINE_NUMBERS;
  return inGutter ? target.position.lineNumber : undefined;
}
