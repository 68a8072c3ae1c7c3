import type { MachineView } from '@skep/session';
import type { Kind } from '../theme/regions.ts';
import { memoizeOne } from './memoize.ts';

interface Known {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  readonly words: (offset: number) => string;
}

const plus = (name: string, offset: number): string => (offset === 0 ? name : `${name} + ${offset}`);

const stackWords =
  (frame: number, size: number) =>
  (offset: number): string => {
    const name = frame === 0 ? 'fp' : `fp of frame ${frame}`;
    return offset === size ? name : `${name} − ${size - offset}`;
  };

/** What the page itself knows of the machine's memory: what the view shows. */
const knownRegions = memoizeOne(
  (
    stacks: MachineView['stacks'],
    packet: MachineView['packet'],
    context: MachineView['context'],
    maps: MachineView['maps'],
  ): readonly Known[] => [
    ...(packet === undefined ? [] : [span('packet', packet.address, packet.bytes.length, (at) => plus('packet', at))]),
    ...(context === undefined
      ? []
      : [span('context', context.address, context.bytes.length, (at) => plus('context', at))]),
    ...stacks.map(({ frame, address, bytes }) => span('stack', address, bytes.length, stackWords(frame, bytes.length))),
    ...maps.flatMap(({ definition, entries }) =>
      entries.flatMap(({ address, values }) =>
        address === undefined
          ? []
          : [span('map-value', address, values[0]?.length ?? 0, (at) => plus(`value in ${definition.name}`, at))],
      ),
    ),
  ],
);

function span(kind: Kind, start: number, size: number, words: (offset: number) => string): Known {
  return { kind, start, end: start + size, words };
}

/** What a number that lies in memory would point at: for stack slots, which carry no type. */
export function locate(view: MachineView, value: bigint): { readonly kind: Kind; readonly words: string } | undefined {
  if (value === 0n || value > 0xffff_ffffn) return undefined;
  const address = Number(value);
  const regions = knownRegions(view.stacks, view.packet, view.context, view.maps);
  const inside = regions.find(({ start, end }) => start <= address && address < end);
  const found = inside ?? regions.find(({ end }) => end === address);
  return found && { kind: found.kind, words: found.words(address - found.start) };
}
