import type { HelperName } from '@skep/abi';
import type { Fault } from '../fault.ts';
import { EAGAIN, EINVAL } from '../maps/errno.ts';
import { RingBuffer } from '../maps/ring-buffer.ts';
import { result } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';
import { mapArgument } from './map-argument.ts';

/** `BPF_RB_NO_WAKEUP | BPF_RB_FORCE_WAKEUP` */
const WAKEUP_FLAGS = 3n;

function ringArgument(call: HelperCall, helper: HelperName, pointer: bigint): RingBuffer | Fault {
  const map = mapArgument(call, helper, pointer);
  if ('code' in map || map instanceof RingBuffer) return map;
  return call.fault('vm/unsupported', `Map ${map.definition.name} is no ring buffer.`);
}

function emit(call: HelperCall, ring: RingBuffer, sample: number, size: number): void {
  call.emitRingbuf(ring.index, call.memory.read(sample, size));
}

export const ringbufOutput: Helper = {
  call(call, r1, r2, r3, r4) {
    const ring = ringArgument(call, 'bpf_ringbuf_output', r1);
    if ('code' in ring) return ring;
    const size = r3 <= 0xffff_ffffn ? Number(r3) : 0xffff_ffff;
    const data = call.checkedAddress(r2, size, false);
    if (typeof data !== 'number') return data;
    if ((r4 & ~WAKEUP_FLAGS) !== 0n) return result(EINVAL);
    const sample = ring.reserve(r3);
    if (sample === 0) return result(EAGAIN);
    call.memory.copy(sample, data, size);
    emit(call, ring, sample, size);
    ring.commit(sample, false);
    return 0n;
  },
};

/** The record becomes a region that the program may write until it submits or discards it. */
export const ringbufReserve: Helper = {
  call(call, r1, r2, r3) {
    const ring = ringArgument(call, 'bpf_ringbuf_reserve', r1);
    if ('code' in ring) return ring;
    if (r3 !== 0n) return 0n;
    const start = ring.reserve(r2);
    if (start === 0) return 0n;
    const label = `record reserved in ${ring.definition.name}`;
    call.regions.add({ kind: 'memory', label, start, size: Number(r2), writable: true, map: ring.index });
    return BigInt(start);
  },
};

function end(call: HelperCall, helper: HelperName, pointer: bigint, discard: boolean): HelperOutcome {
  const start = pointer < BigInt(call.memory.bytes.length) ? Number(pointer) : 0;
  for (const ring of call.maps) {
    if (!(ring instanceof RingBuffer)) continue;
    const size = ring.reservedSize(start);
    if (size === undefined) continue;
    call.regions.remove(start);
    if (!discard) emit(call, ring, start, size);
    ring.commit(start, discard);
    return 0n;
  }
  return call.fault(
    'vm/bad-helper-argument',
    `Helper ${helper}, called by instruction ${call.pc}, takes a record that bpf_ringbuf_reserve gave and that was not submitted or discarded since, not 0x${pointer.toString(16)}.`,
  );
}

export const ringbufSubmit: Helper = { call: (call, r1) => end(call, 'bpf_ringbuf_submit', r1, false) };
export const ringbufDiscard: Helper = { call: (call, r1) => end(call, 'bpf_ringbuf_discard', r1, true) };

export const ringbufQuery: Helper = {
  call(call, r1, r2) {
    const ring = ringArgument(call, 'bpf_ringbuf_query', r1);
    if ('code' in ring) return ring;
    const { consumerPosition: consumer, producerPosition: producer } = ring;
    const answers = [producer - consumer, BigInt(ring.definition.maxEntries), consumer, producer];
    return answers[Number(r2)] ?? 0n;
  },
};
