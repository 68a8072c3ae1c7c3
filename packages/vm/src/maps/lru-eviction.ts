/** Hands out nodes of an LRU map, evicting elements from the table when none is free. */
export interface LruEviction {
  populate(): void;
  /** A node for a new element, on this CPU; 0 when every node is in use by an update under way. */
  pop(cpu: number): number;
  /** Takes a node back that is not, or no longer, in the table. */
  push(node: number): void;
}
