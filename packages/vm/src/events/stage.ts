import { ERRNO, type ProgramTypeName } from '@skep/abi';
import { contextFilter } from '../context-filter.ts';
import type { EventDiagnostic } from '../event.ts';
import { INPUT_HEADROOM, type Layout } from '../layout.ts';
import type { Memory } from '../memory.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { Owner, RegionTable } from '../region-table.ts';

/** What of the region table belongs to the event: each is used by those events that have such a thing. */
export interface EventOwners {
  readonly context: Owner;
  readonly flowKeys: Owner;
  /** What `__sk_buff.sk` points at. */
  readonly socket: Owner;
  /** Metadata before a packet. */
  readonly meta: Owner;
  /** The packet's data, or an input that is no packet. */
  readonly data: Owner;
}

/** Where events are laid out. */
export interface Stage {
  readonly memory: Memory;
  readonly layout: Layout;
  readonly owners: EventOwners;
}

/** What an event gives a program. */
export interface Entry {
  readonly r1: bigint;
  readonly r2: bigint;
  /** Address of the context, 0 for none. */
  readonly context: number;
  readonly packet: PacketBuffer | undefined;
}

/** Lays an event out that has been checked. */
export type Enter = (stage: Stage) => Entry;

/** From the context's start: what its fields may point at lies behind it. */
const FLOW_KEYS_OFFSET = 0x200;
const SOCKET_OFFSET = 0x300;

/** @param type of the program that events enter: it decides what may be done with the context */
export function makeStage(memory: Memory, layout: Layout, regions: RegionTable, type: ProgramTypeName): Stage {
  const vacant = (start: number): Owner => {
    const owner = regions.add({ kind: 'memory', label: 'unused', start, size: 0, writable: false });
    owner.setLive(false);
    return owner;
  };
  const owners = {
    context: vacant(layout.context),
    flowKeys: vacant(layout.context + FLOW_KEYS_OFFSET),
    socket: vacant(layout.context + SOCKET_OFFSET),
    meta: vacant(layout.input),
    data: vacant(layout.input + INPUT_HEADROOM),
  };
  owners.context.filter = contextFilter(type);
  return { memory, layout, owners };
}

/** Takes the last event's regions away. */
export function clearStage({ owners }: Stage): void {
  owners.context.setLive(false);
  owners.flowKeys.setLive(false);
  owners.socket.setLive(false);
  owners.meta.setLive(false);
  owners.data.setLive(false);
}

export function placeContext({ owners, layout }: Stage, size: number, writable: boolean): void {
  owners.context.place({ kind: 'context', label: 'context', start: layout.context, size, writable }, true);
}

export function eventError(
  code: string,
  message: string,
  errno: 'EINVAL' | 'ENODEV' | 'E2BIG' | 'ENOTSUPP' = 'EINVAL',
): EventDiagnostic {
  return { code: `vm/${code}`, severity: 'error', message, errno: ERRNO[errno] };
}
