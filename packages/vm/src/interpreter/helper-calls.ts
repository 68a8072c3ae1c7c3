import { type BpfObject, helperAvailable, helperById, helperByName } from '@skep/abi';
import type { FaultCode } from '../fault.ts';
import type { Helper, HelperCall, HelperOutcome } from '../helpers/helper.ts';
import { type Core, STOP, SWITCH } from './core.ts';
import type { Continuation } from './frames.ts';
import { SCRATCHED } from './register-file.ts';

/** `MAX_TAIL_CALL_CNT` of `include/linux/bpf.h`. */
const MAX_TAIL_CALLS = 33;
/** `license_is_gpl_compatible` of `include/linux/license.h`. */
const GPL_COMPATIBLE: ReadonlySet<string> = new Set([
  'GPL',
  'GPL v2',
  'GPL and additional rights',
  'Dual BSD/GPL',
  'Dual MIT/GPL',
  'Dual MPL/GPL',
]);
const SPIN_UNLOCK = helperByName('bpf_spin_unlock')!.id;

/** A helper that a program may call. */
export interface Callee {
  readonly id: number;
  readonly name: string;
  readonly helper: Helper;
  /** How many arguments it takes; it is given 0 for the others. */
  readonly arity: number;
  readonly mayReturnNull: boolean;
}

/** Why a program cannot call a helper. */
export interface Refusal {
  readonly code: FaultCode;
  readonly reason: string;
}

/** What the machine gives to helpers, and lets them know which call is being made. */
export interface HelperScene extends HelperCall {
  enter(pc: number, helper: number): void;
}

/** Calls helpers and does what they ask for. */
export class HelperCalls {
  readonly #core: Core;
  readonly #object: BpfObject;
  readonly #helpers: ReadonlyMap<number, Helper>;
  readonly #scene: HelperScene;

  constructor(core: Core, object: BpfObject, helpers: ReadonlyMap<number, Helper>, scene: HelperScene) {
    this.#core = core;
    this.#object = object;
    this.#helpers = helpers;
    this.#scene = scene;
  }

  /** The helper with a number, for the program with an index. */
  resolve(id: number, program: number): Callee | Refusal {
    const known = helperById(id);
    if (known === undefined) return { code: 'vm/unknown-helper', reason: `Linux has no helper with the number ${id}` };
    const { name } = known;
    const { type } = this.#object.programs[program]!;
    if (type !== 'unspec' && helperAvailable(known, type) === false) {
      return { code: 'vm/helper-not-allowed', reason: `programs of type ${type} may not call ${name} (helper ${id})` };
    }
    if (known.gplOnly && !GPL_COMPATIBLE.has(this.#object.license)) {
      const reason = `${name} may only be called by programs under the GPL; this one's license is "${this.#object.license}"`;
      return { code: 'vm/helper-not-allowed', reason };
    }
    const helper = this.#helpers.get(id);
    if (helper === undefined) {
      return { code: 'vm/unsupported', reason: `this machine does not have ${name} (helper ${id}) yet` };
    }
    return { id, name, helper, arity: known.args.length, mayReturnNull: known.returns.nullable };
  }

  refuse({ code, reason }: Refusal, pc: number): number {
    return this.#core.fault(code, pc, `Instruction ${pc} cannot be executed: ${reason}.`);
  }

  /** Carries out a call at `pc`; the result is that of a step. */
  call(callee: Callee, pc: number): number {
    const core = this.#core;
    if (this.#scene.heldLock !== 0 && callee.id !== SPIN_UNLOCK) {
      const message = `Instruction ${pc} calls ${callee.name} while the program holds a spin lock: only bpf_spin_unlock may be called then.`;
      return core.fault('vm/lock-pairing', pc, message);
    }
    this.#scene.enter(pc, callee.id);
    const { u64 } = core.registers;
    const { arity } = callee;
    const r3 = arity > 2 ? u64[3]! : 0n;
    const r4 = arity > 3 ? u64[4]! : 0n;
    const r5 = arity > 4 ? u64[5]! : 0n;
    const outcome = callee.helper.call(this.#scene, u64[1]!, u64[2]!, r3, r4, r5);
    return this.#settle(callee, pc, outcome);
  }

  /** Ends the run at the exit instruction `pc`, if nothing is held that must be given back. */
  exit(pc: number): number {
    if (this.#scene.heldLock === 0) return this.#core.exit(pc);
    const message = `Instruction ${pc} ends the program while it holds a spin lock; bpf_spin_unlock must come first.`;
    return this.#core.fault('vm/lock-pairing', pc, message);
  }

  /** Goes on with a helper whose callback has returned to `returnPc`. */
  resume({ helper: id, state }: Continuation, returnPc: number): number {
    const core = this.#core;
    const callee = this.resolve(id, core.program);
    const pc = returnPc - 1;
    if ('code' in callee) return this.refuse(callee, pc);
    this.#scene.enter(pc, callee.id);
    const outcome = callee.helper.resume?.(this.#scene, core.registers.u64[0]!, state) ?? 0n;
    return this.#settle(callee, pc, outcome);
  }

  #settle(callee: Callee, pc: number, outcome: HelperOutcome): number {
    const core = this.#core;
    if (typeof outcome === 'bigint') {
      core.registers.u64[0] = outcome;
      core.registers.scratchArguments();
      if (callee.mayReturnNull && outcome === 0n) core.nullReturn = { pc, helper: callee.id };
      return pc + 1;
    }
    if ('code' in outcome) return core.stop(outcome);
    if (outcome.kind === 'tail-call') return this.#tailCall(outcome.program, pc);
    return this.#callback(callee, pc, outcome);
  }

  #callback(
    callee: Callee,
    pc: number,
    { pc: target, args, state }: Extract<HelperOutcome, { kind: 'callback' }>,
  ): number {
    const core = this.#core;
    if (!core.isInstruction(target)) {
      const message = `Helper ${callee.name}, called by instruction ${pc}, was given ${target} as the function to call, which is no instruction of this program; lddw rN, <function> gives one.`;
      return core.fault('vm/bad-helper-argument', pc, message);
    }
    if (!core.frames.push(core.program, target, pc + 1, { helper: callee.id, state })) return core.overflow(pc);
    const { u64 } = core.registers;
    for (let register = 1; register <= 5; register++) u64[register] = args[register - 1] ?? 0n;
    return target;
  }

  /** The context stays in r1; beyond the 33rd tail call of a run nothing happens. */
  #tailCall(program: number, pc: number): number {
    const core = this.#core;
    const { u64 } = core.registers;
    if (core.tailCalls >= MAX_TAIL_CALLS) {
      u64[0] = SCRATCHED;
      core.registers.scratchArguments();
      return pc + 1;
    }
    core.tailCalls++;
    core.frames.replace(program);
    u64.fill(0n, 2, 10);
    u64[0] = 0n;
    core.program = program;
    core.pc = 0;
    return SWITCH;
  }
}

/** Leaves the innermost function, at the instruction `pc`; r0 holds its value. */
export function leaveFunction(core: Core, pc: number): number {
  if (core.frames.depth === 0) return core.helpers.exit(pc);
  const { continuation, returnPc } = core.frames.pop();
  const before = core.program;
  core.program = core.frames.innermost.program;
  if (continuation === undefined) core.registers.scratchArguments();
  const next = continuation === undefined ? returnPc : core.helpers.resume(continuation, returnPc);
  if (next === STOP || next === SWITCH || core.program === before) return next;
  core.pc = next;
  return SWITCH;
}
