import { u32 } from './arguments.ts';
import type { Helper } from './helper.ts';

/** The machine has no sockets: every lookup finds none. */
export const lookupSocket: Helper = {
  call(call, _r1, r2, r3) {
    const tuple = call.checkedAddress(r2, u32(r3), false);
    return typeof tuple === 'number' ? 0n : tuple;
  },
};
