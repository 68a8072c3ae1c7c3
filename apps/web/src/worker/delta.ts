import type { MachineView, MapView, PacketBytesView, StackView } from '@skep/session';

/**
 * A machine view as it crosses from the worker: parts that are as they were in the view sent before are left out.
 * The page puts the same objects back in their place, so that a panel whose part did not change does not render.
 */
export interface MachineDelta {
  readonly view: Omit<MachineView, 'stacks' | 'maps' | 'packet' | 'context' | 'outputs'>;
  /** `keep` says: the one at the same place in the view before. */
  readonly stacks: readonly Kept<StackView>[];
  readonly maps: readonly Kept<MapView>[];
  readonly packet: Kept<PacketBytesView> | undefined;
  readonly context: Kept<NonNullable<MachineView['context']>> | undefined;
  readonly outputs: Kept<MachineView['outputs']>;
}

const KEEP = 'keep';
type Kept<Part> = Part | typeof KEEP;

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const sameStack = (a: StackView, b: StackView): boolean =>
  a.frame === b.frame && a.function === b.function && a.address === b.address && sameBytes(a.bytes, b.bytes);

/** Nothing written since, and no mark of a change on either side. */
const sameMap = (a: MapView, b: MapView): boolean =>
  a.index === b.index &&
  a.size === b.size &&
  a.entries.length === b.entries.length &&
  a.entries.every((entry, row) => {
    const other = b.entries[row]!;
    return (
      entry.changed === other.changed &&
      entry.address === other.address &&
      sameBytes(entry.key, other.key) &&
      entry.values.length === other.values.length &&
      entry.values.every((value, cpu) => sameBytes(value, other.values[cpu]))
    );
  });

const samePacket = (a: PacketBytesView, b: PacketBytesView): boolean =>
  a.address === b.address &&
  sameBytes(a.bytes, b.bytes) &&
  sameBytes(a.meta, b.meta) &&
  sameBytes(a.original, b.original);

const sameContext = (a: NonNullable<MachineView['context']>, b: NonNullable<MachineView['context']>): boolean =>
  a.address === b.address && a.type === b.type && sameBytes(a.bytes, b.bytes);

const keepIf = <Part>(before: Part | undefined, now: Part, same: (a: Part, b: Part) => boolean): Kept<Part> =>
  before !== undefined && same(before, now) ? KEEP : now;

/**
 * What changed since the view sent before; everything when there is none. Views of two programs or packets may be
 * compared: equality is by content. Map contents may only be compared where the session's programs are the same.
 */
export function encodeDelta(before: MachineView | undefined, now: MachineView): MachineDelta {
  const { stacks, maps, packet, context, outputs, ...view } = now;
  return {
    view,
    stacks: stacks.map((stack, index) => keepIf(before?.stacks[index], stack, sameStack)),
    maps: maps.map((map, index) => keepIf(before?.maps[index], map, sameMap)),
    packet: packet && keepIf(before?.packet, packet, samePacket),
    context: context && keepIf(before?.context, context, sameContext),
    outputs: before?.outputs.length === outputs.length && before.packetIndex === now.packetIndex ? KEEP : outputs,
  };
}

const restore = <Part>(before: Part | undefined, part: Kept<Part>): Part => {
  if (part !== KEEP) return part as Part;
  if (before === undefined) throw new Error('A delta refers to a view that was never sent.');
  return before;
};

/** The whole view again. `before` is the view made from the delta sent before this one. */
export function applyDelta(before: MachineView | undefined, delta: MachineDelta): MachineView {
  const packet = delta.packet && restore(before?.packet, delta.packet);
  const context = delta.context && restore(before?.context, delta.context);
  const stacks = delta.stacks.map((stack, index) => restore(before?.stacks[index], stack));
  const maps = delta.maps.map((map, index) => restore(before?.maps[index], map));
  return {
    ...delta.view,
    stacks: before !== undefined && sameItems(before.stacks, stacks) ? before.stacks : stacks,
    maps: before !== undefined && sameItems(before.maps, maps) ? before.maps : maps,
    outputs: restore(before?.outputs, delta.outputs),
    ...(packet && { packet }),
    ...(context && { context }),
  };
}

const sameItems = <Item>(a: readonly Item[], b: readonly Item[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
