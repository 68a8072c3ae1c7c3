import type { Diagnostic } from '@skep/base';
import { update } from '../../store/store.ts';
import { Icon } from '../../theme/icons.tsx';
import { useApp, useEngine } from '../../ui/app-context.ts';

const NONE: readonly Diagnostic[] = [];
const MOST_SHOWN = 100;

const lineOf = ({ position }: Diagnostic): number | undefined =>
  position?.kind === 'text' ? position.range.line : undefined;

/** What is wrong with the source, a sentence each. Takes no room while nothing is. */
export function Problems() {
  const engine = useEngine();
  const diagnostics = useApp((state) => state.source.compilation?.diagnostics ?? NONE);
  if (diagnostics.length === 0) return null;
  const show = (line: number | undefined): void =>
    update(engine.store, 'source', (source) => ({ ...source, cursorLine: line }));
  return (
    <ul className="problems scroll" aria-label="Problems" tabIndex={0} data-testid="problems">
      {diagnostics.slice(0, MOST_SHOWN).map((diagnostic, index) => (
        <li key={`${diagnostic.code}-${String(index)}`} className={`problem-line ${diagnostic.severity}`}>
          <button type="button" onClick={() => show(lineOf(diagnostic))} data-tip={diagnostic.code}>
            <Icon
              name={diagnostic.severity === 'error' ? 'error' : diagnostic.severity === 'warning' ? 'warning' : 'info'}
            />
            <span>
              {lineOf(diagnostic) !== undefined && <b>Line {lineOf(diagnostic)}: </b>}
              {diagnostic.message}
              {diagnostic.suggestion !== undefined && (
                <>
                  {' '}
                  Did you mean <code>{diagnostic.suggestion}</code>?
                </>
              )}
            </span>
          </button>
        </li>
      ))}
      {diagnostics.length > MOST_SHOWN && <li className="muted">… and {diagnostics.length - MOST_SHOWN} more.</li>}
    </ul>
  );
}
