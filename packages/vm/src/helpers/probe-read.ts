import { LOWEST_ADDRESS } from '../layout.ts';
import { EFAULT, ERANGE } from '../maps/errno.ts';
import { result, u32 } from './arguments.ts';
import type { Helper, HelperCall } from './helper.ts';
import { readKnown, readKnownString } from './known-memory.ts';

/** Whose memory a helper reads: `any` decides by the address, as `bpf_probe_read` does. */
type Space = 'kernel' | 'user' | 'any';

/** Where user addresses end on x86-64, the guard page included. */
const USER_END = 1n << 47n;
const VSYSCALL_PAGE = 0xffff_ffff_ff60_0000n;
const PAGE_BYTES = 0x1000n;
/** With five-level page tables. */
const ADDRESS_BITS = 57;

/** `copy_from_kernel_nofault_allowed` refuses with ERANGE; what it lets through and is not there is a fault. */
function errnoOf(address: bigint, space: Space): number {
  if (space === 'user' || (space === 'any' && address < USER_END)) return EFAULT;
  const canonical = BigInt.asUintN(64, BigInt.asIntN(ADDRESS_BITS, address)) === address;
  const vsyscall = address >= VSYSCALL_PAGE && address < VSYSCALL_PAGE + PAGE_BYTES;
  return address < USER_END || vsyscall || !canonical ? ERANGE : EFAULT;
}

/** What reading no bytes at all comes to: only the address's range is looked at. */
function readNothing(call: HelperCall, address: bigint, space: Space): number {
  const own = address >= BigInt(LOWEST_ADDRESS) && address < BigInt(call.memory.bytes.length);
  if (own) return 0;
  const errno = errnoOf(address, space);
  return errno === ERANGE || (space === 'user' && address >= USER_END) ? errno : 0;
}

/**
 * The machine's regions are all the memory that there is, for kernel and user addresses alike; any other address is a
 * fault, which fills the destination with zeros.
 */
function probeRead(space: Space): Helper {
  return {
    call(call, r1, r2, r3) {
      const size = u32(r2);
      const to = call.checkedAddress(r1, size, true);
      if (typeof to !== 'number') return to;
      if (size === 0) return result(readNothing(call, r3, space));
      const bytes = readKnown(call, r3, size);
      if (bytes === undefined) call.memory.fill(to, size, 0);
      else call.memory.write(to, bytes);
      return bytes === undefined ? result(errnoOf(r3, space)) : 0n;
    },
  };
}

/** Returns the length of the string with its final 0. */
function probeReadStr(space: Space): Helper {
  return {
    call(call, r1, r2, r3) {
      const size = u32(r2);
      const to = call.checkedAddress(r1, size, true);
      if (typeof to !== 'number') return to;
      const text = readKnownString(call, r3, size);
      if (text === undefined) {
        call.memory.fill(to, size, 0);
        return result(errnoOf(r3, space));
      }
      call.memory.write(to, text);
      return result(text.length);
    },
  };
}

export const probeReadAny: Helper = probeRead('any');
export const probeReadKernel: Helper = probeRead('kernel');
export const probeReadUser: Helper = probeRead('user');
export const probeReadAnyStr: Helper = probeReadStr('any');
export const probeReadKernelStr: Helper = probeReadStr('kernel');
export const probeReadUserStr: Helper = probeReadStr('user');
