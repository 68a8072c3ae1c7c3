import { memo } from 'react';
import { type Command, TRANSPORT } from '../commands/commands.ts';
import { describeStop } from '../format/stop.ts';
import { isOutdated } from '../store/source.ts';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Timeline } from './Timeline.tsx';
import './run-bar.css';

/** The transport: all verbs both ways, the timeline, and where the machine stands. */
export function RunBar({ compact = false }: { readonly compact?: boolean }) {
  return (
    <div className={`run-bar${compact ? ' compact' : ''}`} role="region" aria-label="Run control">
      <div className="transport" role="toolbar" aria-label="Step and run">
        {TRANSPORT.map((command) => (
          <TransportButton key={command.id} command={command} />
        ))}
      </div>
      <Timeline />
      <StopLine />
    </div>
  );
}

const TransportButton = memo(function TransportButton({ command }: { readonly command: Command }) {
  const app = useAppHandle();
  const enabled = useApp((state) => command.enabled?.(state) !== false);
  const primary = command.id === 'runAll';
  return (
    <IconButton
      icon={command.icon!}
      label={command.hint ? `${command.title}: ${command.hint}` : command.title}
      text={primary ? command.title : undefined}
      chord={command.keys?.[0]}
      className={`${primary ? 'primary ' : ''}verb-${command.id}`}
      data-testid={`verb-${command.id}`}
      aria-disabled={!enabled}
      onClick={() => enabled && command.run(app)}
    />
  );
});

function StopLine() {
  const view = useApp((state) => state.machine.view);
  const error = useApp((state) => state.machine.error);
  const runnable = useApp((state) => state.source.compilation?.runnable);
  const outdated = useApp((state) => isOutdated(state.source));
  const words = outdated
    ? { tone: 'bad' as const, text: 'The source has errors; shown is the last run' }
    : view
      ? describeStop(view)
      : {
          tone: error !== undefined && error.code !== 'session/no-capture' ? ('bad' as const) : ('neutral' as const),
          text:
            error?.message ??
            (runnable === false ? 'The source has errors' : runnable ? 'Choose a packet to run on' : 'Getting ready…'),
        };
  return (
    <p
      className={`stop-line ${words.tone}`}
      data-testid="stop"
      data-tip={words.text.length > 100 ? words.text : undefined}
    >
      <span>{words.text}</span>
    </p>
  );
}
