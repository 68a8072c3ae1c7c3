import type { Region } from './region.ts';

export type FaultCode =
  | 'vm/null-access'
  | 'vm/wild-access'
  | 'vm/out-of-bounds'
  | 'vm/read-only'
  | 'vm/context-access'
  | 'vm/misaligned-atomic'
  | 'vm/bad-packet-load'
  | 'vm/stack-overflow'
  | 'vm/unknown-helper'
  | 'vm/helper-not-allowed'
  | 'vm/bad-helper-argument'
  | 'vm/lock-pairing'
  | 'vm/unsupported'
  | 'vm/fell-off-end';

/** Why the machine could not execute an instruction: what Linux's verifier would have ruled out. */
export interface Fault {
  readonly code: FaultCode;
  readonly pc: number;
  /** One sentence with the actual numbers. */
  readonly message: string;
  readonly access?: { readonly address: bigint; readonly size: number; readonly write: boolean };
  /** The region that the access belongs to or narrowly misses. */
  readonly region?: Region;
}
