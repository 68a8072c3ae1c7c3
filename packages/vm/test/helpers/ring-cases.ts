import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type HelperCase } from './helper-case.ts';
import { constantMap, picker } from './number-cases.ts';
import { callHelper, copy, load64, loadMap, loadValue, move, store64, unlessZero } from './slots.ts';

/** Writes into a ring buffer that nobody reads, until it is full and beyond. */
export function ringCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder();
    const query = (what: bigint): void => {
      builder.add(loadMap(1, 1), load64(2, what), callHelper('ringbuf_query')).keep();
    };
    for (let n = 0; n < 24; n++) {
      const size = pick([1, 8, 24, 100, 500, 1000, 4080, 4088, 5000]);
      if (random(2) === 0) {
        const flags = load64(4, pick([0n, 0n, 1n, 2n, 4n]));
        builder
          .add(loadMap(1, 1), loadValue(2, 2, random(100)), move(3, size), flags, callHelper('ringbuf_output'))
          .keep();
      } else {
        const end = pick(['ringbuf_submit', 'ringbuf_submit', 'ringbuf_discard']);
        const fill = size >= 8 ? [...load64(2, BigInt(n) * 0x0101010101010101n), ...store64(7, 0, 2)] : [];
        builder.add(loadMap(1, 1), move(2, size), load64(3, pick([0n, 0n, 0n, 1n])), callHelper('ringbuf_reserve'));
        builder.add(copy(7, 0), move(8, 0));
        builder.add(unlessZero(7, [...fill, ...copy(1, 7), ...move(2, 0), ...callHelper(end), ...move(8, 1)])).keep(8);
      }
      query(pick([0n, 1n, 2n, 3n, 4n]));
    }
    const maxEntries = pick([4096, 8192]);
    const maps = [{ type: 'ringbuf', keySize: 0, valueSize: 0, maxEntries } as const, constantMap('ring'.repeat(1400))];
    return builder.finish().build(`ring ${seed}.${i}`, { maps });
  });
}
