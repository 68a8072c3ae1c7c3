import { EINVAL, ERANGE } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';
import { readKnownString } from './known-memory.ts';
import { code, isSpace } from './printf/ctype.ts';

/** Compares at most the size of the first string, which need not end with a 0; -1, 0 or 1. */
export const strncmp: Helper = {
  call(call, r1, r2, r3) {
    const size = u32(r2);
    const first = call.checkedAddress(r1, size, false);
    if (typeof first !== 'number') return first;
    const second = readKnownString(call, r3, size + 1);
    if (second === undefined) {
      const at = call.checkedAddress(r3, 1, false);
      const reason = `Helper bpf_strncmp, called by instruction ${call.pc}, takes a string that ends with a 0 in r3, but the memory there ends without one.`;
      return typeof at === 'number' ? call.fault('vm/bad-helper-argument', reason) : at;
    }
    for (let i = 0; i < size; i++) {
      const a = call.memory.get8(first + i);
      const b = second[i]!;
      if (a !== b) return result(a < b ? -1 : 1);
      if (a === 0) return 0n;
    }
    return 0n;
  },
};

const BASE_MASK = 0x1fn;
const BASES = [0, 8, 10, 16];
/** `__bpf_strtoull` copies the digits into 64 bytes, a final 0 included. */
const MOST_DIGITS = 63;
const RESULT_BYTES = 8;

interface Parsed {
  readonly negative: boolean;
  readonly magnitude: bigint;
  /** Bytes read. */
  readonly consumed: number;
}

/** `__bpf_strtoull` of `kernel/bpf/helpers.c`; a number is an errno. */
function parse(text: Uint8Array, flags: bigint): Parsed | number {
  const base = Number(flags & BASE_MASK);
  if (text.length === 0 || !BASES.includes(base) || (flags & ~BASE_MASK) !== 0n) return EINVAL;
  let at = 0;
  while (at < text.length && isSpace(text[at]!)) at++;
  const negative = text[at] === code('-');
  if (negative) at++;
  if (at >= text.length) return EINVAL;
  const digits = new TextDecoder('latin1').decode(text.subarray(at, at + MOST_DIGITS)).toLowerCase();
  const hexadecimal = /^0x[0-9a-f]/.test(digits);
  const radix = base !== 0 ? base : hexadecimal ? 16 : digits.startsWith('0') ? 8 : 10;
  const prefix = radix === 16 && digits.startsWith('0x') ? 2 : 0;
  const pattern = radix === 16 ? /^[0-9a-f]*/ : radix === 10 ? /^[0-9]*/ : /^[0-7]*/;
  const number = pattern.exec(digits.slice(prefix))![0];
  if (number === '') return EINVAL;
  const magnitude = BigInt(radix === 16 ? `0x${number}` : radix === 8 ? `0o${number}` : number);
  if (magnitude > 0xffff_ffff_ffff_ffffn) return ERANGE;
  return { negative, magnitude, consumed: at + prefix + number.length };
}

function convert(
  call: HelperCall,
  [r1, r2, r3, r4]: readonly bigint[],
  store: (parsed: Parsed, to: number) => number,
): HelperOutcome {
  const size = u32(r2!);
  const from = call.checkedAddress(r1!, size, false);
  if (typeof from !== 'number') return from;
  const to = call.checkedAddress(r4!, RESULT_BYTES, true);
  if (typeof to !== 'number') return to;
  call.memory.set64(to, 0n);
  const parsed = parse(call.memory.read(from, size), r3!);
  return result(typeof parsed === 'number' ? parsed : store(parsed, to));
}

const MOST_POSITIVE = 2n ** 63n - 1n;

/** Returns the number of bytes read. */
export const strtol: Helper = {
  call: (call, ...registers) =>
    convert(call, registers, ({ negative, magnitude, consumed }, to) => {
      if (magnitude > MOST_POSITIVE + (negative ? 1n : 0n)) return ERANGE;
      call.memory.set64(to, BigInt.asUintN(64, negative ? -magnitude : magnitude));
      return consumed;
    }),
};

export const strtoul: Helper = {
  call: (call, ...registers) =>
    convert(call, registers, ({ negative, magnitude, consumed }, to) => {
      if (negative) return EINVAL;
      call.memory.set64(to, magnitude);
      return consumed;
    }),
};
