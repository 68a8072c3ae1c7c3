import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { loadSourceView } from './load.ts';
import type { SourceEditorProps } from './props.ts';
import './source-editor.css';
import type { SourceView as View } from './source-view.ts';

const { SourceView, followTheme } = await loadSourceView();

const LABEL =
  'Source of the program in eBPF assembly. Press Escape and then Tab to leave the editor, F9 for a breakpoint, F1 for all commands.';

/** What a screen reader says when breakpoints come or go. */
function breakpointNews(before: ReadonlySet<number>, after: ReadonlySet<number>): string {
  const set = [...after].filter((line) => !before.has(line));
  const removed = [...before].filter((line) => !after.has(line));
  // Many at once: a text was loaded, or lines have moved.
  if (set.length + removed.length !== 1) return '';
  return set.length === 1 ? `Breakpoint set in line ${set[0]}.` : `Breakpoint removed from line ${removed[0]}.`;
}

/** The source editor. Load it lazily: it brings Monaco along. */
export default function SourceEditor(props: SourceEditorProps) {
  const { text, syntax, programType, diagnostics, breakpoints, onMoveBreakpoints, theme, readOnly = false } = props;
  const { currentLine, lastLine, hoveredLine, visits, cursorLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>();
  const [tabLeaves, setTabLeaves] = useState(false);
  const [news, setNews] = useState({ breakpoints, text: '' });
  if (news.breakpoints !== breakpoints) {
    setNews({ breakpoints, text: breakpointNews(news.breakpoints, breakpoints) });
  }

  const changed = useEffectEvent((value: string) => props.onChange(value));
  const breakpointToggled = useEffectEvent((line: number) => props.onToggleBreakpoint(line));
  const breakpointsMoved = useEffectEvent((lines: readonly number[]) => props.onMoveBreakpoints?.(lines));
  const cursorMoved = useEffectEvent((line: number) => props.onCursorLine?.(line));
  const lineHovered = useEffectEvent((line: number | undefined) => props.onHoverLine?.(line));
  const firstText = useEffectEvent(() => text);

  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const created = new SourceView(element, firstText(), LABEL, {
      changed: (value) => changed(value),
      breakpointToggled: (line) => breakpointToggled(line),
      cursorMoved: (line) => cursorMoved(line),
      lineHovered: (line) => lineHovered(line),
      tabLeaves: setTabLeaves,
    });
    setView(created);
    return () => {
      setView(undefined);
      created.dispose();
    };
  }, []);

  const movesBreakpoints = onMoveBreakpoints !== undefined;
  useEffect(() => view?.setText(text), [view, text]);
  useEffect(
    () => view?.setLanguage({ syntax, ...(programType === undefined ? {} : { programType }) }),
    [view, syntax, programType],
  );
  useEffect(() => view?.setDiagnostics(diagnostics), [view, diagnostics]);
  useEffect(
    () => view?.setMarks({ currentLine, lastLine, hoveredLine, visits }),
    [view, currentLine, lastLine, hoveredLine, visits],
  );
  useEffect(
    () => view?.setBreakpoints(breakpoints, movesBreakpoints ? (lines) => breakpointsMoved(lines) : undefined),
    [view, breakpoints, movesBreakpoints],
  );
  useEffect(() => {
    if (cursorLine !== undefined) view?.setCursorLine(cursorLine);
  }, [view, cursorLine]);
  useEffect(() => view?.setReadOnly(readOnly), [view, readOnly]);
  useEffect(() => {
    const element = host.current;
    return element === null ? undefined : followTheme(element, theme);
  }, [theme]);

  return (
    <div className="skep-editor">
      <div className="skep-editor-host" ref={host} />
      <p className="skep-editor-hint" role="status">
        {tabLeaves ? 'Tab now leaves the editor.' : ''}
      </p>
      <p className="visually-hidden" role="status">
        {news.text}
      </p>
    </div>
  );
}
