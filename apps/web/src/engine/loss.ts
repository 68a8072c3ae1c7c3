import type { LossReason } from '../worker/client.ts';

/** Says what happened to the worker, what is kept, and what comes next. */
export function lossText({ kind, words }: LossReason, again: boolean): string {
  const what =
    kind === 'hung'
      ? 'The run did not come back in time, so Skep ended it.'
      : `The engine stopped unexpectedly${words ? ` (${words})` : ''}.`;
  const next = again
    ? 'It was started again with your program, capture, breakpoints and position; nothing was lost.'
    : 'Your program, capture and breakpoints are kept. Change the program, or press Run to try again.';
  return `${what} ${next}`;
}
