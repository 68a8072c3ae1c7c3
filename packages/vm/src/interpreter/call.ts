import type { OperationName } from '@skep/isa';
import type { Handler } from './handler.ts';
import { leaveFunction } from './helper-calls.ts';

type CallName = Extract<OperationName, `Call${string}` | 'Exit'>;

/** Calls and returns (RFC 9669, section 4.3.1 to 4.3.3). */
export const CALLS: Record<CallName, Handler> = {
  CallHelper: (core, { pc, imm, program }) => {
    const callee = core.helpers.resolve(imm, program);
    return () => core.helpers.call(callee, pc);
  },
  CallLocal: (core, { pc, next, target }) => {
    const { frames } = core;
    return () => (frames.push(core.program, target, next, undefined) ? target : core.overflow(pc));
  },
  CallKfunc: (core, { pc, imm }) => {
    const message = `Instruction ${pc} calls kernel function ${imm}, but this machine has no kernel whose functions could be called; use a helper.`;
    return () => core.fault('vm/unsupported', pc, message);
  },
  /** Calls the helper whose number the register holds. Linux rejects the instruction. */
  CallReg: (core, { pc, dst, program }) => {
    const { u64 } = core.registers;
    return () => core.helpers.call(core.helpers.resolve(Number(u64[dst >>> 1]!), program), pc);
  },
  Exit: (core, { pc }) => {
    return () => leaveFunction(core, pc);
  },
};
