import { bytesToHex } from '@skep/base';
import type { HelperCall } from '../../src/helpers/helper.ts';
import { packArguments } from '../../src/helpers/printf/pack.ts';
import { randomNumbers } from '../maps/random-map-case.ts';
import { CaseBuilder, type HelperCase } from './helper-case.ts';
import { callHelper, load64, loadValue, move, stackAddress, store64 } from './slots.ts';

const RDONLY_PROG = 128;
/** Constant map of the formats, and of texts that arguments point at. */
const FORMATS = 1;
const TEXTS = 2;
const TEXT_BYTES =
  'hello\0\0 sp ace %d\0\x0a\x01\x02\x03\x20\x01\x0d\xb8\0\0\0\0\xff\xfe\xfd\xfc\0\0\0\x01a\0' + '\0'.repeat(16);
const ARGUMENTS = -128;
const OUTPUT_BYTES = 96;

/** A number, or an offset into the texts. */
type Argument = bigint | { readonly text: number };

export interface FormatCall {
  readonly format: string;
  readonly args: readonly Argument[];
  /** Bytes of the buffer; at most 96. */
  readonly size: number;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Formats many times with `bpf_snprintf`: r0 and the buffer of each call are the results. */
function snprintfCase(name: string, calls: readonly FormatCall[]): HelperCase {
  const builder = new CaseBuilder();
  let formats = '';
  for (const { format, args, size } of calls) {
    const at = formats.length;
    formats += `${format}\0`;
    args.forEach((argument, i) => {
      builder.add(
        typeof argument === 'bigint' ? load64(6, argument) : loadValue(6, TEXTS, argument.text),
        store64(10, ARGUMENTS + 8 * i, 6),
      );
    });
    const to = builder.room(OUTPUT_BYTES);
    builder.add(loadValue(1, 0, to), move(2, size), loadValue(3, FORMATS, at));
    builder.add(stackAddress(4, ARGUMENTS), move(5, 8 * args.length), callHelper('snprintf')).keep();
  }
  const constant = (bytes: string) => ({
    type: 'array' as const,
    keySize: 4,
    valueSize: Math.max(1, bytes.length),
    maxEntries: 1,
    flags: RDONLY_PROG,
    constant: bytesToHex(latin1(bytes)),
    unlisted: true,
  });
  return builder.finish().build(name, { maps: [constant(formats), constant(TEXT_BYTES)] });
}

/** Prints with `bpf_trace_printk`: the lines printed, and r0, are what is compared. */
function printkCase(name: string, calls: readonly FormatCall[]): HelperCase {
  const builder = new CaseBuilder();
  for (const { format, args } of calls) {
    const bytes = latin1(`${format}\0`);
    const room = Math.ceil(bytes.length / 8) * 8;
    const padded = new Uint8Array(room);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    for (let at = 0; at < room; at += 8) builder.add(load64(6, view.getBigUint64(at, true)), store64(10, at - room, 6));
    builder.add(stackAddress(1, -room), move(2, bytes.length));
    [3, 4, 5].forEach((register, i) => {
      const argument = args[i] ?? 0n;
      builder.add(
        typeof argument === 'bigint' ? load64(register, argument) : loadValue(register, FORMATS, argument.text),
      );
    });
    builder.add(callHelper('trace_printk')).keep();
  }
  const texts = {
    type: 'array' as const,
    keySize: 4,
    valueSize: TEXT_BYTES.length,
    maxEntries: 1,
    flags: RDONLY_PROG,
    constant: bytesToHex(latin1(TEXT_BYTES)),
    unlisted: true,
  };
  return builder.finish().build(name, { maps: [texts] });
}

const VALUES = [
  0n,
  1n,
  2n,
  9n,
  10n,
  65n,
  127n,
  128n,
  255n,
  256n,
  65535n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0xffffffffffffffffn,
  0xfffffffffffffff0n,
  0x123456789abcdef0n,
];
const CONVERSIONS = [
  'd',
  'i',
  'u',
  'x',
  'X',
  'ld',
  'li',
  'lu',
  'lx',
  'lX',
  'lld',
  'llu',
  'llx',
  'llX',
  'lli',
  'c',
  'px',
  'ps',
  'pS',
];
/** `%pus` is left out: Skep knows one address space only. */
const TEXT_CONVERSIONS = ['s', 'pks', 'pi4', 'pI4', 'pi6', 'pI6', 'pI6c'];
const STRANGE = [
  '#x',
  '.3d',
  '*d',
  'h',
  'hd',
  'f',
  'lld%',
  'o',
  'p4',
  'pM',
  'pIx',
  'n',
  'lc',
  'ls',
  '5%',
  '',
  'l',
  '-+ 0d',
  '0-5d',
  'zu',
  'sx',
  'pksx',
  's1',
  's-',
  's.',
];
const LITERALS = ['', ' ', 'a', ': ', '%%', '-', '_x', '\n', '\t', '100%%!'];

function randomFormatCall(random: (below: number) => number): FormatCall {
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const count = random(5);
  let format = pick(LITERALS);
  const args: Argument[] = [];
  for (let i = 0; i < count; i++) {
    const flags =
      random(2) === 0 ? '' : Array.from({ length: 1 + random(3) }, () => pick(['0', '-', '+', ' '])).join('');
    const width = random(2) === 0 ? '' : `${pick([1, 2, 3, 5, 8, 16, 17, 20, 33])}`;
    const kind = random(10);
    if (kind === 0 && random(4) === 0) {
      format += `%${flags}${width}${pick(STRANGE)}`;
      args.push(pick(VALUES));
    } else if (kind < 4) {
      format += `%${flags}${width}${pick(TEXT_CONVERSIONS)}`;
      args.push(random(8) === 0 ? 0n : { text: pick([0, 6, 7, 18, 22, 38, 39]) });
    } else {
      format += `%${flags}${width}${pick(CONVERSIONS)}`;
      args.push(pick(VALUES));
    }
    format += pick(LITERALS);
  }
  if (random(12) === 0) args.pop();
  if (random(12) === 0) args.push(1n);
  // In a full buffer the kernel skips texts of %p, and then takes what earlier calls left behind for arguments.
  const full = /p[kiI]/.test(format) || random(4) !== 0;
  return { format, args, size: full ? OUTPUT_BYTES : random(40) };
}

function isValid({ format, args }: FormatCall): boolean {
  const none = { regions: { locate: () => undefined }, memory: { bytes: [] } } as unknown as HelperCall;
  return (
    typeof packArguments(
      none,
      latin1(format),
      args.map(() => 0n),
    ) !== 'number'
  );
}

export function randomFormatCases(seed: number, cases: number, calls: number): HelperCase[] {
  const random = randomNumbers(seed);
  return Array.from({ length: cases }, (_, i) => {
    const list = Array.from({ length: calls }, () => randomFormatCall(random));
    // The verifier rejects a program with a wrong format for bpf_snprintf; bpf_trace_printk fails when it runs.
    if (i % 4 !== 3) return snprintfCase(`snprintf ${seed}.${i}`, list.filter(isValid));
    return printkCase(
      `printk ${seed}.${i}`,
      list.map((one) => ({ ...one, args: one.args.slice(0, 3) })),
    );
  });
}
