import { contextOf, type ProgramTypeName } from '@skep/abi';
import type { Capture } from '@skep/nic';
import type { MachineEvent } from '@skep/vm';

/** The machine's uptime at a capture's first packet. */
const UPTIME = 3_600_000_000_000n;

/** The capture's packet as it arrives at the virtual device; time passes as it did in the capture. */
export function packetEvent(capture: Capture, index: number): MachineEvent {
  const packet = capture.packet(index);
  const elapsed = packet.time - capture.packet(0).time;
  return {
    kind: 'packet',
    data: packet.data,
    time: UPTIME + (elapsed > 0n ? elapsed : 0n),
    cpu: 0,
    ingressIfindex: 1 + packet.interface,
    rxQueueIndex: 0,
  };
}

/** The one event of a program that runs on no packet: a context of zeroes. */
export function contextEvent(type: ProgramTypeName): MachineEvent {
  return { kind: 'context', time: UPTIME, cpu: 0, context: new Uint8Array(contextOf(type)?.size ?? 0) };
}
