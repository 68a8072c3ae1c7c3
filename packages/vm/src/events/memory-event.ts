import { err, ok, type Result } from '@skep/base';
import type { EventDiagnostic, MemoryEvent } from '../event.ts';
import { INPUT_HEADROOM, MAX_INPUT_BYTES } from '../layout.ts';
import { type Enter, eventError } from './stage.ts';

/** r1 = address, r2 = length; both 0 when there are no bytes. */
export function checkMemory({ data }: MemoryEvent): Result<Enter, EventDiagnostic> {
  if (data.length > MAX_INPUT_BYTES) {
    return err(eventError('input-too-long', `The input has ${data.length} bytes; at most ${MAX_INPUT_BYTES} fit.`));
  }
  return ok(({ memory, layout, owners }) => {
    if (data.length === 0) return { r1: 0n, r2: 0n, context: 0, packet: undefined };
    const start = layout.input + INPUT_HEADROOM;
    memory.write(start, data);
    owners.data.place({ kind: 'memory', label: 'memory', start, size: data.length, writable: true }, true);
    return { r1: BigInt(start), r2: BigInt(data.length), context: 0, packet: undefined };
  });
}
