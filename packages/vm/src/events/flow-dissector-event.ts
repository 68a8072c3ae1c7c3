import { type Context, contextByName, contextField } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { EventDiagnostic, PacketEvent } from '../event.ts';
import { INPUT_HEADROOM } from '../layout.ts';
import { PacketBuffer } from '../packet-buffer.ts';
import { ETHERNET_HEADER_BYTES } from './packet-limits.ts';
import { type Enter, eventError, placeContext, type Stage } from './stage.ts';

const SK_BUFF: Context = contextByName('__sk_buff')!;
const FLOW_KEYS: Context = contextByName('bpf_flow_keys')!;
const skbField = (name: string): number => contextField(SK_BUFF, name)!.offset;
const keyField = (name: string): number => contextField(FLOW_KEYS, name)!.offset;

/** `verify_user_bpf_flow_keys`: of TEST_RUN's `ctx_in`, a `bpf_flow_keys`, only the flags may be given. */
function givenFlags(context: Uint8Array): Result<number, EventDiagnostic> {
  const bytes = new Uint8Array(FLOW_KEYS.size);
  bytes.set(context.subarray(0, bytes.length));
  const flags = new DataView(bytes.buffer).getUint32(keyField('flags'), true);
  const stray = context.findIndex((byte, at) => byte !== 0 && (at < keyField('flags') || at >= keyField('flags') + 4));
  if (stray < 0) return ok(flags);
  const message = `The given bpf_flow_keys are refused: only flags may be given, but the byte at offset ${stray} is not 0.`;
  return err(eventError('bad-context', message));
}

/** The keys as TEST_RUN starts them. */
function placeFlowKeys({ data }: PacketEvent, flags: number, { memory, owners }: Stage): number {
  const { start } = owners.flowKeys;
  memory.fill(start, FLOW_KEYS.size, 0);
  memory.write(start + keyField('n_proto'), data.subarray(12, 14));
  memory.set16(start + keyField('nhoff'), ETHERNET_HEADER_BYTES);
  memory.set16(start + keyField('thoff'), ETHERNET_HEADER_BYTES);
  memory.set32(start + keyField('flags'), flags);
  owners.flowKeys.place({ kind: 'memory', label: 'flow keys', start, size: FLOW_KEYS.size, writable: true }, true);
  return start;
}

function placePacket({ data }: PacketEvent, { memory, layout, owners }: Stage): PacketBuffer {
  const hardStart = layout.input;
  const macHeader = hardStart + INPUT_HEADROOM;
  const dataEnd = macHeader + data.length;
  memory.write(macHeader, data);
  const mirror = { data: layout.context + skbField('data'), dataEnd: layout.context + skbField('data_end') };
  const networkHeader = macHeader + ETHERNET_HEADER_BYTES;
  const placement = { hardStart, hardEnd: dataEnd, data: macHeader, dataEnd, fragments: 0, macHeader, networkHeader };
  return new PacketBuffer('skb', memory, owners, placement, mirror, false);
}

/** r1 = `__sk_buff`, of which only `data`, `data_end` and `flow_keys` are set (`bpf_prog_test_run_flow_dissector`). */
export function checkFlowDissector(event: PacketEvent): Result<Enter, EventDiagnostic> {
  const flags = event.context === undefined ? ok(0) : givenFlags(event.context);
  if (!flags.ok) return flags;
  return ok((stage) => {
    const { memory, layout } = stage;
    const { context } = layout;
    memory.fill(context, SK_BUFF.size, 0);
    placeContext(stage, SK_BUFF.size, false);
    const packet = placePacket(event, stage);
    memory.set64(context + skbField('flow_keys'), BigInt(placeFlowKeys(event, flags.value, stage)));
    return { r1: BigInt(context), r2: 0n, context, packet };
  });
}
