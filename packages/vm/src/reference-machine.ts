import type { BpfObject } from '@skep/abi';
import { ok, type Result } from '@skep/base';
import type { Instruction } from '@skep/isa';
import type { EventDiagnostic, MachineEvent } from './event.ts';
import { checkEvent } from './events/enter.ts';
import { clearStage, type Entry, makeStage, type Stage } from './events/stage.ts';
import { HELPERS } from './helpers/index.ts';
import { accessesOf } from './interpreter/accesses.ts';
import { type Core, type NullReturn, STOP, SWITCH } from './interpreter/core.ts';
import type { FramesState } from './interpreter/frames.ts';
import { HelperCalls } from './interpreter/helper-calls.ts';
import { MachineScene } from './interpreter/helper-scene.ts';
import { predecode } from './interpreter/predecode.ts';
import { type Layout, STACK_BYTES, stackStart } from './layout.ts';
import type { Access, Checkpoint, Frame, Machine, MachineOptions, PacketView, RunOptions } from './machine.ts';
import type { MachineMap } from './maps/machine-map.ts';
import type { Memory } from './memory.ts';
import type { Output } from './output.ts';
import { OutputLog, type OutputLogState } from './output-log.ts';
import type { PacketState } from './packet-buffer.ts';
import { PageStore, type Snapshot } from './page-store.ts';
import type { Location, Region } from './region.ts';
import type { RegionTableState } from './region-table.ts';
import type { Stop } from './stop.ts';

/** All of a machine at one point. */
interface MachineState {
  readonly pages: Snapshot;
  readonly regions: RegionTableState;
  readonly registers: BigUint64Array;
  readonly frames: FramesState;
  readonly outputs: OutputLogState;
  readonly entry: Entry;
  readonly packet: PacketState | undefined;
  readonly program: number;
  readonly pc: number;
  readonly ended: Stop | undefined;
  readonly tailCalls: number;
  readonly nullReturn: NullReturn | undefined;
  readonly cpu: number;
  readonly time: bigint;
  readonly heldLock: number;
  readonly randomState: number;
}

class StateCheckpoint implements Checkpoint {
  readonly step: number;
  state: MachineState | undefined;

  constructor(step: number, state: MachineState) {
    this.step = step;
    this.state = state;
  }
}

const NOTHING: Entry = { r1: 0n, r2: 0n, context: 0, packet: undefined };

/** The interpreter, with everything around it that makes it a machine. */
export class ReferenceMachine implements Machine {
  readonly object: BpfObject;
  readonly memory: Memory;
  readonly maps: readonly MachineMap[];
  readonly registers: BigUint64Array;
  readonly #options: MachineOptions;
  readonly #entryProgram: number;
  readonly #stage: Stage;
  readonly #core: Core;
  readonly #scene: MachineScene;
  readonly #outputs = new OutputLog();
  readonly #pages: PageStore;
  /** By program: as many zeros as it has slots, and one more. */
  readonly #noBreakpoints: readonly Uint8Array[];
  #entry = NOTHING;

