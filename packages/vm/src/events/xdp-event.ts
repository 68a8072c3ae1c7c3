import { type Context, contextByName, contextField } from '@skep/abi';
import { type Diagnostic, err, ok, type Result } from '@skep/base';
import type { PacketEvent } from '../event.ts';
import { INPUT_HEADROOM } from '../layout.ts';
import { PacketBuffer } from '../packet-buffer.ts';
import { SHARED_INFO_BYTES } from './packet-limits.ts';
import { type Enter, type Entry, eventError, placeContext, type Stage } from './stage.ts';

const XDP_MD: Context = contextByName('xdp_md')!;
const field = (name: string): number => contextField(XDP_MD, name)!.offset;

/** Drivers give XDP a page for each frame. */
const FRAME_BYTES = 4096;
/** `xdp_metalen_invalid` of `include/net/xdp.h`: a multiple of 4, at most 255. */
const MAX_META_BYTES = 255;

interface GivenContext {
  /** Bytes at the start of the data that are metadata. */
  readonly meta: number;
  readonly ingressIfindex: number;
  readonly rxQueueIndex: number;
}

/** What `xdp_md` of TEST_RUN's `ctx_in` may say (`bpf_prog_test_run_xdp`, `xdp_convert_md_to_buff`). */
function givenContext({ data, context, ingressIfindex, rxQueueIndex }: PacketEvent): GivenContext | string {
  if (context === undefined) return { meta: 0, ingressIfindex, rxQueueIndex };
  const bytes = new Uint8Array(XDP_MD.size);
  if (context.length > bytes.length && context.subarray(bytes.length).some((byte) => byte !== 0)) {
    return `xdp_md has ${XDP_MD.size} bytes; what follows must be 0`;
  }
  bytes.set(context.subarray(0, bytes.length));
  const view = new DataView(bytes.buffer);
  const get = (name: string): number => view.getUint32(field(name), true);
  const meta = get('data');
  if (get('data_meta') !== 0) return 'data_meta must be 0';
  if (get('data_end') !== data.length) return `data_end must be the packet's length, ${data.length}`;
  if (meta > data.length || meta > MAX_META_BYTES || meta % 4 !== 0) {
    return `data, the number of metadata bytes, must be a multiple of 4 and at most ${MAX_META_BYTES}`;
  }
  if (get('egress_ifindex') !== 0) return 'egress_ifindex must be 0';
  const given = { meta, ingressIfindex: get('ingress_ifindex'), rxQueueIndex: get('rx_queue_index') };
  if (given.ingressIfindex === 0) {
    return given.rxQueueIndex === 0
      ? { meta, ingressIfindex, rxQueueIndex }
      : 'rx_queue_index needs an ingress_ifindex';
  }
  return given;
}

const FIELDS = {
  ingressIfindex: field('ingress_ifindex'),
  rxQueueIndex: field('rx_queue_index'),
  data: field('data'),
  dataEnd: field('data_end'),
  dataMeta: field('data_meta'),
};

function placePacket(bytes: Uint8Array, meta: number, { memory, layout, owners }: Stage): PacketBuffer {
  const hardStart = layout.input;
  const data = hardStart + INPUT_HEADROOM;
  const first = data - meta;
  const dataEnd = first + bytes.length;
  const frames = Math.ceil((dataEnd - hardStart + SHARED_INFO_BYTES) / FRAME_BYTES);
  const hardEnd = hardStart + frames * FRAME_BYTES - SHARED_INFO_BYTES;
  memory.fill(hardStart, first - hardStart, 0);
  memory.write(first, bytes);
  memory.fill(dataEnd, hardEnd - dataEnd, 0);
  const { context } = layout;
  const mirror = {
    data: context + FIELDS.data,
    dataEnd: context + FIELDS.dataEnd,
    dataMeta: context + FIELDS.dataMeta,
  };
  const placement = { hardStart, hardEnd, data, dataEnd, macHeader: data, networkHeader: data };
  const packet = new PacketBuffer('xdp', memory, owners, placement, mirror, true);
  if (meta > 0) packet.resize(first, data, dataEnd);
  return packet;
}

function enter({ data }: PacketEvent, given: GivenContext, stage: Stage): Entry {
  const { memory, layout } = stage;
  const { context } = layout;
  memory.fill(context, XDP_MD.size, 0);
  memory.set32(context + FIELDS.ingressIfindex, given.ingressIfindex);
  memory.set32(context + FIELDS.rxQueueIndex, given.rxQueueIndex);
  placeContext(stage, XDP_MD.size, false);
  return { r1: BigInt(context), r2: 0n, context, packet: placePacket(data, given.meta, stage) };
}

/** r1 = `xdp_md`; the data starts at the link-layer header. */
export function checkXdp(event: PacketEvent): Result<Enter, Diagnostic> {
  const given = givenContext(event);
  if (typeof given === 'string') return err(eventError('bad-context', `The given xdp_md is refused: ${given}.`));
  return ok((stage) => enter(event, given, stage));
}
