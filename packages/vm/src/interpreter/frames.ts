import { MAX_FRAMES, STACK_BYTES, stackStart } from '../layout.ts';
import type { Memory } from '../memory.ts';
import type { Region } from '../region.ts';
import type { Owner, RegionTable } from '../region-table.ts';
import { type RegisterFile, word } from './register-file.ts';

/**
 * `BPF_MAX_LOOPS` of `include/linux/bpf.h`: how often `may_goto` falls through in one activation of a function before it
 * jumps. Linux up to 6.13 keeps the count in a hidden stack slot of each function that has a `may_goto`.
 */
const MAY_GOTO_LIMIT = 8 * 1024 * 1024;

const SAVED_REGISTERS = [6, 7, 8, 9];
const FIRST_SAVED = word(6);
const SAVED_WORDS = word(10) - FIRST_SAVED;
const NO_RETURN = -1;

/** What a helper continues with when the function that it asked for has returned. */
export interface Continuation {
  readonly helper: number;
  readonly state: readonly bigint[];
}

/** A function activation; the machine's own, reused from call to call. */
export interface Activation {
  /** The program that runs in it: changes on a tail call. */
  program: number;
  subprogramPc: number;
  /** Slot after the call; -1 in the entry function. */
  returnPc: number;
  mayGotoLeft: number;
  /** Present when a helper called the function. */
  continuation: Continuation | undefined;
  /** The caller's r6 to r9, as words. */
  readonly saved: Int32Array;
}

export interface FramesState {
  readonly activations: readonly Activation[];
}

function stackRegion(frame: number): Region {
  return {
    kind: 'stack',
    label: `stack of frame ${frame}`,
    start: stackStart(frame),
    size: STACK_BYTES,
    writable: true,
    frame,
  };
}

const copyOf = (activation: Activation): Activation => ({ ...activation, saved: activation.saved.slice() });

/** The call stack: at most 8 frames, each with its own 512 bytes of stack, which are zero when it starts. */
export class Frames {
  /** Frames on the stack but the entry function's: the index of the innermost one. */
  depth = 0;
  readonly #activations: readonly Activation[];
  readonly #stacks: readonly Owner[];
  readonly #registers: RegisterFile;
  readonly #memory: Memory;

  constructor(registers: RegisterFile, memory: Memory, regions: RegionTable) {
    this.#registers = registers;
    this.#memory = memory;
    this.#stacks = Array.from({ length: MAX_FRAMES }, (_, frame) => regions.add(stackRegion(frame)));
    this.#activations = this.#stacks.map(() => ({
      program: 0,
      subprogramPc: 0,
      returnPc: NO_RETURN,
      mayGotoLeft: MAY_GOTO_LIMIT,
      continuation: undefined,
      saved: new Int32Array(SAVED_WORDS),
    }));
    for (const stack of this.#stacks.slice(1)) stack.setLive(false);
  }

  get innermost(): Activation {
    return this.#activations[this.depth]!;
  }

  /** Innermost last. */
  get activations(): readonly Activation[] {
    return this.#activations.slice(0, this.depth + 1);
  }

  stackOf(frame: number): Region {
    return this.#stacks[frame]!.region;
  }

  /** Leaves only the entry function's frame, as new. */
  reset(program: number): void {
    while (this.depth > 0) this.#drop();
    this.#start(program, 0, NO_RETURN, undefined);
  }

  /** Enters a function; false when there are 8 frames already. */
  push(program: number, subprogramPc: number, returnPc: number, continuation: Continuation | undefined): boolean {
    if (this.depth + 1 >= MAX_FRAMES) return false;
    this.depth++;
    const { saved } = this.innermost;
    const { i32 } = this.#registers;
    for (let at = 0; at < SAVED_WORDS; at++) saved[at] = i32[FIRST_SAVED + at]!;
    this.#stacks[this.depth]!.setLive(true);
    this.#start(program, subprogramPc, returnPc, continuation);
    return true;
  }

  /** Leaves the innermost function: gives the caller its r6 to r10 back. The activation left is returned. */
  pop(): Activation {
    const left = this.innermost;
    const { i32 } = this.#registers;
    for (let at = 0; at < SAVED_WORDS; at++) i32[FIRST_SAVED + at] = left.saved[at]!;
    this.#drop();
    this.#registers.setFramePointer(stackStart(this.depth) + STACK_BYTES);
    return left;
  }

  /** Another program takes the innermost frame over (a tail call). */
  replace(program: number): void {
    const { returnPc, continuation } = this.innermost;
    this.#start(program, 0, returnPc, continuation);
  }

  /** The caller's r6 to r9; empty for the entry function. */
  savedRegisters(frame: number): readonly bigint[] {
    if (frame === 0) return [];
    const { saved } = this.#activations[frame]!;
    const view = new BigUint64Array(saved.buffer);
    return SAVED_REGISTERS.map((_, index) => view[index]!);
  }

  save(): FramesState {
    return { activations: this.activations.map(copyOf) };
  }

  /** The region table and the memory are restored by their own owners. */
  restore({ activations }: FramesState): void {
    this.depth = activations.length - 1;
    activations.forEach((from, frame) => {
      const { saved, ...rest } = from;
      const to = this.#activations[frame]!;
      Object.assign(to, rest);
      to.saved.set(saved);
    });
  }

  #start(program: number, subprogramPc: number, returnPc: number, continuation: Continuation | undefined): void {
    const activation = this.innermost;
    activation.program = program;
    activation.subprogramPc = subprogramPc;
    activation.returnPc = returnPc;
    activation.mayGotoLeft = MAY_GOTO_LIMIT;
    activation.continuation = continuation;
    const stack = this.#stacks[this.depth]!;
    if (stack.written) this.#memory.fill(stack.start, STACK_BYTES, 0);
    stack.written = false;
    this.#registers.setFramePointer(stack.start + STACK_BYTES);
  }

  #drop(): void {
    this.#stacks[this.depth]!.setLive(false);
    this.depth--;
  }
}
