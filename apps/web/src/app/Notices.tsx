import { chordText } from '../commands/chord.ts';
import { command } from '../commands/commands.ts';
import { withoutNotice } from '../store/notices.ts';
import { update } from '../store/store.ts';
import { Icon } from '../theme/icons.tsx';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** What a person should know, each with its answer; they stay until they are answered. */
export function Notices({ hint }: { readonly hint?: 'keys' | 'touch' }) {
  const { engine } = useAppHandle();
  const notices = useApp((state) => state.notices.list);
  return (
    <div className="notices" role="region" aria-label="Notices" data-testid="notices">
      {hint && <StartHint touch={hint === 'touch'} />}
      {notices.map(({ id, tone, text, action }) => (
        <div key={id} className={`notice ${tone}`} role={tone === 'info' ? 'status' : 'alert'} data-notice={id}>
          <Icon name={tone === 'info' ? 'info' : 'warning'} />
          <p>{text}</p>
          {action && (
            <button type="button" className="button" onClick={action.run}>
              {action.label}
            </button>
          )}
          <IconButton
            icon="close"
            label="Dismiss"
            className="quiet"
            onClick={() => update(engine.store, 'notices', (state) => withoutNotice(state, id))}
          />
        </div>
      ))}
    </div>
  );
}

function StartHint({ touch }: { readonly touch: boolean }) {
  const { engine } = useAppHandle();
  const seen = useApp((state) => state.preferences.hintSeen);
  if (seen) return null;
  const step = command('stepIn').keys![0]!;
  return (
    <div className="notice hint" role="note" aria-label="Start here">
      <Icon name="info" />
      <p>
        <b>Start here:</b> this eBPF program looks at every packet of a capture and decides its fate.{' '}
        {touch ? (
          'Choose one under Packet, step with the buttons below, drag the timeline.'
        ) : (
          <>
            Click a packet to enter it, press <kbd>{chordText(step)}</kbd> to step, or drag the timeline. Everything can
            be undone.
          </>
        )}
      </p>
      <button
        type="button"
        className="button"
        onClick={() => update(engine.store, 'preferences', (preferences) => ({ ...preferences, hintSeen: true }))}
      >
        Got it
      </button>
    </div>
  );
}
