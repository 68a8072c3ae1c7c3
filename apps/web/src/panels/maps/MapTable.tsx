import type { MapEntryView, MapView } from '@skep/session';
import { memo, useEffect, useMemo, useState } from 'react';
import { BarChart } from '../../charts/BarChart.tsx';
import type { ShownFormat } from '../../format/map-value.ts';
import { plural } from '../../format/value.ts';
import { touches } from '../../store/transient.ts';
import { useAppHandle, useTransient } from '../../ui/app-context.ts';
import { type MapRow, mapBars, mapRows } from './rows.ts';

interface Props {
  readonly map: MapView;
  readonly format: ShownFormat;
  readonly nonZeroOnly: boolean;
}

/** Entries asked for at a time. */
const PORTION = 256;
const NO_ENTRIES: readonly MapEntryView[] = [];

/** The entries behind those that every view carries, fetched when asked for and dropped when the map changes. */
function useFurther(map: MapView): { readonly further: readonly MapEntryView[]; readonly more: () => void } {
  const { engine } = useAppHandle();
  const [further, setFurther] = useState(NO_ENTRIES);
  useEffect(() => setFurther(NO_ENTRIES), [map]);
  const more = (): void => {
    const offset = map.entries.length + further.length;
    void engine.mapEntries(map.index, offset, PORTION).then((outcome) => {
      if (outcome.status === 'ok') setFurther([...further, ...outcome.value]);
    });
  };
  return { further, more };
}

export const MapTable = memo(function MapTable({ map, format, nonZeroOnly }: Props) {
  const { definition, size, entries } = map;
  const { further, more } = useFurther(map);
  const all = useMemo(() => (further.length === 0 ? entries : [...entries, ...further]), [entries, further]);
  const rows = useMemo(() => mapRows(definition, all, { format, nonZeroOnly }), [definition, all, format, nonZeroOnly]);
  const bars = useMemo(() => mapBars(rows), [rows]);
  const [pointed, setPointed] = useState<string>();
  const cpus = entries[0]?.values.length ?? 1;
  const about = `${definition.type.replaceAll('_', ' ')}, ${plural(size, 'entry', 'entries')} of ${definition.maxEntries}`;
  const sizes = `key ${plural(definition.keySize, 'byte')}, value ${plural(definition.valueSize, 'byte')}`;
  return (
    <>
      <p className="map-about" data-tip={`${definition.name}\n${about}\n${sizes}`}>
        {about}; {sizes}
      </p>
      {bars.length > 0 && (
        <BarChart
          bars={bars}
          label={`Values of ${definition.name} by key: ${bars.map(({ key, shown }) => `${key}: ${shown}`).join(', ')}`}
          onPoint={(index) => setPointed(index === undefined ? undefined : bars[index]?.key)}
        />
      )}
      <div className="map-rows scroll" tabIndex={0} role="group" aria-label={`Entries of ${definition.name}`}>
        {rows.length === 0 ? (
          <p className="muted map-none">
            {entries.length === 0 ? 'It is empty.' : 'All values are zero. Turn off “≠ 0” to list them.'}
          </p>
        ) : (
          <table className="map-table">
            <thead>
              <tr>
                <th scope="col">Key</th>
                {cpus === 1 ? (
                  <th scope="col">Value</th>
                ) : (
                  Array.from({ length: cpus }, (_, cpu) => (
                    <th key={String(cpu)} scope="col">
                      CPU {cpu}
                    </th>
                  ))
                )}
                {cpus > 1 && rows[0]?.sum !== undefined && <th scope="col">Sum</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <EntryRow key={row.key} row={row} pointed={row.key === pointed} valueSize={definition.valueSize} />
              ))}
            </tbody>
          </table>
        )}
        {all.length < size && (
          <button type="button" className="button more" onClick={more}>
            Show more of {plural(size, 'entry', 'entries')}
          </button>
        )}
      </div>
    </>
  );
});

interface EntryProps {
  readonly row: MapRow;
  readonly pointed: boolean;
  readonly valueSize: number;
}

const EntryRow = memo(function EntryRow({ row, pointed, valueSize }: EntryProps) {
  const { transient } = useAppHandle();
  const { entry, key, values, sum, changed } = row;
  const linked = useTransient(({ range }) => entry.address !== undefined && touches(range, entry.address, valueSize));
  const link = (on: boolean): void => {
    const start = entry.address;
    if (start === undefined) return;
    transient.setState({ range: on ? { start, end: start + valueSize, kind: 'map-value' } : undefined });
  };
  return (
    <tr
      className={`map-entry kind-map-value${linked || pointed ? ' is-linked' : ''}`}
      onPointerEnter={() => link(true)}
      onPointerLeave={() => link(false)}
    >
      <th scope="row" className="kind-map-key">
        {key}
      </th>
      {values.map((value, cpu) => (
        <td key={cpu}>
          <span className={`value${changed ? ' is-changed' : ''}`}>{value}</span>
        </td>
      ))}
      {values.length > 1 && sum !== undefined && <td className="map-sum">{sum.toString()}</td>}
    </tr>
  );
});
