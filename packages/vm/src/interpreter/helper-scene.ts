import { helperById, type ProgramTypeName } from '@skep/abi';
import type { Fault, FaultCode } from '../fault.ts';
import { MAP_HANDLES, mapHandle } from '../layout.ts';
import type { Access, MachineOptions } from '../machine.ts';
import type { MachineMap } from '../maps/machine-map.ts';
import type { Memory } from '../memory.ts';
import type { OutputLog } from '../output-log.ts';
import type { PacketBuffer } from '../packet-buffer.ts';
import type { RegionTable } from '../region-table.ts';
import { accessFault } from './access-fault.ts';
import type { Core } from './core.ts';
import type { HelperScene } from './helper-calls.ts';

/** The machine as helpers see it, and what of it belongs to them: time, randomness, the held lock. */
export class MachineScene implements HelperScene {
  readonly maps: readonly MachineMap[];
  readonly cpus: number;
  pc = 0;
  cpu = 0;
  /** When the event happened, in nanoseconds. */
  time = 0n;
  heldLock = 0;
  randomState: number;
  /** Where accesses are noted, while somebody wants to know. */
  accesses: Access[] | undefined;
  readonly #core: Core;
  readonly #outputs: OutputLog;
  #helper = 0;

  constructor(core: Core, maps: readonly MachineMap[], { cpus, seed }: MachineOptions, outputs: OutputLog) {
    this.#core = core;
    this.maps = maps;
    this.cpus = cpus;
    this.randomState = seed | 0;
    this.#outputs = outputs;
  }

  get memory(): Memory {
    return this.#core.memory;
  }
  get regions(): RegionTable {
    return this.#core.regions;
  }
  get programType(): ProgramTypeName {
    return this.#core.programType;
  }
  get context(): number {
    return this.#core.context;
  }
  get frame(): number {
    return this.#core.frames.depth;
  }
  get packet(): PacketBuffer | undefined {
    return this.#core.packet;
  }

  enter(pc: number, helper: number): void {
    this.pc = pc;
    this.#helper = helper;
  }

  now(): bigint {
    return this.time + BigInt(this.#core.step);
  }

  /** Mulberry32 (public domain, Tommy Ettinger): one word of state, every seed is good. */
  random(): number {
    this.randomState = (this.randomState + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.randomState ^ (this.randomState >>> 15), this.randomState | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  checkedAddress(address: bigint, size: number, write: boolean): number | Fault {
    const { memory, regions } = this.#core;
    const at = Number(address);
    const inMemory = at < memory.bytes.length;
    if (size === 0) return inMemory ? at : 0;
    if (!inMemory || !regions.check(at, size, write)) {
      return accessFault(this.#core, { pc: this.pc, who: this.#who(), pointer: address, off: 0, size, write });
    }
    this.accesses?.push({ address: at, size, write });
    return at;
  }

  mapOf(pointer: bigint): MachineMap | Fault {
    const index = (Number(pointer) - MAP_HANDLES) / (mapHandle(1) - mapHandle(0));
    const map = this.maps[index];
    if (map !== undefined) return map;
    const message = `${this.#who()} takes a map but was given 0x${pointer.toString(16)}; only lddw rN, map[...] gives a map.`;
    return this.fault('vm/bad-helper-argument', message);
  }

  fault(code: FaultCode, message: string): Fault {
    return { code, pc: this.pc, message };
  }

  printk(text: string): void {
    this.#outputs.add({ kind: 'printk', text, pc: this.pc, step: this.#core.step });
  }

  emitPerfEvent(map: number, data: Uint8Array): void {
    this.#outputs.add({ kind: 'perf-event', map, data, pc: this.pc, step: this.#core.step });
  }

  emitRingbuf(map: number, data: Uint8Array): void {
    this.#outputs.add({ kind: 'ringbuf', map, data, pc: this.pc, step: this.#core.step });
  }

  #who(): string {
    return `Helper ${helperById(this.#helper)?.name ?? this.#helper}, called by instruction ${this.pc},`;
  }
}
