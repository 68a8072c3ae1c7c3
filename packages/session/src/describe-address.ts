import { type BpfObject, contextFieldsAt, contextOf } from '@skep/abi';
import { fieldAt } from '@skep/nic';
import type { Location, Machine } from '@skep/vm';
import type { LayerView, PointsTo } from './view.ts';

/** What describing an address needs besides the machine. */
export interface Surroundings {
  readonly object: BpfObject;
  readonly machine: Machine;
  /** The packet's layers as they stand now. */
  readonly layers: readonly LayerView[];
}

const signed = (offset: number): string => (offset < 0 ? `− ${-offset}` : `+ ${offset}`);

function inPacket(offset: number, size: number, layers: readonly LayerView[]): string {
  if (offset === size) return `packet + ${offset} (end of packet)`;
  const field = fieldAt(layers, offset);
  return `packet + ${offset}${field === undefined ? '' : ` (${field})`}`;
}

function inContext(offset: number, { object, machine }: Surroundings): string {
  const context = contextOf(object.programs[machine.program]!.type);
  const field = context && contextFieldsAt(context, offset)[0];
  return `context + ${offset}${field === undefined ? '' : ` (${context!.name}.${field.name})`}`;
}

function words({ region, offset }: Location, surroundings: Surroundings): string {
  switch (region.kind) {
    case 'packet':
      return inPacket(offset, region.size, surroundings.layers);
    case 'context':
      return inContext(offset, surroundings);
    case 'stack': {
      const fromTop = offset - region.size;
      const name = region.frame === 0 || region.frame === undefined ? 'fp' : `fp of frame ${region.frame}`;
      return fromTop === 0 ? `${name} (frame pointer)` : `${name} ${signed(fromTop)}`;
    }
    case 'map':
    case 'map-value':
    case 'map-key':
    case 'memory':
      return offset === 0 ? region.label : `${region.label} ${signed(offset)}`;
  }
}

/** What a register's value points to, or undefined for a number that is nobody's address. */
export function describeAddress(value: bigint, surroundings: Surroundings): PointsTo | undefined {
  const location = surroundings.machine.locate(value);
  if (location === undefined) return undefined;
  const { region, offset } = location;
  return { kind: region.kind, region: region.label, offset, words: words(location, surroundings) };
}
