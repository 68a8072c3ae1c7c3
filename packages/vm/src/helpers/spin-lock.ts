import type { Helper } from './helper.ts';

/** `struct bpf_spin_lock` */
const LOCK_BYTES = 4;

/**
 * Nothing runs at the same time, so a lock only has to be paired. The machine sees to it that a program which holds one calls
 * nothing but `bpf_spin_unlock`, and gives it back before it ends.
 */
export const spinLock: Helper = {
  call(call, r1) {
    const lock = call.checkedAddress(r1, LOCK_BYTES, true);
    if (typeof lock !== 'number') return lock;
    call.heldLock = lock;
    return 0n;
  },
};

export const spinUnlock: Helper = {
  call(call, r1) {
    const lock = call.checkedAddress(r1, LOCK_BYTES, true);
    if (typeof lock !== 'number') return lock;
    if (call.heldLock !== lock) {
      const reason =
        call.heldLock === 0
          ? 'the program holds none'
          : `the one that the program holds is at 0x${call.heldLock.toString(16)}`;
      return call.fault(
        'vm/lock-pairing',
        `Instruction ${call.pc} gives back the spin lock at 0x${lock.toString(16)}, but ${reason}.`,
      );
    }
    call.heldLock = 0;
    return 0n;
  },
};
