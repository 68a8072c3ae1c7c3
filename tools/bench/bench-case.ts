/**
 * Does the work once and returns how many units were done (instructions executed, packets handled). The number must
 * not depend on the machine's speed. Throw when the result is wrong: a wrong answer has no speed.
 */
export type Work = () => number | Promise<number>;

/** One of the things that a case is compared with, in the same process and the same rounds. */
export interface Baseline {
  readonly name: string;
  readonly run: Work;
}

export interface BenchCase {
  /** Unique within the package; `interpreter: checksum loop`. */
  readonly name: string;
  /** What `run` counts, in the plural: `instructions`, `packets`, `bytes`. */
  readonly unit: string;
  readonly run: Work;
  /** Absent for a case that only has a rate. */
  readonly against?: Baseline;
}
