import { E2BIG, EINVAL } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';
import { mapArgument } from './map-argument.ts';

/** `BPF_MAX_LOOPS` of `include/linux/bpf.h`. */
const MAX_LOOPS = 8 * 1024 * 1024;

/** The verifier writes the helper's code in place of the call, and that sets only the lower half of r0. */
const TOO_MANY_LOOPS = BigInt(E2BIG >>> 0);

/** Callbacks return 0 to go on and 1 to stop. */
function iterate(pc: bigint, context: bigint, index: bigint, count: bigint): HelperOutcome {
  if (index >= count) return index;
  return { kind: 'callback', pc: Number(pc), args: [index, context], state: [pc, context, index, count] };
}

export const loop: Helper = {
  call(_call, r1, r2, r3, r4) {
    if (r4 !== 0n) return result(EINVAL);
    const count = u32(r1);
    if (count > MAX_LOOPS) return TOO_MANY_LOOPS;
    return iterate(r2, r3, 0n, BigInt(count));
  },
  resume(_call, r0, state) {
    const [pc, context, index, count] = state as [bigint, bigint, bigint, bigint];
    return r0 === 0n ? iterate(pc, context, index + 1n, count) : index + 1n;
  },
};

interface Iteration {
  readonly map: bigint;
  readonly pc: bigint;
  readonly context: bigint;
  readonly cursor: bigint;
  readonly visited: bigint;
}

function visit(call: HelperCall, { map: pointer, pc, context, cursor, visited }: Iteration): HelperOutcome {
  const map = mapArgument(call, 'bpf_for_each_map_elem', pointer);
  if ('code' in map) return map;
  const element = map.nextElement(cursor, call.cpu, call.frame);
  if (element === undefined) return visited;
  return {
    kind: 'callback',
    pc: Number(pc),
    args: [pointer, BigInt(element.key), BigInt(element.value), context],
    state: [pointer, pc, context, element.cursor, visited + 1n],
  };
}

export const forEachMapElem: Helper = {
  call(call, r1, r2, r3, r4) {
    if (r4 !== 0n) return result(EINVAL);
    return visit(call, { map: r1, pc: r2, context: r3, cursor: 0n, visited: 0n });
  },
  resume(call, r0, state) {
    const [map, pc, context, cursor, visited] = state as [bigint, bigint, bigint, bigint, bigint];
    return r0 === 0n ? visit(call, { map, pc, context, cursor, visited }) : visited;
  },
};
