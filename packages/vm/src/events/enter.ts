import type { ProgramTypeName } from '@skep/abi';
import { err, type Result } from '@skep/base';
import type { EventDiagnostic, MachineEvent, PacketEvent } from '../event.ts';
import { MAX_INPUT_BYTES } from '../layout.ts';
import { checkContext } from './context-event.ts';
import { checkFlowDissector } from './flow-dissector-event.ts';
import { checkMemory } from './memory-event.ts';
import { ETHERNET_HEADER_BYTES } from './packet-limits.ts';
import { checkSkb, skbKind } from './skb-event.ts';
import { type Enter, eventError } from './stage.ts';
import { checkXdp } from './xdp-event.ts';

/** Whether programs of a type can be run on a packet. */
export function takesPackets(type: ProgramTypeName): boolean {
  return type === 'xdp' || type === 'flow_dissector' || skbKind(type) !== undefined;
}

function checkPacket(event: PacketEvent, type: ProgramTypeName): Result<Enter, EventDiagnostic> {
  const { length } = event.data;
  if (!takesPackets(type)) {
    return err(
      eventError('wrong-event', `Programs of type ${type} do not run on packets; give them a context.`, 'ENOTSUPP'),
    );
  }
  if (length < ETHERNET_HEADER_BYTES) {
    const message = `The packet has ${length} bytes; Linux runs programs only on packets with a whole Ethernet header, ${ETHERNET_HEADER_BYTES} bytes.`;
    return err(eventError('packet-too-short', message));
  }
  if (length > MAX_INPUT_BYTES) {
    const message = `The packet has ${length} bytes; this machine takes at most ${MAX_INPUT_BYTES}.`;
    return err(eventError('packet-too-long', message));
  }
  if (type === 'xdp') return checkXdp(event);
  return type === 'flow_dissector' ? checkFlowDissector(event) : checkSkb(event, type);
}

/** Says why a program of the type cannot be run on the event, or how it is laid out. */
export function checkEvent(event: MachineEvent, type: ProgramTypeName): Result<Enter, EventDiagnostic> {
  if (event.kind === 'packet') return checkPacket(event, type);
  return event.kind === 'context' ? checkContext(event) : checkMemory(event);
}
