import type { BpfObject, MapDefinition, ProgramTypeName } from '@skep/abi';
import { encode, type OperationName, operation } from '@skep/isa';
import { createMachine, type Machine, type MachineOptions } from '../../src/index.ts';

/** An instruction as a row: what is missing is 0. `to` names a label; its distance is put into `off` or `imm`. */
export interface Row {
  readonly op: OperationName;
  readonly dst?: number;
  readonly src?: number;
  readonly off?: number;
  readonly imm?: number;
  readonly nextImm?: number;
  readonly to?: string;
  /** Names the row. */
  readonly label?: string;
}

/** The bytes of rows with their labels resolved. */
function assemble(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const labels = new Map<string, number>();
  const pcs: number[] = [];
  let pc = 0;
  for (const { op, label } of rows) {
    if (label !== undefined) labels.set(label, pc);
    pcs.push(pc);
    pc += operation(op).slots;
  }
  return encode(
    rows.map(({ op: name, dst = 0, src = 0, off = 0, imm = 0, nextImm = 0, to }, index) => {
      const op = operation(name);
      const distance = to === undefined ? 0 : labels.get(to)! - pcs[index]! - 1;
      const inOffset = op.fields.off === 'jump';
      return { op, dst, src, off: inOffset && to ? distance : off, imm: !inOffset && to ? distance : imm, nextImm };
    }),
  );
}

export interface ObjectParts {
  readonly type?: ProgramTypeName;
  readonly maps?: readonly MapDefinition[];
  readonly license?: string;
}

/** An object with one program for each list of rows, called `p0`, `p1`, … */
export function objectOf(
  programs: readonly (readonly Row[] | Uint8Array<ArrayBuffer>)[],
  { type = 'xdp', maps = [], license = 'GPL' }: ObjectParts = {},
): BpfObject {
  return {
    programs: programs.map((rows, index) => ({
      name: `p${index}`,
      type,
      code: rows instanceof Uint8Array ? rows : assemble(rows),
      origins: [],
      subprograms: [{ name: `p${index}`, pc: 0 }],
    })),
    maps,
    license,
  };
}

export const OPTIONS: MachineOptions = { cpus: 2, seed: 1, budget: 1e12, memoryLimit: 1e8 };

export function machineOf(object: BpfObject, options: Partial<MachineOptions> = {}): Machine {
  const made = createMachine(object, { ...OPTIONS, ...options });
  if (!made.ok) throw new Error(made.error.map(({ message }) => message).join('\n'));
  return made.value;
}

export const MEMORY_EVENT = { kind: 'memory', data: new Uint8Array(), time: 0n, cpu: 0 } as const;

export function packetEvent(data: Uint8Array) {
  return { kind: 'packet', data, ingressIfindex: 1, rxQueueIndex: 0, time: 0n, cpu: 0 } as const;
}
