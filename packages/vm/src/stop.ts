import type { Fault } from './fault.ts';

/** Why the machine is not running. `budget` means that it executed as many instructions as it was allowed to. */
export type Stop =
  | { readonly reason: 'entry' }
  | { readonly reason: 'step' }
  | { readonly reason: 'breakpoint'; readonly pc: number }
  | { readonly reason: 'exited'; readonly r0: bigint }
  | { readonly reason: 'fault'; readonly fault: Fault }
  | { readonly reason: 'budget'; readonly limit: number };
