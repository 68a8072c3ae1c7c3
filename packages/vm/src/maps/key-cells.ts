import type { Memory } from '../memory.ts';
import type { StridedRegion } from '../strided-region.ts';

/** Functions nest 8 deep, so fewer iterations than that can run inside one another. */
const CELLS = 8;
const CELL_BYTES = 8;
export const KEY_CELLS_BYTES = CELLS * CELL_BYTES;

/**
 * Where an array's index stands while `bpf_for_each_map_elem` passes it to the callback: the kernel keeps it on its own
 * stack, one for each iteration under way.
 *
 *      0            8                    64
 *     +-----+------+-----+------+-- - --+
 *     | u32 |  --  | u32 |  --  |       |   one cell for each frame
 *     +-----+------+-----+------+-- - --+
 */
export function writeKeyCell(memory: Memory, cells: number, frame: number, key: number): number {
  const cell = cells + (frame % CELLS) * CELL_BYTES;
  memory.set32(cell, key);
  return cell;
}

export function keyCellStorage(start: number, mapName: string, map: number): StridedRegion {
  return {
    label: `keys of ${mapName}`,
    start,
    stride: CELL_BYTES,
    count: CELLS,
    fields: [{ kind: 'map-key', offset: 0, size: 4, writable: false }],
    map,
    labelOf: () => `key of ${mapName}`,
  };
}
