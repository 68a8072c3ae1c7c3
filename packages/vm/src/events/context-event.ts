import { err, ok, type Result } from '@skep/base';
import type { ContextEvent, EventDiagnostic } from '../event.ts';
import { MAX_CONTEXT_BYTES } from '../layout.ts';
import { type Enter, eventError, placeContext } from './stage.ts';

/** r1 = address of the context, 0 when it is empty. */
export function checkContext({ context }: ContextEvent): Result<Enter, EventDiagnostic> {
  const size = context.length;
  if (size > MAX_CONTEXT_BYTES) {
    return err(eventError('context-too-long', `The context has ${size} bytes; at most ${MAX_CONTEXT_BYTES} fit.`));
  }
  return ok((stage) => {
    if (size === 0) return { r1: 0n, r2: 0n, context: 0, packet: undefined };
    const start = stage.layout.context;
    stage.memory.write(start, context);
    placeContext(stage, size, true);
    return { r1: BigInt(start), r2: 0n, context: start, packet: undefined };
  });
}
