import type { VerdictColumns } from '../../worker/columns.ts';

/** Which packets the list shows, in order. */
export interface Listed {
  readonly count: number;
  /** The packet at a row. */
  readonly at: (row: number) => number;
  /** The row of a packet, or −1. */
  readonly rowOf: (packet: number) => number;
}

function indexIn(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted ? low : -1;
}

/** All packets, or those that a search found and that fared as `verdict` says. */
export function listedPackets(
  total: number,
  found: Uint32Array | undefined,
  verdict: string | undefined,
  verdicts: VerdictColumns | undefined,
): Listed {
  const code = verdict === undefined ? -1 : (verdicts?.names.indexOf(verdict) ?? -1);
  if (found === undefined && code < 0) {
    return { count: total, at: (row) => row, rowOf: (packet) => (packet < total ? packet : -1) };
  }
  let rows = found ?? Uint32Array.from({ length: total }, (_, index) => index);
  if (code >= 0) rows = rows.filter((index) => verdicts!.verdict[index] === code);
  return { count: rows.length, at: (row) => rows[row]!, rowOf: (packet) => indexIn(rows, packet) };
}
