import { EFAULT } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { Helper } from './helper.ts';
import { readKnown, readKnownString } from './known-memory.ts';

/**
 * `bpf_probe_read` and its kin. The machine's regions are all the memory that there is, for kernel and user addresses
 * alike; anywhere else is a fault, which fills the destination with zeros.
 */
export const probeRead: Helper = {
  call(call, r1, r2, r3) {
    const size = u32(r2);
    const to = call.checkedAddress(r1, size, true);
    if (typeof to !== 'number') return to;
    const bytes = readKnown(call, r3, size);
    if (bytes === undefined) call.memory.fill(to, size, 0);
    else call.memory.write(to, bytes);
    return bytes === undefined ? result(EFAULT) : 0n;
  },
};

/** Returns the length of the string with its final 0. */
export const probeReadStr: Helper = {
  call(call, r1, r2, r3) {
    const size = u32(r2);
    const to = call.checkedAddress(r1, size, true);
    if (typeof to !== 'number') return to;
    const text = readKnownString(call, r3, size);
    if (text === undefined) {
      call.memory.fill(to, size, 0);
      return result(EFAULT);
    }
    call.memory.write(to, text);
    return result(text.length);
  },
};
