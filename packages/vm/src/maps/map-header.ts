import type { Memory } from '../memory.ts';

/**
 * Every map begins with the same header:
 *
 *      0        4         8
 *     +--------+---------+-- - -
 *     | size   | version | of the type
 *     +--------+---------+-- - -
 */
const SIZE = 0;
const VERSION = 4;
export const HEADER_BYTES = 8;

/** The number of elements, and a counter of changes, of the map that starts at `map`. */
export const mapHeader = {
  size: (memory: Memory, map: number): number => memory.get32(map + SIZE),
  version: (memory: Memory, map: number): number => memory.get32(map + VERSION),
  touch: (memory: Memory, map: number): void => memory.set32(map + VERSION, (mapHeader.version(memory, map) + 1) >>> 0),
  /** Counts elements that came or went. */
  resize: (memory: Memory, map: number, difference: number): void => {
    memory.set32(map + SIZE, mapHeader.size(memory, map) + difference);
    mapHeader.touch(memory, map);
  },
};
