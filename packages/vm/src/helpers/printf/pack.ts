import { EINVAL, ENOSPC } from '../../maps/errno.ts';
import type { HelperCall } from '../helper.ts';
import { readKnown, readKnownString } from '../known-memory.ts';
import { BinaryArguments } from './binary-arguments.ts';
import { code, isDigit, isPrint, isPunctuation, isSpace } from './ctype.ts';

const PERCENT = code('%');

/** What follows a `%`: which argument is wanted, and where the conversion ends. */
interface Conversion {
  readonly kind: 'int' | 'long' | 'pointer' | 'symbol' | 'ip4' | 'ip6' | 'text' | 'byte';
  /** Of an IP address: `i` or `I`. */
  readonly style: number;
  /** Index of the last character of the conversion. */
  readonly end: number;
}

/**
 * Checks a format and packs its arguments, as `bpf_bprintf_prepare` does (`kernel/bpf/helpers.c`). The format has no final 0.
 * Returns EINVAL for a format that BPF does not allow or that wants more arguments than there are.
 */
export function packArguments(
  call: HelperCall,
  format: Uint8Array,
  given: readonly bigint[],
): BinaryArguments | number {
  const packed = new BinaryArguments();
  let used = 0;
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (!isPrint(c) && !isSpace(c)) return EINVAL;
    if (c !== PERCENT) continue;
    if (format[i + 1] === PERCENT) {
      i++;
      continue;
    }
    if (used >= given.length) return EINVAL;
    const conversion = parseConversion(format, i + 1);
    if (conversion === undefined) return EINVAL;
    const errno = pack(call, packed, conversion, given[used]!);
    if (errno !== 0) return errno;
    used++;
    i = conversion.end;
  }
  packed.rewind();
  return packed;
}

function parseConversion(format: Uint8Array, start: number): Conversion | undefined {
  let i = start;
  const at = (offset: number): number => format[i + offset] ?? 0;
  while (at(0) !== 0 && '0+- '.includes(String.fromCharCode(at(0)))) i++;
  while (isDigit(at(0))) i++;
  const ends = (offset: number): boolean => at(offset) === 0 || isSpace(at(offset)) || isPunctuation(at(offset));
  const is = (offset: number, characters: string): boolean =>
    at(offset) !== 0 && characters.includes(String.fromCharCode(at(offset)));
  const conversion = (kind: Conversion['kind'], length: number, style = 0): Conversion => ({
    kind,
    style,
    end: i + length - 1,
  });
  if (is(0, 'p')) {
    if (ends(1)) return conversion('pointer', 1);
    if (is(1, 'ku') && is(2, 's')) return ends(3) ? conversion('text', 3) : undefined;
    if (is(1, 'KxsS')) return conversion('pointer', 2);
    if (is(1, 'B')) return conversion('symbol', 2);
    if (is(1, 'iI') && is(2, '46')) return conversion(is(2, '4') ? 'ip4' : 'ip6', 3, at(1));
    return undefined;
  }
  if (is(0, 's')) return ends(1) ? conversion('text', 1) : undefined;
  if (is(0, 'c')) return conversion('byte', 1);
  const longs = is(0, 'l') ? (is(1, 'l') ? 2 : 1) : 0;
  return is(longs, 'diuxX') ? conversion(longs === 0 ? 'int' : 'long', longs + 1) : undefined;
}

function pack(call: HelperCall, packed: BinaryArguments, { kind, style }: Conversion, value: bigint): number {
  switch (kind) {
    case 'int':
      return packed.addNumber(value, 4);
    case 'long':
    case 'pointer':
      return packed.addNumber(value, 8);
    case 'byte':
      return packed.addByte(value);
    case 'symbol':
      packed.addText(zeroTerminated(`0x${value.toString(16)}`));
      return 0;
    case 'ip4':
    case 'ip6':
      return packAddress(call, packed, kind === 'ip4' ? 4 : 16, style === code('I'), value);
    case 'text':
      if (packed.room === 0) return ENOSPC;
      packed.addText(readKnownString(call, value, packed.room) ?? new Uint8Array(1));
      return 0;
  }
}

function packAddress(call: HelperCall, packed: BinaryArguments, size: 4 | 16, plain: boolean, from: bigint): number {
  if (packed.room < size) return ENOSPC;
  const bytes = readKnown(call, from, size) ?? new Uint8Array(size);
  packed.addText(zeroTerminated(size === 4 ? ip4Text(bytes, plain) : ip6Text(bytes, plain)));
  return 0;
}

/** `%pI4`: `10.0.0.1`; `%pi4`: `010.000.000.001`. */
function ip4Text(bytes: Uint8Array, plain: boolean): string {
  return Array.from(bytes, (byte) => (plain ? `${byte}` : `${byte}`.padStart(3, '0'))).join('.');
}

/** `%pI6`: groups of four digits with colons; `%pi6`: the digits alone. */
function ip6Text(bytes: Uint8Array, plain: boolean): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16).padStart(4, '0'),
  );
  return groups.join(plain ? ':' : '');
}

function zeroTerminated(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}
