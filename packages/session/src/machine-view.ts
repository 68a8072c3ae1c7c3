import { contextOf, verdictName } from '@skep/abi';
import { registersRead } from '@skep/isa';
import { dissect } from '@skep/nic';
import { type Access, type Machine, SCRATCHED, type Stop } from '@skep/vm';
import { describeAddress, type Surroundings } from './describe-address.ts';
import {
  type AccessView,
  type LayerView,
  MAP_VIEW_ENTRIES,
  type MachineView,
  type MapEntryView,
  type MapView,
  type PacketBytesView,
  type RegisterView,
  type StackView,
} from './view.ts';

/** A machine at one point of a run, with what the last step did. */
export interface Moment {
  readonly machine: Machine;
  readonly packetIndex: number;
  /** The packet before the run, and its link type; absent for programs that run on none. */
  readonly packet?: { readonly data: Uint8Array; readonly linkType: number };
  readonly totalSteps: number;
  readonly stop: Stop;
  /** What the last step did; absent before the first. */
  readonly lastStep?: LastStep;
}

export interface LastStep {
  readonly program: number;
  readonly pc: number;
  /** Registers before it. */
  readonly registers: BigUint64Array;
  readonly accesses: readonly Access[];
}

const REGISTERS = 11;
const ARGUMENT_REGISTERS = [1, 2, 3, 4, 5];

function lineOf(machine: Machine, program: number, pc: number): number | undefined {
  return machine.object.programs[program]?.origins[pc]?.line;
}

function functionName(machine: Machine, pc: number): string {
  const { subprograms, name } = machine.object.programs[machine.program]!;
  return subprograms.findLast((candidate) => candidate.pc <= pc)?.name ?? name;
}

function registers({ machine, lastStep }: Moment, surroundings: Surroundings): RegisterView[] {
  const last = lastStep && machine.instructionAt(lastStep.program, lastStep.pc);
  const read = last === undefined ? [] : registersRead(last);
  return Array.from({ length: REGISTERS }, (_, index) => {
    const value = machine.registers[index]!;
    const points = describeAddress(value, surroundings);
    return {
      index,
      value,
      changed: lastStep !== undefined && lastStep.registers[index] !== value,
      read: read.includes(index),
      scratched: ARGUMENT_REGISTERS.includes(index) && value === SCRATCHED,
      ...(points && { points }),
    };
  });
}

function stacks(machine: Machine): StackView[] {
  return machine.frames.map((frame, index) => ({
    frame: index,
    function: functionName(machine, frame.subprogramPc),
    address: frame.stack.start,
    bytes: machine.memory.read(frame.stack.start, frame.stack.size),
  }));
}

function packetBytes({ machine, packet }: Moment, layers: readonly LayerView[]): PacketBytesView | undefined {
  if (machine.packet === undefined || packet === undefined) return undefined;
  const { data, meta } = machine.packet;
  return {
    address: data.start,
    bytes: machine.memory.read(data.start, data.size),
    ...(meta && { meta: machine.memory.read(meta.start, meta.size) }),
    original: packet.data,
    layers,
  };
}

const overlaps = (access: Access, start: number, size: number): boolean =>
  access.address < start + size && start < access.address + access.size;

/** A portion of a map's entries as they stand now. */
export function mapEntries(
  machine: Machine,
  map: number,
  offset: number,
  limit: number,
  accesses: readonly Access[] = [],
): MapEntryView[] {
  const writes = accesses.filter(({ write }) => write);
  const instance = machine.maps[map];
  if (instance === undefined) return [];
  const entries: MapEntryView[] = [];
  let position = 0;
  for (const { key, values, address } of instance.entries()) {
    if (position >= offset + limit) break;
    if (position++ < offset) continue;
    const size = instance.definition.valueSize;
    const changed = address !== undefined && writes.some((write) => overlaps(write, address, size));
    entries.push({ key, values, changed, ...(address !== undefined && { address }) });
  }
  return entries;
}

function maps({ machine, lastStep }: Moment): MapView[] {
  return machine.maps.map(({ definition, size, version }, index) => ({
    index,
    definition,
    size,
    version,
    entries: mapEntries(machine, index, 0, MAP_VIEW_ENTRIES, lastStep?.accesses),
  }));
}

function accesses({ machine, lastStep }: Moment): AccessView[] {
  return (lastStep?.accesses ?? []).map((access) => {
    const kind = machine.locate(BigInt(access.address))?.region.kind;
    return { ...access, ...(kind && { kind }) };
  });
}

function context(machine: Machine): MachineView['context'] {
  const region = machine.regions().find(({ kind }) => kind === 'context');
  const layout = contextOf(machine.object.programs[machine.program]!.type);
  if (region === undefined) return undefined;
  return {
    address: region.start,
    bytes: machine.memory.read(region.start, region.size),
    type: layout?.name ?? 'context',
  };
}

/** The word for how a run ended, in the terms of its program type. */
export function verdictOf(machine: Machine, stop: Stop): string | undefined {
  switch (stop.reason) {
    case 'exited':
      return verdictName(machine.object.programs[machine.program]!.type, stop.r0);
    case 'fault':
    case 'budget':
      return stop.reason;
    default:
      return undefined;
  }
}

/** Everything there is to see at a moment of a run, copied out of the machine. */
export function viewOf(moment: Moment): MachineView {
  const { machine, packet, lastStep, stop } = moment;
  const now = machine.packet && packet && machine.memory.read(machine.packet.data.start, machine.packet.data.size);
  const layers = now && packet ? dissect(now, packet.linkType).layers : [];
  const shownPacket = packetBytes(moment, layers);
  const shownContext = context(machine);
  const line = lineOf(machine, machine.program, machine.pc);
  const verdict = verdictOf(machine, stop);
  return {
    packetIndex: moment.packetIndex,
    step: machine.step,
    totalSteps: moment.totalSteps,
    program: machine.program,
    pc: machine.pc,
    ...(lastStep && { lastPc: lastStep.pc }),
    ...(line !== undefined && { line }),
    stop,
    registers: registers(moment, { object: machine.object, machine, layers }),
    frames: frames(machine),
    stacks: stacks(machine),
    ...(shownContext && { context: shownContext }),
    ...(shownPacket && { packet: shownPacket }),
    maps: maps(moment),
    outputs: [...machine.outputs],
    accesses: accesses(moment),
    ...(verdict !== undefined && { verdict }),
  };
}

/** Each activation with the slot it stands at: the innermost at `pc`, the others at their calls. */
function frames(machine: Machine): MachineView['frames'] {
  return machine.frames.map((frame, index) => {
    const inner = machine.frames[index + 1];
    const pc = inner === undefined ? machine.pc : (inner.returnPc ?? machine.pc);
    const line = lineOf(machine, machine.program, pc);
    return { function: functionName(machine, frame.subprogramPc), pc, ...(line !== undefined && { line }) };
  });
}
