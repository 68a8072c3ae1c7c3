import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { VerdictBar } from '../../charts/VerdictBar.tsx';
import { command, FILE_INPUT } from '../../commands/commands.ts';
import { formatMilliseconds, formatSize, plural } from '../../format/value.ts';
import type { ReplayState } from '../../store/replay.ts';
import { update } from '../../store/store.ts';
import { useApp, useAppHandle } from '../../ui/app-context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { CapturePicker } from './CapturePicker.tsx';
import { listedPackets } from './listed.ts';
import { PacketList } from './PacketList.tsx';
import './capture.css';

/** The capture: every packet with what became of it. */
export function CapturePanel() {
  const view = useApp((state) => state.capture.view);
  const status = useApp((state) => state.capture.status);
  const error = useApp((state) => state.capture.error);
  const note = view && `${plural(view.packetCount, 'packet')}, ${formatSize(view.totalBytes)}`;
  return (
    <Panel id="capture" title="Capture" note={note} actions={<CapturePicker />}>
      {status === 'ready' && view !== undefined && view.packetCount > 0 ? (
        <div className="capture">
          <ReplaySummary />
          <FilterRow />
          <Packets />
        </div>
      ) : (
        <Empty>
          {status === 'failed' && <p className="problem">{error?.message}</p>}
          {status === 'loading' && <p>Opening…</p>}
          {view?.packetCount === 0 && <p>This capture holds no packets.</p>}
          {status !== 'loading' && (
            <>
              <p>
                A capture is a file of recorded packets (pcap or pcapng). Choose one above, or drop a file anywhere.
              </p>
              <button type="button" className="button" onClick={() => document.getElementById(FILE_INPUT)?.click()}>
                Open a capture file…
              </button>
            </>
          )}
        </Empty>
      )}
    </Panel>
  );
}

/** What is said of verdicts that are not of the newest run. */
const OLD_VERDICTS: Readonly<Partial<Record<ReplayState['status'], string>>> = {
  stale: 'The program changed since: press Run for new verdicts.',
  stopped: 'The run was stopped; these are the verdicts of the one before. Press Run for new ones.',
};

function ReplaySummary() {
  const app = useAppHandle();
  const replay = useApp((state) => state.replay);
  const verdict = useApp((state) => state.capture.filter.verdict);
  const stop = command('stopReplay');
  if (replay.status === 'running' && replay.total > 0 && replay.done > 0) {
    return (
      <div className="replay">
        <progress max={replay.total} value={replay.done} aria-label="Replay" />
        <span className="muted">
          {replay.done} of {replay.total}
        </span>
        <IconButton icon="stop" label={stop.title} className="quiet" onClick={() => stop.run(app)} />
      </div>
    );
  }
  if (replay.verdicts === undefined) {
    return (
      <div className="replay">
        <span className={replay.status === 'failed' ? 'problem' : 'muted'}>
          {replay.error?.message ?? 'Press Run to see what the program does with every packet.'}
        </span>
      </div>
    );
  }
  const { counts, instructions, complete } = replay.verdicts;
  const old = OLD_VERDICTS[replay.status];
  const choose = (chosen: string | undefined): void =>
    update(app.engine.store, 'capture', (capture) => ({
      ...capture,
      filter: { ...capture.filter, verdict: chosen },
    }));
  return (
    <div className={`replay-done${old === undefined ? '' : ' stale'}`}>
      <VerdictBar counts={counts} chosen={verdict} onChoose={choose} />
      <p className="replay-note muted" data-tip="Time depends on this machine; the number of instructions does not">
        {old ?? `${plural(instructions, 'instruction')} in ${formatMilliseconds(replay.milliseconds)}`}
        {!complete && ' · ended early: the program used up its budget on a packet'}
      </p>
    </div>
  );
}

function FilterRow() {
  const { engine } = useAppHandle();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  useEffect(() => {
    const timer = setTimeout(() => void engine.search(wanted.trim()), 150);
    return () => clearTimeout(timer);
  }, [engine, wanted]);
  return (
    <input
      className="input filter"
      type="search"
      placeholder="Filter: address, protocol, port, flag…"
      aria-label="Filter packets"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function Packets() {
  const count = useApp((state) => state.capture.view?.packetCount ?? 0);
  const found = useApp((state) => state.capture.found);
  const verdict = useApp((state) => state.capture.filter.verdict);
  const verdicts = useApp((state) => state.replay.verdicts);
  const listed = useMemo(() => listedPackets(count, found, verdict, verdicts), [count, found, verdict, verdicts]);
  if (listed.count === 0) return <Empty>No packet fits the filter.</Empty>;
  return <PacketList listed={listed} verdicts={verdicts} />;
}
