import type { ProgramTypeName } from '@skep/abi';
import type { Fault, FaultCode } from '../fault.ts';
import { MAX_FRAMES } from '../layout.ts';
import type { Memory } from '../memory.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { RegionTable } from '../region-table.ts';
import type { Stop } from '../stop.ts';
import { accessFault } from './access-fault.ts';
import { Frames } from './frames.ts';
import type { HelperCalls } from './helper-calls.ts';
import type { DecodedProgram } from './predecode.ts';
import type { RegisterFile } from './register-file.ts';

/** Executes one instruction; returns the slot of the next one, `STOP` or `SWITCH`. */
export type Step = () => number;

/** The instruction ended the run; `Core.ended` says how. */
export const STOP = -1;
/** The next instruction belongs to another program; `Core.program` and `Core.pc` say which it is. */
export const SWITCH = -2;

/** A call of a helper that returned null instead of a pointer. */
export interface NullReturn {
  readonly pc: number;
  readonly helper: number;
}

/** What instructions work on. */
export class Core {
  readonly registers: RegisterFile;
  readonly memory: Memory;
  readonly regions: RegionTable;
  readonly frames: Frames;
  /** By their index in the object. */
  readonly decoded: readonly DecodedProgram[];
  /** Predecoded programs: one step a slot. */
  readonly programs: Step[][] = [];
  program = 0;
  pc = 0;
  /** Instructions executed since the run began. */
  step = 0;
  ended: Stop | undefined;
  /** Tail calls since the run began. */
  tailCalls = 0;
  /** The packet of the event, if it has one. */
  packet: PacketBuffer | undefined;
  /** Address of the context, 0 for none. */
  context = 0;
  /** The last helper call that returned null, for the words of a fault. */
  nullReturn: NullReturn | undefined;

  /** Set once, before the first instruction: helpers see the machine, which does not exist yet when this is made. */
  helpers!: HelperCalls;

  get programType(): ProgramTypeName {
    return this.decoded[this.program]!.type;
  }

  constructor(decoded: readonly DecodedProgram[], registers: RegisterFile, memory: Memory, regions: RegionTable) {
    this.decoded = decoded;
    this.registers = registers;
    this.memory = memory;
    this.regions = regions;
    this.frames = new Frames(registers, memory, regions);
  }

  /** Ends the run with r0, at the exit instruction `pc`. */
  exit(pc: number): typeof STOP {
    this.pc = pc;
    this.ended = { reason: 'exited', r0: this.registers.u64[0]! };
    return STOP;
  }

  stop(fault: Fault): typeof STOP {
    this.pc = fault.pc;
    this.ended = { reason: 'fault', fault };
    return STOP;
  }

  fault(code: FaultCode, pc: number, message: string): typeof STOP {
    return this.stop({ code, pc, message });
  }

  overflow(pc: number): typeof STOP {
    const message = `Instruction ${pc} calls a function although ${MAX_FRAMES} are running already, which is the limit.`;
    return this.fault('vm/stack-overflow', pc, message);
  }

  /** Whether an instruction of the running program starts at the slot. */
  isInstruction(pc: number): boolean {
    return this.decoded[this.program]!.instructions[pc] !== undefined;
  }

  /** Stops for a load or store that the region table refused. `base` is a register's word. */
  refuse(pc: number, base: number, off: number, size: number, write: boolean): typeof STOP {
    const pointer = this.registers.u64[base >>> 1]!;
    return this.stop(accessFault(this, { pc, who: `Instruction ${pc}`, pointer, off, size, write }));
  }
}