  constructor(
    object: BpfObject,
    options: MachineOptions,
    entryProgram: number,
    layout: Layout,
    core: Core,
    maps: readonly MachineMap[],
  ) {
    this.object = object;
    this.memory = core.memory;
    this.maps = maps;
    this.registers = core.registers.registers;
    this.#options = options;
    this.#entryProgram = entryProgram;
    this.#stage = makeStage(core.memory, layout, core.regions, object.programs[entryProgram]!.type);
    this.#core = core;
    this.#pages = new PageStore(core.memory);
    this.#scene = new MachineScene(core, maps, options, this.#outputs);
    core.helpers = new HelperCalls(core, object, HELPERS, this.#scene);
    this.#noBreakpoints = core.decoded.map(({ slots }) => new Uint8Array(slots + 1));
    core.programs.push(...core.decoded.map((decoded, index) => predecode(core, decoded, index)));
    this.begin({ kind: 'memory', data: new Uint8Array(), time: 0n, cpu: 0 });
  }

  get pc(): number {
    return this.#core.pc;
  }
  get program(): number {
    return this.#core.program;
  }
  get step(): number {
    return this.#core.step;
  }
  get ended(): Stop | undefined {
    return this.#core.ended;
  }
  get outputs(): readonly Output[] {
    return this.#outputs.outputs;
  }
  get outputsLost(): number {
    return this.#outputs.lost;
  }

  get frames(): readonly Frame[] {
    const { frames } = this.#core;
    return frames.activations.map(({ subprogramPc, returnPc }, index) => ({
      subprogramPc,
      ...(index === 0 ? {} : { returnPc }),
      stack: frames.stackOf(index),
      saved: frames.savedRegisters(index),
    }));
  }

  get packet(): PacketView | undefined {
    const { packet } = this.#core;
    if (packet === undefined) return undefined;
    const { dataRegion: data, metaRegion: meta, fragmentsRegion: fragments, redirect } = packet;
    return { data, ...(meta && { meta }), ...(fragments && { fragments }), ...(redirect && { redirect }) };
  }

  instructionAt(program: number, pc: number): Instruction | undefined {
    return this.#core.decoded[program]?.instructions[pc];
  }

  begin(event: MachineEvent): Result<void, EventDiagnostic> {
    const { type } = this.object.programs[this.#entryProgram]!;
    const enter = checkEvent(event, type);
    if (!enter.ok) return enter;
    clearStage(this.#stage);
    this.#start(enter.value(this.#stage), event);
    return ok(undefined);
  }

  again(): void {
    this.#reset();
  }

  #start(entry: Entry, { time, cpu }: MachineEvent): void {
    this.#entry = entry;
    this.#scene.time = time;
    this.#scene.cpu = cpu;
    this.#core.packet = entry.packet;
    this.#core.context = entry.context;
    this.#reset();
  }

  #reset(): void {
    const core = this.#core;
    const entry = this.#entry;
    core.registers.clear(stackStart(0) + STACK_BYTES);
    core.registers.u64[1] = entry.r1;
    core.registers.u64[2] = entry.r2;
    core.frames.reset(this.#entryProgram);
    core.program = this.#entryProgram;
    core.pc = 0;
    core.step = 0;
    core.ended = undefined;
    core.tailCalls = 0;
    core.nullReturn = undefined;
    this.#outputs.clear();
    this.#scene.heldLock = 0;
  }

  stepIn(accesses?: Access[]): Stop | undefined {
    const core = this.#core;
    if (core.ended !== undefined) return core.ended;
    if (accesses === undefined) return this.run(1);
    const instruction = this.instructionAt(core.program, core.pc);
    if (instruction !== undefined) accesses.push(...accessesOf(core, instruction));
    this.#scene.accesses = accesses;
    const stop = this.run(1);
    this.#scene.accesses = undefined;
    return stop;
  }

  run(steps: number, { breakpoints }: RunOptions = {}): Stop | undefined {
    const core = this.#core;
    if (core.ended !== undefined) return core.ended;
    const { budget } = this.#options;
    const end = Math.min(core.step + steps, budget);
    if (this.#runTo(end, breakpoints ?? [])) return { reason: 'breakpoint', pc: core.pc };
    if (core.ended === undefined && core.step >= budget) core.ended = { reason: 'budget', limit: budget };
    return core.ended;
  }

  /** Runs until so many instructions have been executed since the run began, or it is over. True at a breakpoint. */
  #runTo(end: number, breakpoints: readonly (Uint8Array | undefined)[]): boolean {
    const core = this.#core;
    while (core.step < end) {
      const code = core.programs[core.program]!;
      const marks = breakpoints[core.program] ?? this.#noBreakpoints[core.program]!;
      let { pc } = core;
      let next = pc;
      while (core.step < end) {
        next = code[pc]!();
        if (next < 0) break;
        core.step++;
        pc = next;
        if (marks[pc]) break;
      }
      if (next === STOP) {
        core.step++;
        return false;
      }
      if (next === SWITCH) core.step++;
      else core.pc = pc;
      if (breakpoints[core.program]?.[core.pc]) return true;
    }
    return false;
  }

  locate(address: bigint): Location | undefined {
    return address < BigInt(this.memory.bytes.length) ? this.#core.regions.locate(Number(address)) : undefined;
  }

  regions(): readonly Region[] {
    return this.#core.regions.regions();
  }

  save(): Checkpoint {
    const core = this.#core;
    const scene = this.#scene;
    return new StateCheckpoint(core.step, {
      pages: this.#pages.take(),
      regions: core.regions.save(),
      registers: this.registers.slice(),
      frames: core.frames.save(),
      outputs: this.#outputs.save(),
      entry: this.#entry,
      packet: core.packet?.save(),
      program: core.program,
      pc: core.pc,
      ended: core.ended,
      tailCalls: core.tailCalls,
      nullReturn: core.nullReturn,
      cpu: scene.cpu,
      time: scene.time,
      heldLock: scene.heldLock,
      randomState: scene.randomState,
    });
  }

  restore(checkpoint: Checkpoint): void {
    if (!(checkpoint instanceof StateCheckpoint) || checkpoint.state === undefined) return;
    const { state, step } = checkpoint;
    const core = this.#core;
    this.#pages.goTo(state.pages);
    core.regions.restore(state.regions);
    this.registers.set(state.registers);
    core.frames.restore(state.frames);
    this.#outputs.restore(state.outputs);
    this.#entry = state.entry;
    core.packet = state.entry.packet;
    if (state.packet !== undefined) core.packet?.restore(state.packet);
    core.context = state.entry.context;
    core.program = state.program;
    core.pc = state.pc;
    core.step = step;
    core.ended = state.ended;
    core.tailCalls = state.tailCalls;
    core.nullReturn = state.nullReturn;
    this.#scene.cpu = state.cpu;
    this.#scene.time = state.time;
    this.#scene.heldLock = state.heldLock;
    this.#scene.randomState = state.randomState;
  }

  release(checkpoint: Checkpoint): void {
    if (checkpoint instanceof StateCheckpoint) checkpoint.state = undefined;
  }
}
