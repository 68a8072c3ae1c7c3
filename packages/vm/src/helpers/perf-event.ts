import type { HelperName } from '@skep/abi';
import { E2BIG, EFAULT, EINVAL, ENOENT, EOPNOTSUPP } from '../maps/errno.ts';
import type { MachineMap } from '../maps/machine-map.ts';
import { SlotArrayMap } from '../maps/slot-array-map.ts';
import { result, u32, wrongContext } from './arguments.ts';
import type { Helper, HelperCall } from './helper.ts';
import { mapArgument } from './map-argument.ts';

const INDEX_MASK = 0xffff_ffffn;
/** How many bytes of the packet follow the data. */
const PACKET_BYTES_MASK = 0xf_ffff_0000_0000n;
const CURRENT_CPU = 0xffff_ffff;

/** The errno of `__bpf_perf_event_output`, 0 when an event of this CPU stands at the index. */
function checkEvent(call: HelperCall, map: MachineMap, index: number): number {
  if (index >= map.definition.maxEntries) return E2BIG;
  const slot = map instanceof SlotArrayMap ? map.slot(index) : 0;
  if (slot === 0) return ENOENT;
  return call.memory.get32(slot) === call.cpu ? 0 : EOPNOTSUPP;
}

function perfEventOutput(helper: HelperName): Helper {
  return {
    call(call, r1, r2, r3, r4, r5) {
      const wrong = wrongContext(call, r1);
      if (wrong !== undefined) return wrong;
      const map = mapArgument(call, helper, r2);
      if ('code' in map) return map;
      const size = r5 <= 0xffff_ffffn ? Number(r5) : 0xffff_ffff;
      const data = call.checkedAddress(r4, size, false);
      if (typeof data !== 'number') return data;
      const { packet } = call;
      if ((r3 & ~(INDEX_MASK | (packet === undefined ? 0n : PACKET_BYTES_MASK))) !== 0n) return result(EINVAL);
      const packetBytes = Number((r3 & PACKET_BYTES_MASK) >> 32n);
      if (packetBytes > (packet?.totalLength ?? 0)) return result(EFAULT);
      const index = u32(r3);
      const errno = checkEvent(call, map, index === CURRENT_CPU ? call.cpu : index);
      if (errno !== 0) return result(errno);
      const bytes = new Uint8Array(size + packetBytes);
      bytes.set(call.memory.read(data, size));
      if (packet !== undefined) bytes.set(call.memory.read(packet.data, packetBytes), size);
      call.emitPerfEvent(map.index, bytes);
      return 0n;
    },
  };
}

/** For packets the flags' upper half says how many bytes of the packet to add. */
export const perfEventOutputHelper: Helper = perfEventOutput('bpf_perf_event_output');
