import type { LanguageOptions } from '@skep/asm';
import type { Diagnostic } from '@skep/base';
import { showDiagnostics } from './diagnostics.ts';
import { isLong, setLanguageOptions } from './language/document.ts';
import { LANGUAGE_ID, registerLanguage } from './language/register.ts';
import { leaveByTab } from './leave-by-tab.ts';
import { BreakpointGutter, MarkLayer, type Marks } from './marks.ts';
import { monaco } from './monaco.ts';
import { openSuggestionDetails } from './suggestion-details.ts';
import { EchoFilter, splice, withLineFeeds } from './text-sync.ts';

export interface SourceViewEvents {
  readonly changed: (text: string) => void;
  readonly breakpointToggled: (line: number) => void;
  readonly cursorMoved: (line: number) => void;
  readonly lineHovered: (line: number | undefined) => void;
  /** Whether the next Tab leaves the editor. */
  readonly tabLeaves: (leaves: boolean) => void;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  glyphMargin: true,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  folding: false,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  renderLineHighlight: 'line',
  renderLineHighlightOnlyWhenFocus: true,
  renderWhitespace: 'none',
  selectOnLineNumbers: false,
  stickyScroll: { enabled: false },
  guides: { indentation: false },
  renderFinalNewline: 'on',
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  padding: { top: 8, bottom: 8 },
  tabSize: 8,
  insertSpaces: true,
  detectIndentation: false,
  wordBasedSuggestions: 'off',
  suggest: { showIcons: true, showStatusBar: false, preview: false, snippetsPreventQuickSuggestions: false },
  suggestSelection: 'first',
  acceptSuggestionOnEnter: 'smart',
  links: false,
  colorDecorators: false,
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true, nonBasicASCII: false },
  lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.OnCode },
  accessibilitySupport: 'auto',
  cursorBlinking: 'solid',
  contextmenu: true,
};

/** Text, undo stack and scroll position outlive the component, so that a closed and opened panel is as it was left. */
let kept: { readonly model: monaco.editor.ITextModel; state: monaco.editor.ICodeEditorViewState | null } | undefined;

/** Starts what every editor needs; cheap from the second time on. */
export function prepare(): NonNullable<typeof kept> {
  if (kept === undefined) {
    registerLanguage();
    openSuggestionDetails();
    const model = monaco.editor.createModel('', LANGUAGE_ID, monaco.Uri.parse('skep:/source'));
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    kept = { model, state: null };
  }
  return kept;
}

/** A person who is typing is not carried away by a step that a compilation caused. Milliseconds. */
const TYPING = 1500;

/** The editor without React: it is told what to show and tells what the person did. */
export class SourceView {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly #kept = prepare();
  readonly #events: SourceViewEvents;
  readonly #echoes = new EchoFilter<string>();
  readonly #cursorEchoes = new EchoFilter<number>();
  readonly #marks: MarkLayer;
  readonly #gutter: BreakpointGutter;
  readonly #subscriptions: monaco.IDisposable[];
  #applying = false;
  #suggests = true;
  #lastTyped = Number.NEGATIVE_INFINITY;
  #currentLine: number | undefined;
  #cursorLine: number | undefined;
  #hovered: number | undefined;

