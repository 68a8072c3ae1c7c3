import { type ReactNode, useId } from 'react';
import { type PanelId, toggleMaximized, togglePanel } from '../store/layout.ts';
import { update } from '../store/store.ts';
import { useApp, useAppHandle } from './app-context.ts';
import { IconButton } from './IconButton.tsx';

interface Props {
  readonly id: PanelId;
  readonly title: string;
  /** Stands beside the title, small. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A panel: title row with actions, body. Hidden and enlarged by the two buttons at its right. */
export function Panel({ id, title, note, actions, children }: Props) {
  const heading = useId();
  const { engine } = useAppHandle();
  const maximized = useApp((state) => state.layout.maximized === id);
  return (
    <section className="panel" aria-labelledby={heading} data-panel={id} data-testid={`panel-${id}`}>
      <header className="panel-head">
        <h2 id={heading}>{title}</h2>
        <div className="panel-note">{note}</div>
        <div className="panel-actions">{actions}</div>
        <div className="panel-window">
          <IconButton
            icon={maximized ? 'restore' : 'maximize'}
            label={maximized ? 'Show all panels' : `Show only ${title}`}
            className="quiet"
            onClick={() => update(engine.store, 'layout', (layout) => toggleMaximized(layout, id))}
          />
          <IconButton
            icon="minimize"
            label={`Hide ${title}`}
            className="quiet"
            onClick={() => update(engine.store, 'layout', (layout) => togglePanel(layout, id))}
          />
        </div>
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}

/** What an empty panel says: what is missing, and what to do about it. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="empty">{children}</div>;
}
