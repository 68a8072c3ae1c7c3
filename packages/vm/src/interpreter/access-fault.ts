import { helperById, type ProgramTypeName } from '@skep/abi';
import { contextRefusal } from '../context-filter.ts';
import type { Fault } from '../fault.ts';
import { LOWEST_ADDRESS, MAX_FRAMES, STACK_BYTES, stackStart } from '../layout.ts';
import type { Memory } from '../memory.ts';
import type { Neighbour, RegionTable } from '../region-table.ts';
import { SCRATCHED } from './register-file.ts';

/** What an address belongs to is told from here. */
export interface FaultScene {
  readonly memory: Memory;
  readonly regions: RegionTable;
  readonly nullReturn: { readonly pc: number; readonly helper: number } | undefined;
  readonly programType: ProgramTypeName;
}

/** An access that must not happen. The address is `pointer + off`. */
export interface BadAccess {
  readonly pc: number;
  /** Subject of the sentence: `Instruction 7`, `Helper bpf_map_update_elem`. */
  readonly who: string;
  readonly pointer: bigint;
  readonly off: number;
  readonly size: number;
  readonly write: boolean;
}

/** An access that misses a region by more than this is not thought to have been meant for it. */
const NEAR_BYTES = 0x10000;

const bytes = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;
const hex = (address: bigint): string => `0x${address.toString(16)}`;

function verb({ who, size, write }: BadAccess): string {
  return `${who} ${write ? 'writes' : 'reads'} ${bytes(size)}`;
}

function nullHint({ pc, helper }: NonNullable<FaultScene['nullReturn']>): string {
  const name = helperById(helper)?.name ?? 'a helper';
  return `; it may be what ${name} returned at instruction ${pc}, where it found nothing: test for that before using it`;
}

function nullMessage(bad: BadAccess, address: bigint, scene: FaultScene): string {
  const at = bad.pointer === 0n && bad.off !== 0 ? `offset ${bad.off} from a null pointer` : `address ${hex(address)}`;
  const reason =
    bad.pointer === 0n ? 'the pointer is null' : 'the first 32 KiB belong to nobody, so this is no pointer';
  const hint = bad.pointer === 0n && scene.nullReturn !== undefined ? nullHint(scene.nullReturn) : '';
  return `${verb(bad)} at ${at}: ${reason}${hint}.`;
}

function missMessage(bad: BadAccess, address: number, { region, distance }: Neighbour): string {
  const { label, start, size } = region;
  const end = address + bad.size - (start + size);
  if (region.kind === 'map') {
    return `${verb(bad)} at ${label}, which stands for the map as a whole and can only be handed to helpers; bpf_map_lookup_elem gives a pointer to a value.`;
  }
  if (distance < 0) return `${verb(bad)} starting ${bytes(-distance)} before the ${label} (${bytes(size)}).`;
  if (distance === 0) {
    return `${verb(bad)} at offset ${address - start} of the ${label}, which has ${bytes(size)}: ${bytes(end)} too far.`;
  }
  return `${verb(bad)} at offset ${address - start} of the ${label}, but it has only ${bytes(size)}: ${bytes(end)} too far.`;
}

function wildMessage(bad: BadAccess, address: bigint): string {
  if (bad.pointer === SCRATCHED) {
    return `${verb(bad)} through a register that the last call has overwritten: r1 to r5 do not survive a call, keep the pointer in r6 to r9.`;
  }
  return `${verb(bad)} at address ${hex(address)}, which belongs to nobody: the value is no pointer, or was moved too far from what it pointed at.`;
}

/** The frame whose stack held the address before the function returned. */
function returnedFrame(address: number): number | undefined {
  for (let frame = 1; frame < MAX_FRAMES; frame++) {
    if (address >= stackStart(frame) && address < stackStart(frame) + STACK_BYTES) return frame;
  }
  return undefined;
}

/** Says what is wrong with an access that `RegionTable.check` has refused. */
export function accessFault(scene: FaultScene, bad: BadAccess): Fault {
  const address = BigInt.asUintN(64, bad.pointer + BigInt(bad.off));
  const access = { address, size: bad.size, write: bad.write };
  const { pc } = bad;
  if (bad.pointer === 0n || address < LOWEST_ADDRESS) {
    return { code: 'vm/null-access', pc, message: nullMessage(bad, address, scene), access };
  }
  const near = address < scene.memory.bytes.length ? scene.regions.nearest(Number(address)) : undefined;
  if (near === undefined || Math.abs(near.distance) > NEAR_BYTES) {
    return { code: 'vm/wild-access', pc, message: wildMessage(bad, address), access };
  }
  const { region } = near;
  const at = Number(address);
  const frame = returnedFrame(at);
  if (near.distance !== 0 && frame !== undefined) {
    const message = `${verb(bad)} on the stack of frame ${frame}, but that function is not running (any more).`;
    return { code: 'vm/wild-access', pc, message, access };
  }
  const inside = near.distance === 0 && at + bad.size <= region.start + region.size;
  if (inside && region.kind === 'context') {
    const { readOnly, words } = contextRefusal(scene.programType, at - region.start, bad.size);
    const message = `${verb(bad)} at offset ${at - region.start} of the context ${words}.`;
    return { code: readOnly ? 'vm/read-only' : 'vm/context-access', pc, message, access, region };
  }
  if (inside && region.kind !== 'map') {
    const message = `${verb(bad)} at offset ${at - region.start} of the ${region.label}, which is read-only for this program.`;
    return { code: 'vm/read-only', pc, message, access, region };
  }
  return { code: 'vm/out-of-bounds', pc, message: missMessage(bad, at, near), access, region };
}