  constructor(host: HTMLElement, text: string, ariaLabel: string, events: SourceViewEvents) {
    this.#events = events;
    this.#apply(text);
    const { model, state } = this.#kept;
    const { fontFamily, fontSize, lineHeight } = getComputedStyle(host);
    this.editor = monaco.editor.create(host, {
      ...OPTIONS,
      model,
      ariaLabel,
      fontFamily,
      fontSize: Number.parseFloat(fontSize),
      lineHeight: Number.parseFloat(lineHeight) || 20,
    });
    this.editor.restoreViewState(state);
    this.#marks = new MarkLayer(this.editor);
    this.#gutter = new BreakpointGutter(this.editor, events.breakpointToggled);
    this.#subscriptions = [
      this.editor.onDidChangeModelContent(() => this.#changed()),
      this.editor.onDidChangeCursorPosition(({ position }) => this.#cursorMoved(position.lineNumber)),
      this.editor.onMouseMove(({ target }) => this.#hover(target.position?.lineNumber)),
      this.editor.onMouseLeave(() => this.#hover(undefined)),
      leaveByTab(this.editor, events.tabLeaves),
    ];
  }

  /** Puts a text from outside in, as one edit that can be undone; echoes of the person's own typing are left out. */
  setText(text: string): void {
    if (this.#echoes.isEcho(text)) return;
    this.#echoes.forget();
    this.#apply(text);
    this.#gutter.restore();
    this.#marks.restore();
  }

  setLanguage(options: LanguageOptions): void {
    setLanguageOptions(this.#kept.model, options);
  }

  /** Takes the cursor to a line, for somebody who asked for it elsewhere; its own movements come back and are left out. */
  setCursorLine(line: number): void {
    if (this.#cursorEchoes.isEcho(line)) return;
    this.#cursorEchoes.forget();
    if (this.editor.getPosition()?.lineNumber === line) return;
    this.editor.setPosition({ lineNumber: line, column: this.#kept.model.getLineFirstNonWhitespaceColumn(line) || 1 });
    this.reveal(line);
    this.editor.focus();
  }

  /** A new list comes with every compilation, so this is also the moment to correct marks that edits have moved. */
  setDiagnostics(diagnostics: readonly Diagnostic[]): void {
    showDiagnostics(this.#kept.model, diagnostics);
    this.#marks.restore();
  }

  setMarks(marks: Marks): void {
    this.#marks.show(marks);
    const { currentLine } = marks;
    if (currentLine === this.#currentLine) return;
    this.#currentLine = currentLine;
    const typing = this.editor.hasTextFocus() && performance.now() - this.#lastTyped < TYPING;
    if (currentLine !== undefined && !typing) this.reveal(currentLine);
  }

  setBreakpoints(lines: ReadonlySet<number>, onMove: ((lines: readonly number[]) => void) | undefined): void {
    this.#gutter.show(lines, onMove);
  }

  setReadOnly(readOnly: boolean): void {
    this.editor.updateOptions({ readOnly, domReadOnly: readOnly });
  }

  /** Scrolls only when the line is out of sight. */
  reveal(line: number): void {
    this.editor.revealLineInCenterIfOutsideViewport(line, monaco.editor.ScrollType.Immediate);
  }

  dispose(): void {
    this.#kept.state = this.editor.saveViewState();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#gutter.dispose();
    this.editor.dispose();
  }

  #apply(text: string): void {
    const { model } = this.#kept;
    const now = model.getValue();
    const wanted = withLineFeeds(text);
    if (now === wanted) return;
    if (now === '' && !model.canUndo()) {
      this.#quietly(() => model.setValue(wanted));
      return;
    }
    const change = splice(now, wanted);
    const from = model.getPositionAt(change.start);
    const to = model.getPositionAt(change.end);
    this.#quietly(() => {
      model.pushStackElement();
      model.pushEditOperations(null, [{ range: monaco.Range.fromPositions(from, to), text: change.text }], () => null);
      model.pushStackElement();
    });
    const isOther = change.end - change.start > now.length / 2 && change.text.length > wanted.length / 2;
    if (isOther) this.#toTop();
  }

  /** Edits that the owner of the text asked for are not told to it. */
  #quietly(edit: () => void): void {
    this.#applying = true;
    edit();
    this.#applying = false;
  }

  #toTop(): void {
    this.#kept.state = null;
    // Absent only while the constructor runs.
    const editor: monaco.editor.IStandaloneCodeEditor | undefined = this.editor;
    editor?.setPosition({ lineNumber: 1, column: 1 });
    editor?.setScrollPosition({ scrollTop: 0, scrollLeft: 0 });
  }

  #changed(): void {
    if (this.#applying) return;
    this.#suggestWhileTyping(!isLong(this.#kept.model));
    this.#lastTyped = performance.now();
    const text = this.#kept.model.getValue();
    this.#echoes.tell(text);
    this.#gutter.followEdit();
    this.#events.changed(text);
  }

  #suggestWhileTyping(on: boolean): void {
    if (on === this.#suggests) return;
    this.#suggests = on;
    this.editor.updateOptions({ quickSuggestions: on && { other: true, comments: false, strings: false } });
  }

  #cursorMoved(line: number): void {
    if (line === this.#cursorLine) return;
    this.#cursorLine = line;
    this.#cursorEchoes.tell(line);
    this.#events.cursorMoved(line);
  }

  #hover(line: number | undefined): void {
    if (line === this.#hovered) return;
    this.#hovered = line;
    this.#events.lineHovered(line);
  }
}
