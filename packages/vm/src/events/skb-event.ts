import { type Context, contextByName, contextField, type ProgramTypeName } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { EventDiagnostic, PacketEvent } from '../event.ts';
import { INPUT_HEADROOM } from '../layout.ts';
import { PacketBuffer } from '../packet-buffer.ts';
import { ETH_P_IP, ETH_P_IPV6, etherType, packetType } from './ether-type.ts';
import { ETHERNET_HEADER_BYTES } from './packet-limits.ts';
import { placeSocket } from './socket.ts';
import { type Enter, type Entry, eventError, placeContext, type Stage } from './stage.ts';

const SK_BUFF: Context = contextByName('__sk_buff')!;
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
function givenContext(context: Uint8Array, length: number): Result<Uint8Array<ArrayBuffer>, EventDiagnostic> {
  const refused = (reason: string, errno?: 'ENODEV' | 'E2BIG') =>
    err(eventError('bad-context', `The given __sk_buff is refused: ${reason}.`, errno));
  const bytes = new Uint8Array(SK_BUFF.size);
  if (context.subarray(bytes.length).some((byte) => byte !== 0)) {
    return refused(`it has ${SK_BUFF.size} bytes, and what follows must be 0`, 'E2BIG');
  }
  bytes.set(context.subarray(0, bytes.length));
  const stray = bytes.findIndex((byte, at) => {
    return byte !== 0 && !GIVEN_FIELDS.some(({ offset, size }) => at >= offset && at < offset + size);
  });
  if (stray >= 0) return refused(`the byte at offset ${stray} belongs to a field that must be 0`);
  const view = new DataView(bytes.buffer);
  const device = view.getUint32(field('ifindex'), true);
  if (device > 1) return refused(`there is no device ${device}`, 'ENODEV');
  const wire = view.getUint32(field('wire_len'), true);
  if (wire !== 0 && (wire < length || wire > MAX_WIRE_BYTES)) {
    return refused(`wire_len must be 0 or between the packet's length, ${length}, and ${MAX_WIRE_BYTES}`);
  }
  if (wire === 0) view.setUint32(field('wire_len'), length, true);
  if (view.getUint32(field('gso_segs'), true) > MAX_SEGMENTS)
    return refused(`gso_segs must be at most ${MAX_SEGMENTS}`);
  return ok(bytes);
}

function fillContext(event: PacketEvent, bytes: Uint8Array<ArrayBuffer>, length: number): void {
  const view = new DataView(bytes.buffer);
  const set = (name: string, value: number): void => view.setUint32(field(name), value, true);
  set('len', length);
  set('pkt_type', packetType(event.data));
  set('protocol', swap16(etherType(event.data)));
  if (view.getUint32(field('ifindex'), true) === 0) set('ifindex', event.ingressIfindex);
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
    fragments: 0,
    macHeader,
    networkHeader,
  };
  return new PacketBuffer('skb', memory, owners, placement, mirror, writable);
}

/** An IP packet without a whole IP header is refused: TEST_RUN makes up a socket from its addresses. */
function shortHeader(data: Uint8Array): EventDiagnostic | undefined {
  const type = etherType(data);
  const header = type === ETH_P_IP ? 20 : type === ETH_P_IPV6 ? 40 : 0;
  const behind = data.length - ETHERNET_HEADER_BYTES;
  if (behind >= header) return undefined;
  const version = type === ETH_P_IP ? 'IPv4' : 'IPv6';
  const message = `The packet says that it is ${version}, but only ${behind} of the header's ${header} bytes are there.`;
  return eventError('packet-too-short', message);
}

/** r1 = `__sk_buff`. */
export function checkSkb(event: PacketEvent, type: ProgramTypeName): Result<Enter, EventDiagnostic> {
  const kind = skbKind(type)!;
  const short = shortHeader(event.data);
  if (short !== undefined) return err(short);
  const length = event.data.length - (kind.starts === 'link' ? 0 : ETHERNET_HEADER_BYTES);
  const given = event.context === undefined ? ok(new Uint8Array(SK_BUFF.size)) : givenContext(event.context, length);
  if (!given.ok) return given;
  fillContext(event, given.value, length);
  return ok((stage): Entry => {
    const { context } = stage.layout;
    stage.memory.write(context, given.value);
    placeContext(stage, SK_BUFF.size, true);
    const packet = placePacket(event, kind, stage);
    stage.memory.set64(context + field('sk'), BigInt(placeSocket(event.data, stage)));
    return { r1: BigInt(context), r2: 0n, context, packet };
  });
}
