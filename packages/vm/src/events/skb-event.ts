import { type Context, contextByName, contextField, type ProgramTypeName } from '@skep/abi';
import { type Diagnostic, err, ok, type Result } from '@skep/base';
import type { PacketEvent } from '../event.ts';
import { INPUT_HEADROOM } from '../layout.ts';
import { PacketBuffer } from '../packet-buffer.ts';
import { etherType, packetType } from './ether-type.ts';
import { ETHERNET_HEADER_BYTES } from './packet-limits.ts';
import { type Enter, type Entry, eventError, placeContext, type Stage } from './stage.ts';

const SK_BUFF: Context = contextByName('__sk_buff')!;
const FLOW_KEYS: Context = contextByName('bpf_flow_keys')!;
const field = (name: string): number => contextField(SK_BUFF, name)!.offset;
const swap16 = (value: number): number => ((value & 0xff) << 8) | (value >>> 8);

interface SkbKind {
  /** `link`: the data starts at the Ethernet header; `network`: behind it. */
  readonly starts: 'link' | 'network';
  /** The program may store to the packet directly. */
  readonly writable: boolean;
}

/** `bpf_prog_test_run_skb`, and `may_access_direct_pkt_data` of the verifier. */
const SKB_KINDS: Readonly<Partial<Record<ProgramTypeName, SkbKind>>> = {
  socket_filter: { starts: 'network', writable: false },
  sched_cls: { starts: 'link', writable: true },
  sched_act: { starts: 'link', writable: true },
  cgroup_skb: { starts: 'network', writable: false },
  lwt_in: { starts: 'network', writable: false },
  lwt_out: { starts: 'network', writable: false },
  lwt_xmit: { starts: 'network', writable: true },
  lwt_seg6local: { starts: 'network', writable: false },
  flow_dissector: { starts: 'link', writable: false },
};

export function skbKind(type: ProgramTypeName): SkbKind | undefined {
  return SKB_KINDS[type];
}

/** Fields that TEST_RUN takes from `ctx_in` (`convert___skb_to_skb`); all others must be 0. */
const GIVEN_FIELDS = [
  'mark',
  'priority',
  'ingress_ifindex',
  'ifindex',
  'cb',
  'data_end',
  'tstamp',
  'wire_len',
  'gso_segs',
  'gso_size',
  'hwtstamp',
].map((name) => contextField(SK_BUFF, name)!);

/** `GSO_LEGACY_MAX_SIZE` and `GSO_MAX_SEGS` of `include/linux/netdevice.h`. */
const MAX_WIRE_BYTES = 65536;
const MAX_SEGMENTS = 65535;

/** The given context, or why Linux would refuse it. `length` is that of the packet as the program sees it. */
function givenContext(context: Uint8Array | undefined, length: number): Uint8Array<ArrayBuffer> | string {
  const bytes = new Uint8Array(SK_BUFF.size);
  if (context === undefined) return bytes;
  if (context.subarray(bytes.length).some((byte) => byte !== 0)) {
    return `__sk_buff has ${SK_BUFF.size} bytes; what follows must be 0`;
  }
  bytes.set(context.subarray(0, bytes.length));
  const stray = bytes.findIndex((byte, at) => {
    return byte !== 0 && !GIVEN_FIELDS.some(({ offset, size }) => at >= offset && at < offset + size);
  });
  if (stray >= 0) return `the byte at offset ${stray} belongs to a field that cannot be given, so it must be 0`;
  const view = new DataView(bytes.buffer);
  const wire = view.getUint32(field('wire_len'), true);
  if (wire !== 0 && (wire < length || wire > MAX_WIRE_BYTES)) {
    return `wire_len must be 0 or between the packet's length, ${length}, and ${MAX_WIRE_BYTES}`;
  }
  if (view.getUint32(field('gso_segs'), true) > MAX_SEGMENTS) return `gso_segs must be at most ${MAX_SEGMENTS}`;
  return bytes;
}

function fillContext(event: PacketEvent, given: Uint8Array<ArrayBuffer>, length: number): void {
  const view = new DataView(given.buffer);
  const set = (name: string, value: number): void => view.setUint32(field(name), value, true);
  set('data_end', 0);
  set('len', length);
  set('pkt_type', packetType(event.data));
  set('protocol', swap16(etherType(event.data)));
  if (view.getUint32(field('ifindex'), true) === 0) set('ifindex', event.ingressIfindex);
  if (view.getUint32(field('wire_len'), true) === 0) set('wire_len', length);
}

/** The keys that a flow dissector fills in, as TEST_RUN starts them. Returns their address. */
function placeFlowKeys(event: PacketEvent, { memory, owners }: Stage): number {
  const { start } = owners.flowKeys;
  const offsetOf = (name: string): number => start + contextField(FLOW_KEYS, name)!.offset;
  memory.fill(start, FLOW_KEYS.size, 0);
  memory.set16(offsetOf('n_proto'), event.data[12]! | (event.data[13]! << 8));
  memory.set16(offsetOf('nhoff'), ETHERNET_HEADER_BYTES);
  memory.set16(offsetOf('thoff'), ETHERNET_HEADER_BYTES);
  owners.flowKeys.place({ kind: 'memory', label: 'flow keys', start, size: FLOW_KEYS.size, writable: true }, true);
  return start;
}

const MIRRORED = {
  len: field('len'),
  data: field('data'),
  dataEnd: field('data_end'),
  dataMeta: field('data_meta'),
};

function placePacket(event: PacketEvent, { starts, writable }: SkbKind, stage: Stage): PacketBuffer {
  const { memory, layout, owners } = stage;
  const hardStart = layout.input;
  const macHeader = hardStart + INPUT_HEADROOM;
  const networkHeader = macHeader + ETHERNET_HEADER_BYTES;
  memory.fill(hardStart, INPUT_HEADROOM, 0);
  memory.write(macHeader, event.data);
  const { context } = layout;
  const mirror = {
    len: context + MIRRORED.len,
    data: context + MIRRORED.data,
    dataEnd: context + MIRRORED.dataEnd,
    dataMeta: context + MIRRORED.dataMeta,
  };
  const placement = {
    hardStart,
    hardEnd: hardStart + layout.inputBytes,
    data: starts === 'link' ? macHeader : networkHeader,
    dataEnd: macHeader + event.data.length,
    macHeader,
    networkHeader,
  };
  return new PacketBuffer('skb', memory, owners, placement, mirror, writable);
}

/** r1 = `__sk_buff`. */
export function checkSkb(event: PacketEvent, type: ProgramTypeName): Result<Enter, Diagnostic> {
  const kind = skbKind(type)!;
  const length = event.data.length - (kind.starts === 'link' ? 0 : ETHERNET_HEADER_BYTES);
  if (length === 0) {
    const message = `Programs of type ${type} see the packet from behind its Ethernet header, and nothing is there.`;
    return err(eventError('empty-packet', message));
  }
  const given = givenContext(event.context, length);
  if (typeof given === 'string') return err(eventError('bad-context', `The given __sk_buff is refused: ${given}.`));
  fillContext(event, given, length);
  return ok((stage): Entry => {
    const { context } = stage.layout;
    stage.memory.write(context, given);
    placeContext(stage, SK_BUFF.size, true);
    const packet = placePacket(event, kind, stage);
    if (type === 'flow_dissector') {
      stage.memory.set64(context + field('flow_keys'), BigInt(placeFlowKeys(event, stage)));
    }
    return { r1: BigInt(context), r2: 0n, context, packet };
  });
}
