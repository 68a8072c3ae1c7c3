/** Where a command writes, so that tests can read it. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

/** 0: done; 1: the input has errors, or the program did not end well; 2: the command line makes no sense. */
export type ExitStatus = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** After `skep NAME`. */
  readonly usage: string;
  run(args: readonly string[], terminal: Terminal): Promise<ExitStatus>;
}

/** The command line makes no sense; the message says why. Caught at the top. */
export class UsageError extends Error {}
