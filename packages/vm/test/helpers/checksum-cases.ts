import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type HelperCase } from './helper-case.ts';
import { constantMap, picker } from './number-cases.ts';
import { callHelper, copy, load64, loadValue, move } from './slots.ts';

export function csumDiffCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const bytes = Array.from({ length: 1024 }, () => String.fromCharCode(pick([0, 0xff, random(256)]))).join('');
    const builder = new CaseBuilder();
    for (let n = 0; n < 40; n++) {
      const size = () => pick([0, 4, 8, 12, 20, 40, 3, 64, 100, 256, 260, 512]);
      const [from, to] = [size(), size()];
      const seedSum = pick([0n, 1n, 0xffffn, 0xffff_ffffn, BigInt(random(0xffffffff))]);
      builder.add(from === 0 ? move(1, 0) : loadValue(1, 1, 4 * random(100)), move(2, from));
      builder.add(to === 0 ? move(3, 0) : loadValue(3, 1, 4 * random(100)), move(4, to));
      builder.add(load64(5, seedSum), callHelper('csum_diff')).keep();
    }
    return builder.finish().build(`csum_diff ${seed}.${i}`, { maps: [constantMap(bytes)] });
  });
}

export function csumReplaceCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  const value = (): bigint =>
    pick([
      0n,
      1n,
      0xffffn,
      0xffff0000n,
      0xffff_ffffn,
      BigInt(random(0x10000)),
      BigInt(random(0xffffffff)),
      0x1_2345_6789n,
    ]);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder().add(copy(6, 1));
    for (let n = 0; n < 40; n++) {
      const layer = pick([3, 4]);
      const offset = random(8) === 0 ? pick([63, 13, 64, 0x10000, 98]) : 2 * random(32);
      const flags = random(8) === 0 ? pick([1n, 3n, 8n, 0x100n]) : pick([0n, 2n, 4n]);
      const extra = layer === 4 ? pick([0n, 0n, 0x10n, 0x20n, 0x40n, 0x60n]) : 0n;
      builder.add(
        copy(1, 6),
        move(2, offset),
        load64(3, flags === 0n && random(6) > 0 ? 0n : value()),
        load64(4, value()),
      );
      builder.add(load64(5, flags | extra), callHelper(`l${layer}_csum_replace`)).keep();
    }
    const data = Array.from({ length: 64 }, (_, at) =>
      at === 12 ? '08' : at === 13 ? '00' : pick(['00', 'ff', '12', 'a5']),
    );
    return builder.finish().build(`csum_replace ${seed}.${i}`, { type: 'sched_cls', data: data.join('') });
  });
}
