import type { OperationName } from '@skep/isa';
import type { Handler } from './handler.ts';
import { leaveFunction } from './helper-calls.ts';

type CallName = Extract<OperationName, `Call${string}` | 'Exit'>;

/** Calls and returns (RFC 9669, section 4.3.1 to 4.3.3). */
export const CALLS: Record<CallName, Handler> = {
  CallHelper: (core, { pc, imm, program }) => {
    const { helpers } = core;
    const callee = helpers.resolve(imm, program);
    return 'code' in callee ? () => helpers.refuse(callee, pc) : () => helpers.call(callee, pc);
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
    const { helpers } = core;
    return () => {
      const callee = helpers.resolve(Number(u64[dst >>> 1]!), program);
      return 'code' in callee ? helpers.refuse(callee, pc) : helpers.call(callee, pc);
    };
  },
  Exit: (core, { pc }) => {
    return () => leaveFunction(core, pc);
  },
};
