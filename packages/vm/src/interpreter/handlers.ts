import type { OperationName } from '@skep/isa';
import { UNARY } from './alu-unary.ts';
import { ALU32 } from './alu32.ts';
import { ALU64 } from './alu64.ts';
import { ATOMICS, ORDERED } from './atomic.ts';
import { CALLS } from './call.ts';
import { type Handler, withBothOperands } from './handler.ts';
import { JUMP32, JUMP64, UNCONDITIONAL } from './jump.ts';
import { LOADS, STORES } from './load-store.ts';
import { PACKET_LOADS } from './packet-load.ts';

/** Whatever it stands for, the immediate is known before the run: see `wide-immediate.ts`. */
const loadImmediate = ALU64.Mov64;

function unsupported(what: string): Handler {
  return (core, { pc }) => {
    const message = `Instruction ${pc} ${what}.`;
    return () => core.fault('vm/unsupported', pc, message);
  };
}

/** How every operation of the instruction set is executed. */
export const HANDLERS: Record<OperationName, Handler> = {
  ...withBothOperands(ALU32),
  ...withBothOperands(ALU64),
  ...UNARY,
  ...withBothOperands(JUMP32),
  ...withBothOperands(JUMP64),
  ...UNCONDITIONAL,
  ...CALLS,
  ...LOADS,
  ...withBothOperands(STORES),
  ...ATOMICS,
  ...ORDERED,
  ...PACKET_LOADS,
  LoadImm64: loadImmediate,
  LoadMapFd: loadImmediate,
  LoadMapValue: loadImmediate,
  LoadMapIdx: loadImmediate,
  LoadMapIdxValue: loadImmediate,
  LoadFunc: loadImmediate,
  LoadBtfId: unsupported('loads the address of a kernel variable, but this machine has no kernel'),
  AddrSpaceCast: unsupported('casts a pointer between address spaces, but this machine has no arena yet'),
  MovPercpu: unsupported('computes a per-CPU address, which only the kernel itself puts into programs'),
};
