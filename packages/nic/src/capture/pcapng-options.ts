import type { ByteReader } from './byte-order.ts';

/** One option of a block: a code and where its value lies. */
export interface BlockOption {
  readonly code: number;
  readonly start: number;
  readonly length: number;
}

export const OPTION = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  interfaceDescription: 3,
  timeResolution: 9,
  fcsLength: 13,
  timeOffset: 14,
} as const;

/** The options between `start` and `end` of a block, up to their end mark or the first that does not fit. */
export function readOptions(reader: ByteReader, start: number, end: number): BlockOption[] {
  const options: BlockOption[] = [];
  let at = start;
  while (at + 4 <= end) {
    const option = { code: reader.u16(at), start: at + 4, length: reader.u16(at + 2) };
    if (option.code === OPTION.end || option.start + option.length > end) break;
    options.push(option);
    at = option.start + Math.ceil(option.length / 4) * 4;
  }
  return options;
}

const UTF8 = new TextDecoder();

function optionText(reader: ByteReader, option: BlockOption): string {
  const text = UTF8.decode(reader.bytes.subarray(option.start, option.start + option.length));
  const zero = text.indexOf('\0');
  return zero < 0 ? text : text.slice(0, zero);
}

/** The texts of all options with the code, a line each; `undefined` when there is none. */
export function textOption(reader: ByteReader, options: readonly BlockOption[], code: number): string | undefined {
  const texts = options.filter((option) => option.code === code).map((option) => optionText(reader, option));
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** The first option with the code and at least `length` bytes. */
export function findOption(options: readonly BlockOption[], code: number, length: number): BlockOption | undefined {
  return options.find((option) => option.code === code && option.length >= length);
}
