import type { PacketVerdict, ReplayResult } from '@skep/session';
import type { Stop } from '@skep/vm';

/**
 * The verdicts of a replay as columns: 100,000 of them cross from the worker in a moment, because buffers are handed
 * over, where as many objects would stop the page.
 */
export interface VerdictColumns {
  readonly names: readonly string[];
  /** Index into `names`, by packet. */
  readonly verdict: Uint8Array<ArrayBuffer>;
  readonly r0: BigUint64Array<ArrayBuffer>;
  readonly steps: Uint32Array<ArrayBuffer>;
  /** Length after the run; −1 when it did not change. */
  readonly lengthAfter: Int32Array<ArrayBuffer>;
  readonly modified: Uint8Array<ArrayBuffer>;
  /** By packet: a stop that is no plain exit, or why the packet could not be run at all. */
  readonly endings: ReadonlyMap<number, Stop | string>;
  readonly counts: ReplayResult['counts'];
  readonly instructions: number;
  readonly complete: boolean;
}

/** Verdicts that have a number of their own; further ones share the last name, `other`. */
const MOST_NAMES = 255;
/** Endings that are kept; a program that faults on every packet says the same each time. */
const MOST_ENDINGS = 10_000;

export function toColumns(result: ReplayResult): VerdictColumns {
  const count = result.verdicts.length;
  const codes = new Map<string, number>();
  const endings = new Map<number, Stop | string>();
  const verdict = new Uint8Array(count);
  const r0 = new BigUint64Array(count);
  const steps = new Uint32Array(count);
  const lengthAfter = new Int32Array(count).fill(-1);
  const modified = new Uint8Array(count);
  result.verdicts.forEach((one, row) => {
    verdict[row] = codeOf(codes, one.verdict);
    r0[row] = one.r0;
    steps[row] = one.steps;
    if (one.lengthAfter !== undefined) lengthAfter[row] = one.lengthAfter;
    if (one.modified) modified[row] = 1;
    const ending = one.skipped ?? one.stop;
    const plain = typeof ending === 'object' && ending.reason === 'exited';
    if (ending !== undefined && !plain && endings.size < MOST_ENDINGS) endings.set(row, ending);
  });
  const { counts, instructions, complete } = result;
  return {
    names: [...codes.keys()],
    verdict,
    r0,
    steps,
    lengthAfter,
    modified,
    endings,
    counts,
    instructions,
    complete,
  };
}

function codeOf(codes: Map<string, number>, name: string): number {
  const known = codes.get(name);
  if (known !== undefined) return known;
  const wanted = codes.size < MOST_NAMES ? name : 'other';
  const code = codes.get(wanted) ?? codes.size;
  codes.set(wanted, code);
  return code;
}

/** The row of one packet; undefined past the replay's end. */
export function verdictAt(columns: VerdictColumns, index: number): PacketVerdict | undefined {
  const code = columns.verdict[index];
  if (code === undefined) return undefined;
  const r0 = columns.r0[index]!;
  const after = columns.lengthAfter[index]!;
  const ending = columns.endings.get(index);
  return {
    index,
    verdict: columns.names[code]!,
    r0,
    steps: columns.steps[index]!,
    ...(after >= 0 && { lengthAfter: after }),
    modified: columns.modified[index] === 1,
    ...(typeof ending === 'string' ? { skipped: ending } : { stop: ending ?? { reason: 'exited', r0 } }),
  };
}

/** The buffers to hand over when the columns are posted. */
export function columnBuffers(columns: VerdictColumns): ArrayBuffer[] {
  const { verdict, r0, steps, lengthAfter, modified } = columns;
  return [verdict, r0, steps, lengthAfter, modified].map(({ buffer }) => buffer);
}
