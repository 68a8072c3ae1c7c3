import { EFAULT, EINVAL } from '../maps/errno.ts';
import { result, u32, wrongContext } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';

/** One's complement sums, as the Internet checksum uses them (RFC 1071). */
const WRAP = 0x1_0000_0000;

/** Carries of a sum of 32-bit words added back in. */
function add32(a: number, b: number): number {
  const sum = a + b;
  return sum >= WRAP ? sum - WRAP + 1 : sum;
}

function fold(sum: number): number {
  let folded = (sum & 0xffff) + (sum >>> 16);
  folded = (folded & 0xffff) + (folded >>> 16);
  return ~folded & 0xffff;
}

/** `MAX_BPF_STACK`: the most bytes that `bpf_csum_diff` takes in all. */
const MOST_BYTES = 512;

export const csumDiff: Helper = {
  call(call, r1, r2, r3, r4, r5) {
    const fromSize = u32(r2);
    const toSize = u32(r4);
    const from = call.checkedAddress(r1, fromSize, false);
    if (typeof from !== 'number') return from;
    const to = call.checkedAddress(r3, toSize, false);
    if (typeof to !== 'number') return to;
    if ((fromSize | toSize) % 4 !== 0 || fromSize + toSize > MOST_BYTES) return result(EINVAL);
    let sum = u32(r5);
    for (let i = 0; i < fromSize; i += 4) sum = add32(sum, ~call.memory.get32(from + i) >>> 0);
    for (let i = 0; i < toSize; i += 4) sum = add32(sum, call.memory.get32(to + i));
    return BigInt(sum);
  },
};

const FIELD_MASK = 0xfn;
const PSEUDO_HEADER = 0x10n;
const MARK_MANGLED_0 = 0x20n;
const MARK_ENFORCE = 0x40n;
const MANGLED_0 = 0xffff;
const CHECKSUM_BYTES = 2;

/**
 * The checksum `old` after a field of `size` bytes changed from `from` to `to`; with size 0 `to` is a sum as `bpf_csum_diff`
 * gives it. Numbers are as they stand in memory, read as little endian. A field of 2 bytes is summed in 16 bits by the
 * layer 3 helper and in 32 by the layer 4 one, which shows when the sum is 0.
 */
function replaced(old: number, from: bigint, to: bigint, size: number, layer: 3 | 4): number | undefined {
  if (size === 0) return from === 0n ? fold(add32(u32(to), ~old >>> 0)) : undefined;
  if (size !== 2 && size !== 4) return undefined;
  const field = size === 2 ? 0xffff : 0xffff_ffff;
  const not = (value: number): number => (layer === 3 ? ~value & field : ~value) >>> 0;
  const before = (u32(from) & field) >>> 0;
  const after = (u32(to) & field) >>> 0;
  return fold(add32(add32(not(old), not(before)), after));
}

function checksumAt(call: HelperCall, offset: number): number | undefined {
  const { packet } = call;
  if (packet === undefined || offset > 0xffff || offset % 2 !== 0) return undefined;
  return offset + CHECKSUM_BYTES > packet.length ? undefined : packet.data + offset;
}

function replace(call: HelperCall, r: readonly bigint[], known: bigint, layer: 3 | 4): HelperOutcome {
  const [context, offset, from, to, flags] = r as [bigint, bigint, bigint, bigint, bigint];
  const wrong = wrongContext(call, context);
  if (wrong !== undefined) return wrong;
  if ((flags & ~known) !== 0n) return result(EINVAL);
  const at = checksumAt(call, u32(offset));
  if (at === undefined) return result(EFAULT);
  const old = call.memory.get16(at);
  if ((flags & MARK_MANGLED_0) !== 0n && (flags & MARK_ENFORCE) === 0n && old === 0) return 0n;
  const sum = replaced(old, from, to, Number(flags & FIELD_MASK), layer);
  if (sum === undefined) return result(EINVAL);
  call.memory.set16(at, sum === 0 && (flags & MARK_MANGLED_0) !== 0n ? MANGLED_0 : sum);
  return 0n;
}

export const l3CsumReplace: Helper = { call: (call, ...registers) => replace(call, registers, FIELD_MASK, 3) };

/** The pseudo header flag only matters to devices that finish the checksum; no packet here waits for one. */
export const l4CsumReplace: Helper = {
  call: (call, ...registers) => replace(call, registers, FIELD_MASK | PSEUDO_HEADER | MARK_MANGLED_0 | MARK_ENFORCE, 4),
};
