import { contextByName, contextField, ERRNO, type ProgramTypeName } from '@skep/abi';
import { type Machine, type MachineEvent, type Region, type Stop, takesPackets } from '@skep/vm';
import { runEvent, runToEnd } from './event-history.ts';

/** What `BPF_PROG_TEST_RUN` is asked. */
export interface TestRunInput {
  readonly data?: Uint8Array;
  /** `ctx_in`; empty when the caller gives none but wants `ctx_out`. */
  readonly context?: Uint8Array;
  /** 0 counts as 1. */
  readonly repeat: number;
  readonly flags: number;
}

/** What it answers: an error number when the program was not run, else the result. */
export type TestRunAnswer =
  | { readonly ran: false; readonly errno: number }
  | {
      readonly ran: true;
      /** The low 32 bits of r0; 0 when the run did not come to its end. */
      readonly retval: number;
      readonly stop: Stop;
      /** The packet afterwards, as `data_out` has it. */
      readonly data?: Uint8Array;
      /** The context afterwards, as `ctx_out` has it; present when one was given. */
      readonly context?: Uint8Array;
    };

const LOOPBACK_IFINDEX = 1;
const ETHERNET_HEADER_BYTES = 14;
/** A page less `NET_SKB_PAD` and the aligned `struct skb_shared_info`. */
const MOST_SKB_BYTES = 4096 - 64 - 320;
/** The head of an XDP frame and the 17 fragments that follow it. */
const MOST_XDP_BYTES = 3520 + 17 * 4096;
const RUN_ON_CPU = 1;

/** Any fixed time; the kernel's own clock cannot be followed. */
const TIME = 3_600_000_000_000n;

const CONTEXT_TYPES: readonly ProgramTypeName[] = ['raw_tracepoint', 'syscall'];
const LINK_LAYER_TYPES: readonly ProgramTypeName[] = ['xdp', 'sched_cls', 'sched_act'];

/** Types that Linux runs in a test-run, but only with more of a kernel around them than there is here. */
const UNSERVED_TYPES: readonly ProgramTypeName[] = ['sk_lookup', 'netfilter', 'tracing', 'struct_ops'];

/** Whether this module can say what a test-run of the type answers, be it that there is none. */
export function servesTestRun(type: ProgramTypeName): boolean {
  return !UNSERVED_TYPES.includes(type);
}

/** Linux's checks of what the caller gave, before anything runs (`net/bpf/test_run.c`). 0 when they pass. */
function inputErrno(type: ProgramTypeName, input: TestRunInput): number {
  if (CONTEXT_TYPES.includes(type)) {
    const flags = type === 'raw_tracepoint' ? input.flags & ~RUN_ON_CPU : input.flags;
    return input.data !== undefined || input.repeat !== 0 || flags !== 0 ? ERRNO.EINVAL : 0;
  }
  if (!takesPackets(type) || type === 'lwt_seg6local') return ERRNO.ENOTSUPP;
  if (input.flags !== 0 || input.data === undefined) return ERRNO.EINVAL;
  if (type === 'xdp') return input.data.length > MOST_XDP_BYTES ? ERRNO.ENOMEM : 0;
  return type !== 'flow_dissector' && input.data.length > MOST_SKB_BYTES ? ERRNO.EINVAL : 0;
}

function eventOf({ data, context }: TestRunInput): MachineEvent {
  const moment = { time: TIME, cpu: 0 };
  if (data === undefined) return { kind: 'context', context: context ?? new Uint8Array(), ...moment };
  const device = { ingressIfindex: LOOPBACK_IFINDEX, rxQueueIndex: 0 };
  return { kind: 'packet', data, ...device, ...moment, ...(context && { context }) };
}

function flowKeys(machine: Machine): Region | undefined {
  return machine.regions().find(({ label }) => label === 'flow keys');
}

function packetOut(machine: Machine, type: ProgramTypeName): Uint8Array | undefined {
  if (machine.packet === undefined) return undefined;
  const keys = type === 'flow_dissector' ? flowKeys(machine) : undefined;
  if (keys !== undefined) return machine.memory.read(keys.start, keys.size);
  const { data, meta, fragments } = machine.packet;
  const start = meta?.start ?? data.start;
  const bytes = machine.memory.read(start, data.start + data.size - start + (fragments?.size ?? 0));
  if (LINK_LAYER_TYPES.includes(type)) return bytes;
  // Linux puts the link-layer header back, zeroed, for types that do not see it.
  const whole = new Uint8Array(ETHERNET_HEADER_BYTES + bytes.length);
  whole.set(bytes, ETHERNET_HEADER_BYTES);
  return whole;
}

/** `convert_skb_to___skb`: the fields that come back. */
const SKB_FIELDS_OUT = [
  'mark',
  'priority',
  'ingress_ifindex',
  'ifindex',
  'cb',
  'tstamp',
  'wire_len',
  'gso_segs',
  'gso_size',
  'hwtstamp',
];

function skbOut(machine: Machine, start: number): Uint8Array {
  const layout = contextByName('__sk_buff')!;
  const bytes = new Uint8Array(layout.size);
  for (const name of SKB_FIELDS_OUT) {
    const { offset, size } = contextField(layout, name)!;
    bytes.set(machine.memory.read(start + offset, size), offset);
  }
  return bytes;
}

/** `xdp_convert_buff_to_md`: packet pointers come back as distances from the metadata. */
function xdpOut(machine: Machine, given: Uint8Array): Uint8Array {
  const layout = contextByName('xdp_md')!;
  const bytes = new Uint8Array(layout.size);
  bytes.set(given.subarray(0, layout.size));
  const { data, meta } = machine.packet!;
  const first = meta?.start ?? data.start;
  const view = new DataView(bytes.buffer);
  view.setUint32(contextField(layout, 'data')!.offset, data.start - first, true);
  view.setUint32(contextField(layout, 'data_end')!.offset, data.start + data.size - first, true);
  return bytes;
}

function contextOut(machine: Machine, type: ProgramTypeName, given: Uint8Array): Uint8Array {
  const region = machine.regions().find(({ kind }) => kind === 'context');
  switch (type) {
    case 'xdp':
      return xdpOut(machine, given);
    case 'raw_tracepoint':
      return given;
    case 'syscall':
      return region === undefined ? given : machine.memory.read(region.start, given.length);
    case 'flow_dissector': {
      const keys = new Uint8Array(contextByName('bpf_flow_keys')!.size);
      keys.set(given.subarray(0, keys.length));
      return keys;
    }
    default:
      return skbOut(machine, region!.start);
  }
}

/** Runs an object's first program as `BPF_PROG_TEST_RUN` would; maps keep what earlier runs left. */
export function testRun(machine: Machine, input: TestRunInput): TestRunAnswer {
  const { type } = machine.object.programs[0]!;
  const errno = inputErrno(type, input);
  if (errno !== 0) return { ran: false, errno };
  const result = runEvent(machine, eventOf(input));
  if (!result.ok) return { ran: false, errno: result.error.errno };
  let stop = result.value;
  for (let left = input.repeat - 1; left > 0 && stop.reason === 'exited'; left--) {
    machine.again();
    stop = runToEnd(machine);
  }
  const data = packetOut(machine, type);
  return {
    ran: true,
    retval: stop.reason === 'exited' ? Number(BigInt.asUintN(32, stop.r0)) : 0,
    stop,
    ...(data && { data }),
    ...(input.context && { context: contextOut(machine, type, input.context) }),
  };
}
