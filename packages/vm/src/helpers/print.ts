import type { Fault } from '../fault.ts';
import { EINVAL } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';
import { readKnownString } from './known-memory.ts';
import { format } from './printf/format.ts';
import { packArguments } from './printf/pack.ts';

/** `MAX_BPRINTF_BUF`: what `bpf_trace_printk` prints at most, final 0 included. */
const PRINT_BUFFER = 1024;
/** `MAX_BPRINTF_VARARGS`. */
const MOST_ARGUMENTS = 12;
const ARGUMENT_BYTES = 8;
/** A format is a constant in a read-only map; no string there is longer than the map. */
const LONGEST_FORMAT = 0x7fff_ffff;

function print(call: HelperCall, fmt: Uint8Array, given: readonly bigint[]): HelperOutcome {
  const packed = packArguments(call, fmt, given);
  if (typeof packed === 'number') return result(packed);
  const { text, length } = format(PRINT_BUFFER, fmt, packed);
  const end = text.indexOf(0);
  call.printk(new TextDecoder().decode(end < 0 ? text : text.subarray(0, end)));
  return result(length);
}

/** The format without its final 0; EINVAL when it has none within its size. */
function formatArgument(call: HelperCall, pointer: bigint, size: number): Uint8Array | number | Fault {
  const at = call.checkedAddress(pointer, size, false);
  if (typeof at !== 'number') return at;
  const bytes = call.memory.read(at, size);
  const end = bytes.indexOf(0);
  return end < 0 ? EINVAL : bytes.subarray(0, end);
}

/** `data` of `bpf_snprintf` and `bpf_trace_vprintk`: up to twelve 64-bit arguments. */
function argumentArray(call: HelperCall, pointer: bigint, size: number): readonly bigint[] | number | Fault {
  if (size % ARGUMENT_BYTES !== 0 || size > MOST_ARGUMENTS * ARGUMENT_BYTES) return EINVAL;
  if (size > 0 && pointer === 0n) return EINVAL;
  const at = call.checkedAddress(pointer, size, false);
  if (typeof at !== 'number') return at;
  return Array.from({ length: size / ARGUMENT_BYTES }, (_, i) => call.memory.get64(at + i * ARGUMENT_BYTES));
}

const settled = (value: number | Fault): HelperOutcome => (typeof value === 'number' ? result(value) : value);

export const tracePrintk: Helper = {
  call(call, r1, r2, r3, r4, r5) {
    const fmt = formatArgument(call, r1, u32(r2));
    return fmt instanceof Uint8Array ? print(call, fmt, [r3, r4, r5]) : settled(fmt);
  },
};

export const traceVprintk: Helper = {
  call(call, r1, r2, r3, r4) {
    const given = argumentArray(call, r3, u32(r4));
    if (!Array.isArray(given)) return settled(given as number | Fault);
    const fmt = formatArgument(call, r1, u32(r2));
    return fmt instanceof Uint8Array ? print(call, fmt, given) : settled(fmt);
  },
};

/** Returns the length of the whole text with its final 0, even when the buffer holds less. */
export const snprintf: Helper = {
  call(call, r1, r2, r3, r4, r5) {
    const size = u32(r2);
    const to = call.checkedAddress(r1, size, true);
    if (typeof to !== 'number') return to;
    const given = argumentArray(call, r4, u32(r5));
    if (!Array.isArray(given)) return settled(given as number | Fault);
    const fmt = readKnownString(call, r3, LONGEST_FORMAT);
    if (fmt === undefined) return unterminated(call, r3);
    const withoutEnd = fmt.subarray(0, fmt.length - 1);
    const packed = packArguments(call, withoutEnd, given);
    if (typeof packed === 'number') return result(packed);
    const { text, length } = format(size, withoutEnd, packed);
    call.memory.write(to, text);
    if (size > 0) call.memory.set8(to + text.length, 0);
    return result(length + 1);
  },
};

function unterminated(call: HelperCall, pointer: bigint): Fault {
  const at = call.checkedAddress(pointer, 1, false);
  if (typeof at !== 'number') return at;
  return call.fault(
    'vm/bad-helper-argument',
    `Helper bpf_snprintf, called by instruction ${call.pc}, takes a format that ends with a 0, but the memory at 0x${pointer.toString(16)} ends without one.`,
  );
}
