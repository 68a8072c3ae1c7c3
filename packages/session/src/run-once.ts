import type { BpfObject } from '@skep/abi';
import { type Diagnostic, err, ok, type Result } from '@skep/base';
import { createMachine, type MachineEvent } from '@skep/vm';
import { runEvent } from './event-history.ts';
import { viewOf } from './machine-view.ts';
import { MEMORY_LIMIT } from './memory-limit.ts';
import type { SessionOptions } from './session.ts';
import type { MachineView } from './view.ts';

const ETHERNET = 1;

/** Runs an object's first program once on fresh maps and shows how it ended. */
export function runOnce(
  object: BpfObject,
  options: SessionOptions,
  event: MachineEvent,
): Result<MachineView, readonly Diagnostic[]> {
  const machine = createMachine(object, { ...options, memoryLimit: MEMORY_LIMIT });
  if (!machine.ok) return machine;
  const stop = runEvent(machine.value, event);
  if (!stop.ok) return err([stop.error]);
  return ok(
    viewOf({
      machine: machine.value,
      packetIndex: 0,
      totalSteps: machine.value.step,
      stop: stop.value,
      ...(event.kind === 'packet' && { packet: { data: event.data, linkType: ETHERNET } }),
    }),
  );
}
