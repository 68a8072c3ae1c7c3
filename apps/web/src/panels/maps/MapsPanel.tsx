import type { MapView } from '@skep/session';
import { useState } from 'react';
import { SHOWN_FORMATS, type ShownFormat } from '../../format/map-value.ts';
import { update } from '../../store/store.ts';
import { useApp, useEngine } from '../../ui/app-context.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { MapTable } from './MapTable.tsx';
import './maps.css';

const NONE: readonly MapView[] = [];

/** One map at a time: what it is, its numbers as a chart, its entries as a table. */
export function MapsPanel() {
  const engine = useEngine();
  const maps = useApp((state) => state.machine.view?.maps ?? NONE);
  const defined = useApp((state) => state.source.built?.maps.length ?? 0);
  const nonZeroOnly = useApp((state) => state.preferences.nonZeroOnly);
  const [chosen, setChosen] = useState(0);
  const [format, setFormat] = useState<ShownFormat>('auto');
  const map = maps[Math.min(chosen, maps.length - 1)];
  const actions = map !== undefined && (
    <>
      <Select
        label="How values are written"
        tip="How values are written"
        value={format}
        options={SHOWN_FORMATS.map((value) => ({ value, text: value }))}
        onChange={setFormat}
      />
      <button
        type="button"
        className="toggle"
        aria-pressed={nonZeroOnly}
        data-tip="Leave out entries whose values are all zero"
        onClick={() =>
          update(engine.store, 'preferences', (preferences) => ({ ...preferences, nonZeroOnly: !nonZeroOnly }))
        }
      >
        ≠ 0
      </button>
    </>
  );
  return (
    <Panel id="maps" title="Maps" actions={actions}>
      {map === undefined ? (
        <Empty>
          {defined > 0
            ? 'Choose a packet in the capture to see what the maps hold.'
            : 'This program has no maps. Maps keep values from packet to packet; .map defines one.'}
        </Empty>
      ) : (
        <div className="maps">
          <div className="map-tabs" role="group" aria-label="Map">
            {maps.map(({ definition, index, entries }, position) => (
              <button
                key={index}
                type="button"
                className="map-tab"
                aria-pressed={map.index === index}
                onClick={() => setChosen(position)}
              >
                {definition.name}
                {entries.some(({ changed }) => changed) && (
                  <span className="map-changed" data-tip="Changed by the last step" />
                )}
              </button>
            ))}
          </div>
          <MapTable key={map.index} map={map} format={format} nonZeroOnly={nonZeroOnly} />
        </div>
      )}
    </Panel>
  );
}
