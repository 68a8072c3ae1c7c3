import { CONTEXTS } from './contexts/contexts.ts';
import { ERRNO } from './errno.ts';
import { HELPER_FLAGS, MAP_CREATE_FLAGS, MAP_UPDATE_FLAGS } from './flags.ts';
import { HELPERS } from './helpers/helpers.ts';
import { MAP_TYPES } from './map-type.ts';
import { ETHER_TYPES, IP_PROTOCOLS, LAYOUT, SOCKETS, UAPI_ENUMERATIONS } from './network-numbers.ts';
import { PROGRAM_TYPES } from './program-type.ts';
import { verdictsOf } from './verdict.ts';

/** A name that stands for a number in assembly. */
export interface Constant {
  readonly name: string;
  /** In host byte order. */
  readonly value: bigint;
  /** One sentence; absent where the name says it all. */
  readonly doc?: string;
}

const plain = (numbers: Readonly<Record<string, number>>): Constant[] =>
  Object.entries(numbers).map(([name, value]) => ({ name, value: BigInt(value) }));

/** Return codes with a name of the UAPI; some are shared by several program types. */
function returnCodes(): Constant[] {
  return PROGRAM_TYPES.flatMap((type) => verdictsOf(type))
    .filter(({ name }) => /^[A-Z]/.test(name))
    .map(({ name, value, doc }) => ({ name, value: BigInt(value), doc }));
}

/** `xdp_md.data_end` is the field's offset, `__sk_buff.cb[1]` an element's, and `sizeof(xdp_md)` the structure's size. */
function contextOffsets(): Constant[] {
  return CONTEXTS.flatMap(({ name, size, doc, fields }) => [
    { name: `sizeof(${name})`, value: BigInt(size), doc },
    ...fields.flatMap((field) => {
      const first = { name: `${name}.${field.name}`, value: BigInt(field.offset), doc: field.doc };
      if (field.count === 1) return [first];
      const elements = Array.from({ length: field.count }, (_, i) => ({
        name: `${first.name}[${i}]`,
        value: BigInt(field.offset + i * field.elementSize),
        doc: field.doc,
      }));
      return [first, ...elements];
    }),
  ]);
}

/**
 * A 16-bit number with its bytes swapped: what the number looks like when two bytes of a packet are loaded into a register
 * of a little-endian machine.
 */
const swap16 = (value: number): number => ((value & 0xff) << 8) | (value >> 8);

/**
 * EtherTypes. A packet holds them in network byte order, so a 16-bit load gives them swapped: compare with `BE_ETH_P_IP`
 * (0x0008), or swap the register (`r1 = be16 r1`) and compare with `ETH_P_IP` (0x0800).
 */
function etherTypes(): Constant[] {
  return Object.entries(ETHER_TYPES).flatMap(([name, value]) => [
    { name, value: BigInt(value), doc: 'EtherType in host byte order.' },
    { name: `BE_${name}`, value: BigInt(swap16(value)), doc: `${name} as a 16-bit load from a packet gives it.` },
  ]);
}

const enumeration = (prefix: string, names: readonly string[]): Constant[] =>
  names.map((name, value) => ({ name: prefix + name.toUpperCase(), value: BigInt(value) }));

function build(): ReadonlyMap<string, Constant> {
  const all: Constant[] = [
    ...returnCodes(),
    ...[...MAP_UPDATE_FLAGS, ...MAP_CREATE_FLAGS, ...HELPER_FLAGS].map(({ name, value, doc }) => ({
      name,
      value,
      doc,
    })),
    ...etherTypes(),
    ...plain(IP_PROTOCOLS),
    ...plain(SOCKETS),
    ...plain(UAPI_ENUMERATIONS),
    ...plain(LAYOUT),
    ...plain(ERRNO),
    ...enumeration('BPF_MAP_TYPE_', MAP_TYPES),
    ...enumeration('BPF_PROG_TYPE_', PROGRAM_TYPES),
    ...HELPERS.map(({ name, id, summary }) => ({
      name: `BPF_FUNC_${name.slice('bpf_'.length)}`,
      value: BigInt(id),
      doc: summary,
    })),
    ...contextOffsets(),
  ];
  const map = new Map<string, Constant>();
  for (const constant of all) if (!map.has(constant.name)) map.set(constant.name, constant);
  return map;
}

/** All named numbers, by name. Names are case sensitive. */
export const CONSTANTS: ReadonlyMap<string, Constant> = build();

export function constant(name: string): Constant | undefined {
  return CONSTANTS.get(name);
}
