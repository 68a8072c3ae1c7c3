import { type Context, contextByName, contextField } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { EventDiagnostic, PacketEvent } from '../event.ts';
import { INPUT_HEADROOM } from '../layout.ts';
import { PacketBuffer } from '../packet-buffer.ts';
import { ETHERNET_HEADER_BYTES, SHARED_INFO_BYTES } from './packet-limits.ts';
import { type Enter, type Entry, eventError, placeContext, type Stage } from './stage.ts';

const XDP_MD: Context = contextByName('xdp_md')!;
const field = (name: string): number => contextField(XDP_MD, name)!.offset;

/** Drivers give XDP a page for each frame. */
const FRAME_BYTES = 4096;
/** Metadata lies in the headroom, of which `sizeof(struct xdp_frame)` bytes must stay free. */
const MAX_META_BYTES = INPUT_HEADROOM - 40;

interface GivenContext {
  /** Bytes at the start of the data that are metadata. */
  readonly meta: number;
  /** Bytes of the data that are to lie in the first buffer, metadata included. */
  readonly linear: number;
  readonly ingressIfindex: number;
  readonly rxQueueIndex: number;
}

/** What `xdp_md` of TEST_RUN's `ctx_in` may say (`bpf_prog_test_run_xdp`, `xdp_convert_md_to_buff`). */
function givenContext(event: PacketEvent, context: Uint8Array): Result<GivenContext, EventDiagnostic> {
  const refused = (reason: string, errno?: 'ENODEV' | 'E2BIG') =>
    err(eventError('bad-context', `The given xdp_md is refused: ${reason}.`, errno));
  const { length } = event.data;
  const bytes = new Uint8Array(XDP_MD.size);
  if (context.subarray(bytes.length).some((byte) => byte !== 0)) {
    return refused(`it has ${XDP_MD.size} bytes, and what follows must be 0`, 'E2BIG');
  }
  bytes.set(context.subarray(0, bytes.length));
  const view = new DataView(bytes.buffer);
  const get = (name: string): number => view.getUint32(field(name), true);
  const [meta, linear] = [get('data'), get('data_end')];
  if (get('data_meta') !== 0) return refused('data_meta must be 0');
  if (linear > length) return refused(`data_end is more than the packet's length, ${length}`);
  if (meta > linear || meta > MAX_META_BYTES || meta % 4 !== 0) {
    return refused(`data, the number of metadata bytes, must be a multiple of 4 and at most ${MAX_META_BYTES}`);
  }
  if (length - meta < ETHERNET_HEADER_BYTES) return refused('behind the metadata there is no whole Ethernet header');
  if (get('egress_ifindex') !== 0) return refused('egress_ifindex must be 0');
  const device = get('ingress_ifindex');
  if (device > 1) return refused(`there is no device ${device}`, 'ENODEV');
  if (get('rx_queue_index') !== 0) return refused('there is no such receive queue');
  const { ingressIfindex, rxQueueIndex } = event;
  if (device === 0) return ok({ meta, linear, ingressIfindex, rxQueueIndex });
  return ok({ meta, linear, ingressIfindex: device, rxQueueIndex: 0 });
}

const FIELDS = {
  ingressIfindex: field('ingress_ifindex'),
  rxQueueIndex: field('rx_queue_index'),
  data: field('data'),
  dataEnd: field('data_end'),
  dataMeta: field('data_meta'),
};

function placePacket(bytes: Uint8Array, given: GivenContext, { memory, layout, owners }: Stage): PacketBuffer {
  const hardStart = layout.input;
  const hardEnd = hardStart + FRAME_BYTES - SHARED_INFO_BYTES;
  const data = hardStart + INPUT_HEADROOM;
  const first = data - given.meta;
  const end = first + bytes.length;
  const dataEnd = Math.min(first + given.linear, hardEnd);
  memory.fill(hardStart, first - hardStart, 0);
  memory.write(first, bytes);
  memory.fill(end, Math.max(hardEnd - end, 0), 0);
  const { context } = layout;
  const mirror = {
    data: context + FIELDS.data,
    dataEnd: context + FIELDS.dataEnd,
    dataMeta: context + FIELDS.dataMeta,
  };
  const placement = {
    hardStart,
    hardEnd,
    data,
    dataEnd,
    fragments: end - dataEnd,
    macHeader: data,
    networkHeader: data,
  };
  const packet = new PacketBuffer('xdp', memory, owners, placement, mirror, true);
  if (given.meta > 0) packet.resize(first, data, dataEnd);
  return packet;
}

function enter({ data }: PacketEvent, given: GivenContext, stage: Stage): Entry {
  const { memory, layout } = stage;
  const { context } = layout;
  memory.fill(context, XDP_MD.size, 0);
  memory.set32(context + FIELDS.ingressIfindex, given.ingressIfindex);
  memory.set32(context + FIELDS.rxQueueIndex, given.rxQueueIndex);
  placeContext(stage, XDP_MD.size, false);
  return { r1: BigInt(context), r2: 0n, context, packet: placePacket(data, given, stage) };
}

/** r1 = `xdp_md`; the data starts at the link-layer header. What does not fit into a page lies in fragments. */
export function checkXdp(event: PacketEvent): Result<Enter, EventDiagnostic> {
  const { data, context, ingressIfindex, rxQueueIndex } = event;
  if (context === undefined) {
    const given = { meta: 0, linear: data.length, ingressIfindex, rxQueueIndex };
    return ok((stage) => enter(event, given, stage));
  }
  const given = givenContext(event, context);
  return given.ok ? ok((stage) => enter(event, given.value, stage)) : given;
}
