import type { Diagnostic } from '@skep/base';
import { lazy, Suspense, useCallback, useDeferredValue } from 'react';
import { lineVisits, visitsOf } from '../../store/derived.ts';
import { isOutdated } from '../../store/source.ts';
import { update } from '../../store/store.ts';
import { useShownTheme } from '../../theme/theme.ts';
import { useApp, useAppHandle, useTransient } from '../../ui/app-context.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EditorBoundary } from './EditorBoundary.tsx';
import { PlainEditor } from './PlainEditor.tsx';
import { Problems } from './Problems.tsx';
import './source.css';

/** The editor is large: it comes when the page has shown itself and has nothing more urgent to do. */
const MOST_DELAY = 800;
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: MOST_DELAY });
    else setTimeout(resolve, MOST_DELAY / 2);
  });

const SourceEditor = lazy(() => idle().then(() => import('../../editor/source-editor.tsx')));
const NONE: readonly Diagnostic[] = [];

/** The source, with what is wrong with it below. */
export function SourcePanel({ readOnly = false }: { readonly readOnly?: boolean }) {
  const syntax = useApp((state) => state.source.compilation?.syntax);
  return (
    <Panel id="source" title="Source" note={syntax && `${syntax} syntax`}>
      <div className="source">
        <div className="source-editor" data-testid="source-editor">
          <Editor readOnly={readOnly} />
        </div>
        <Problems />
      </div>
    </Panel>
  );
}

function Editor({ readOnly }: { readonly readOnly: boolean }) {
  const { engine, transient } = useAppHandle();
  const text = useApp((state) => state.source.text);
  const syntax = useApp((state) => state.source.syntax);
  const diagnostics = useApp((state) => state.source.compilation?.diagnostics ?? NONE);
  const breakpoints = useApp((state) => state.source.breakpointLines);
  // Lines of an older text would be other lines now.
  const outdated = useApp((state) => isOutdated(state.source));
  const currentLine = useApp((state) => state.machine.view?.line);
  const cursorLine = useApp((state) => state.source.cursorLine);
  const lastLine = useApp(({ machine, source }) => {
    const { lastPc, program } = machine.view ?? {};
    if (lastPc === undefined || program === undefined) return undefined;
    return source.built?.programs[program]?.instructions.find(({ pc }) => pc === lastPc)?.origin?.line;
  });
  const visits = useDeferredValue(
    useApp(({ machine, source }) => lineVisits(source.built?.programs, visitsOf(machine.trace))),
  );
  const theme = useShownTheme(useApp((state) => state.preferences.theme));
  const hoveredLine = useTransient((state) => state.line);

  const onChange = useCallback((value: string) => engine.setText(value), [engine]);
  const onToggle = useCallback((line: number) => engine.toggleLineBreakpoint(line), [engine]);
  const onMove = useCallback((lines: readonly number[]) => engine.moveLineBreakpoints(lines), [engine]);
  const onCursor = useCallback(
    (cursorLine: number) =>
      update(engine.store, 'source', (source) =>
        source.cursorLine === cursorLine ? source : { ...source, cursorLine },
      ),
    [engine],
  );
  const onHover = useCallback((line: number | undefined) => transient.setState({ line }), [transient]);

  const plain = <PlainEditor text={text} onChange={onChange} readOnly={readOnly} />;
  return (
    <EditorBoundary fallback={plain}>
      <Suspense fallback={plain}>
        <SourceEditor
          text={text}
          onChange={onChange}
          syntax={syntax}
          diagnostics={diagnostics}
          currentLine={outdated ? undefined : currentLine}
          lastLine={outdated ? undefined : lastLine}
          cursorLine={cursorLine}
          breakpoints={breakpoints}
          onToggleBreakpoint={onToggle}
          onMoveBreakpoints={onMove}
          onCursorLine={onCursor}
          theme={theme}
          readOnly={readOnly}
          visits={outdated ? undefined : visits}
          hoveredLine={hoveredLine}
          onHoverLine={onHover}
        />
      </Suspense>
    </EditorBoundary>
  );
}
