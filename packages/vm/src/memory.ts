/** The machine's one memory: stacks, contexts, packets, map values. An address is an offset in it; page 0 is nobody's. */
export interface Memory {
  readonly bytes: Uint8Array;
}
