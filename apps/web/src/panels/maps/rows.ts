import type { MapDefinition } from '@skep/abi';
import type { MapEntryView } from '@skep/session';
import type { Bar } from '../../charts/BarChart.tsx';
import { formatBytes, numberOf, type ShownFormat } from '../../format/map-value.ts';

export interface MapRow {
  readonly key: string;
  readonly values: readonly string[];
  /** All CPUs together; undefined when the value is more than a number. */
  readonly sum: bigint | undefined;
  readonly changed: boolean;
  readonly entry: MapEntryView;
}

const isZero = ({ values }: MapEntryView): boolean => values.every((value) => value.every((byte) => byte === 0));

export interface RowOptions {
  readonly format: ShownFormat;
  readonly nonZeroOnly: boolean;
}

export function mapRows(
  definition: MapDefinition,
  entries: readonly MapEntryView[],
  { format, nonZeroOnly }: RowOptions,
): readonly MapRow[] {
  const shown = nonZeroOnly ? entries.filter((entry) => entry.changed || !isZero(entry)) : entries;
  return shown.map((entry) => {
    const numbers = entry.values.map((value) => numberOf(value, definition.valueFormat));
    return {
      key: formatBytes(entry.key, 'auto', definition.keyFormat),
      values: entry.values.map((value) => formatBytes(value, format, definition.valueFormat)),
      sum: numbers.includes(undefined) ? undefined : numbers.reduce<bigint>((sum, value) => sum + value!, 0n),
      changed: entry.changed,
      entry,
    };
  });
}

const MOST_BARS = 40;

/** Bars for the rows that are numbers: all when they are few, else the largest. */
export function mapBars(rows: readonly MapRow[]): readonly Bar[] {
  const numeric = rows.filter((row) => row.sum !== undefined);
  const kept =
    numeric.length <= MOST_BARS ? numeric : numeric.toSorted((a, b) => (a.sum! < b.sum! ? 1 : -1)).slice(0, MOST_BARS);
  return kept.map(({ key, sum, changed }) => ({ key, value: Number(sum), shown: sum!.toString(), changed }));
}
