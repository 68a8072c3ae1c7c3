import type { ProgramTypeName } from '@skep/abi';
import type { Machine, MachineEvent, Stop } from '@skep/vm';
import { runEvent, runToEnd } from './event-history.ts';

/** What `BPF_PROG_TEST_RUN` is asked. */
export interface TestRunInput {
  readonly data?: Uint8Array;
  readonly context?: Uint8Array;
  /** 0 counts as 1. */
  readonly repeat: number;
  readonly flags: number;
}

/** What it answers. `errno` is 0 when the program ran. */
export type TestRunAnswer =
  | { readonly errno: number }
  | {
      readonly errno: 0;
      /** The low 32 bits of r0. */
      readonly retval: number;
      readonly stop: Stop;
      readonly data?: Uint8Array;
      readonly context?: Uint8Array;
    };

const EINVAL = 22;
const ENOTSUPP = 524;
const ETH_HLEN = 14;
const LOOPBACK_IFINDEX = 1;

/** As the machine's uptime; no test-run depends on it. */
const TIME = 1_000_000_000n;

const SKB_TYPES: readonly ProgramTypeName[] = [
  'socket_filter',
  'sched_cls',
  'sched_act',
  'cgroup_skb',
  'lwt_in',
  'lwt_out',
  'lwt_xmit',
  'lwt_seg6local',
];
const LINK_LAYER_TYPES: readonly ProgramTypeName[] = ['sched_cls', 'sched_act'];

/** The types whose test-run this module follows; the others answer ENOTSUPP, as most do in Linux. */
export function hasTestRun(type: ProgramTypeName): boolean {
  return type === 'xdp' || type === 'raw_tracepoint' || type === 'syscall' || SKB_TYPES.includes(type);
}

function packetEvent(input: TestRunInput, data: Uint8Array): MachineEvent {
  return {
    kind: 'packet',
    data,
    ingressIfindex: LOOPBACK_IFINDEX,
    rxQueueIndex: 0,
    time: TIME,
    cpu: 0,
    ...(input.context && { context: input.context }),
  };
}

function contextEvent(input: TestRunInput): MachineEvent {
  return { kind: 'context', context: input.context ?? new Uint8Array(), time: TIME, cpu: 0 };
}

/** Linux's checks of what the caller gave, before anything runs (`net/bpf/test_run.c`). 0 when they pass. */
function inputErrno(type: ProgramTypeName, input: TestRunInput): number {
  if (!hasTestRun(type)) return ENOTSUPP;
  if (input.flags !== 0) return EINVAL;
  switch (type) {
    case 'raw_tracepoint':
      return input.data !== undefined || input.repeat !== 0 ? EINVAL : 0;
    case 'syscall':
      return input.data !== undefined || input.repeat !== 0 ? EINVAL : 0;
    default:
      return input.data === undefined || input.data.length < ETH_HLEN ? EINVAL : 0;
  }
}

function packetOut(machine: Machine, type: ProgramTypeName): Uint8Array | undefined {
  if (machine.packet === undefined) return undefined;
  const { data, meta } = machine.packet;
  const start = meta?.start ?? data.start;
  const bytes = machine.memory.read(start, data.start + data.size - start);
  if (type === 'xdp' || LINK_LAYER_TYPES.includes(type)) return bytes;
  // Linux puts the link-layer header back, zeroed, for types that do not see it.
  const whole = new Uint8Array(ETH_HLEN + bytes.length);
  whole.set(bytes, ETH_HLEN);
  return whole;
}

/** Runs a machine's program as `BPF_PROG_TEST_RUN` would; maps keep what earlier runs left. */
export function testRun(machine: Machine, program: number, input: TestRunInput): TestRunAnswer {
  const { type } = machine.object.programs[program]!;
  const errno = inputErrno(type, input);
  if (errno !== 0) return { errno };
  const event = input.data === undefined ? contextEvent(input) : packetEvent(input, input.data);
  const result = runEvent(machine, event);
  if (!result.ok) return { errno: EINVAL };
  let stop = result.value;
  for (let left = input.repeat - 1; left > 0 && stop.reason === 'exited'; left--) {
    machine.again();
    stop = runToEnd(machine);
  }
  const data = packetOut(machine, type);
  return {
    errno: 0,
    retval: stop.reason === 'exited' ? Number(BigInt.asUintN(32, stop.r0)) : 0,
    stop,
    ...(data && { data }),
  };
}
