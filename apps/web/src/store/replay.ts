import type { Diagnostic } from '@skep/base';
import type { VerdictColumns } from '../worker/columns.ts';

export interface ReplayState {
  /**
   * `stale`: the verdicts are those of a program that has changed since; `stopped`: a newer replay did not come to its end,
   * so they are those of the one before.
   */
  readonly status: 'none' | 'running' | 'done' | 'stale' | 'stopped' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly verdicts?: VerdictColumns | undefined;
  readonly milliseconds: number;
  readonly error?: Diagnostic | undefined;
}

export const initialReplay: ReplayState = { status: 'none', done: 0, total: 0, milliseconds: 0 };

export const outdated = (replay: ReplayState): ReplayState =>
  replay.verdicts === undefined ? initialReplay : { ...replay, status: 'stale' };
