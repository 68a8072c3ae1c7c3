import { result, u32 } from './arguments.ts';
import type { Helper, HelperCall } from './helper.ts';

/** Ticks a second of Debian's kernel (`CONFIG_HZ`), and the tick count that Linux starts with: five minutes before it wraps. */
const HZ = 250n;
const NANOSECONDS_PER_TICK = 1_000_000_000n / HZ;
const INITIAL_JIFFIES = 0x1_0000_0000n - 300n * HZ;

/** What all programs see as the current task: a process of root's. */
const TASK = { pid: 1n, tgid: 1n, uid: 0n, gid: 0n, comm: 'skep' } as const;
/** Cookies and cgroup ids are opaque and never 0 where there is something to identify. */
const ROOT_CGROUP = 1n;
const INITIAL_NETNS = 1n;
/** `overflowuid`: the owner of a packet that belongs to no socket. */
const OVERFLOW_UID = 65534n;

const constant = (value: bigint): Helper => ({ call: () => value });

/** The machine has one clock: boot time and TAI are the same as monotonic time. */
export const ktimeGetNs: Helper = { call: (call) => BigInt.asUintN(64, call.now()) };
/** Moves once a tick. */
export const ktimeGetCoarseNs: Helper = {
  call: (call) => BigInt.asUintN(64, call.now() - (call.now() % NANOSECONDS_PER_TICK)),
};
export const jiffies64: Helper = { call: (call) => INITIAL_JIFFIES + call.now() / NANOSECONDS_PER_TICK };

export const getPrandomU32: Helper = { call: (call) => BigInt(call.random() >>> 0) };
export const getSmpProcessorId: Helper = { call: (call) => BigInt(call.cpu) };
export const getNumaNodeId: Helper = constant(0n);

export const getCurrentPidTgid: Helper = constant((TASK.tgid << 32n) | TASK.pid);
export const getCurrentUidGid: Helper = constant((TASK.gid << 32n) | TASK.uid);
export const getCurrentCgroupId: Helper = constant(ROOT_CGROUP);
export const getCgroupClassid: Helper = constant(0n);
export const getRouteRealm: Helper = constant(0n);
/** No packet of an event belongs to a socket. */
export const getSocketCookie: Helper = constant(0n);
export const getSocketUid: Helper = constant(OVERFLOW_UID);
export const getNetnsCookie: Helper = constant(INITIAL_NETNS);

/** `strscpy_pad`: cut to fit with its final 0, and filled up with zeros. */
export const getCurrentComm: Helper = {
  call(call: HelperCall, r1: bigint, r2: bigint) {
    const size = u32(r2);
    const at = call.checkedAddress(r1, size, true);
    if (typeof at !== 'number') return at;
    const comm = new TextEncoder().encode(TASK.comm).subarray(0, Math.max(0, size - 1));
    call.memory.fill(at, size, 0);
    call.memory.write(at, comm);
    return result(0);
  },
};
