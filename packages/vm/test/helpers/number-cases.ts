import { bytesToHex } from '@skep/base';
import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type CaseMap, type HelperCase } from './helper-case.ts';
import { callHelper, load64, loadValue, move, type Slots, stackAddress, store64 } from './slots.ts';

export type Random = (below: number) => number;

/** A frozen map of bytes that programs may only read. */
export function constantMap(bytes: string): CaseMap {
  const hex = bytesToHex(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  const map = { type: 'array', keySize: 4, valueSize: bytes.length, maxEntries: 1, flags: 128 } as const;
  return { ...map, constant: hex, unlisted: true };
}

export const picker =
  (random: Random) =>
  <T>(values: readonly T[]): T =>
    values[random(values.length)]!;

const NUMBERS = [
  '0',
  '-0',
  '1',
  '-1',
  '12',
  '+5',
  ' 42',
  '\t-7',
  '-',
  '',
  ' ',
  'x',
  '0x',
  '0x1f',
  '0X1F',
  '-0x10',
  '0xg',
  '017',
  '08',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  '18446744073709551615',
  '18446744073709551616',
  '99999999999999999999999',
  '12abc',
  '7fffffffffffffff',
  'ff',
  '1 2',
  '0000000000000000000000000000000000000000000000000000000000000000000001',
  '1\x002',
  '0x0',
  '00',
  '-00x1',
  '--1',
  '77777777777',
];

export function numberCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder();
    let texts = '';
    for (let n = 0; n < 40; n++) {
      const text = pick(NUMBERS);
      const at = texts.length;
      texts += `${text}\0`;
      const flags = pick([0n, 0n, 0n, 8n, 10n, 16n, 16n, 2n, 32n, 0x1_0000_0000n]);
      const size = random(5) === 0 ? Math.max(1, random(text.length + 1)) : text.length + random(2);
      builder.add(load64(6, 0x5555n), store64(10, -8, 6));
      builder.add(loadValue(1, 1, at), move(2, Math.max(1, size)), load64(3, flags), stackAddress(4, -8));
      builder.add(callHelper(pick(['strtol', 'strtoul']))).keep();
      builder.add([[0x79, 0, 10, -8, 0]]).keep();
    }
    return builder.finish().build(`numbers ${seed}.${i}`, { maps: [constantMap(texts)] });
  });
}

const WORDS = ['', 'a', 'ab', 'abc', 'abd', 'b', 'abcdefgh', 'abcdefg', '\xff', '\x80a', 'ABC'];

export function compareCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder();
    let texts = '';
    const place = (text: string): number => {
      const at = texts.length;
      texts += `${text}\0`;
      return at;
    };
    for (let n = 0; n < 40; n++) {
      const first = pick(WORDS);
      const second = pick(WORDS);
      const size = Math.max(1, random(first.length + 2));
      const slots: Slots[] = [loadValue(1, 1, place(first)), move(2, size), loadValue(3, 1, place(second))];
      builder.add(...slots, callHelper('strncmp')).keep();
    }
    return builder.finish().build(`strncmp ${seed}.${i}`, { maps: [constantMap(texts)] });
  });
}

/** Reading known memory, null and numbers that are no addresses. */
export function probeCases(seed: number, cases: number): HelperCase[] {
  const random = randomNumbers(seed);
  const pick = picker(random);
  const text = `first\0\0longer text\0${'x'.repeat(40)}\0${'\0'.repeat(64)}`;
  return Array.from({ length: cases }, (_, i) => {
    const builder = new CaseBuilder();
    for (let n = 0; n < 30; n++) {
      const to = builder.room(32);
      for (let at = 0; at < 32; at += 8) builder.add(load64(6, -1n), loadValue(7, 0, to + at), store64(7, 0, 6));
      const from =
        random(5) === 0
          ? load64(3, pick([0n, 1n, 0xfffn, 0x1_0000_0000_0000n, 1n << 63n]))
          : loadValue(3, 1, random(24));
      const helper = pick(['probe_read_kernel', 'probe_read_kernel_str']);
      builder.add(loadValue(1, 0, to), move(2, random(33)), from, callHelper(helper)).keep();
    }
    return builder.finish().build(`probe ${seed}.${i}`, { maps: [constantMap(text)] });
  });
}
