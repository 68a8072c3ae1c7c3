import { type BpfObject, isMapType, MAP_TYPES, type MapDefinition, PROGRAM_TYPES, VALUE_FORMATS } from '@skep/abi';
import { encode, type Instruction, OPERATIONS, type Operation, SLOT_BYTES } from '@skep/isa';
import fc from 'fast-check';
import { FORMAT_BYTES } from '../src/index.ts';

const INT16 = fc.integer({ min: -0x8000, max: 0x7fff });
const INT32 = fc.oneof(
  fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  fc.integer({ min: -20, max: 250 }),
  fc.constantFrom(-0x8000_0000, -1, 0, 0x7fff_ffff),
);

const register = (use: string, select: number | undefined): fc.Arbitrary<number> => {
  if (use === 'zero') return fc.constant(0);
  if (use === 'select') return fc.constant(select ?? 0);
  return fc.integer({ min: 0, max: use === 'read' ? 10 : 9 });
};

function field(use: string, select: number | undefined, any: fc.Arbitrary<number>): fc.Arbitrary<number> {
  if (use === 'zero') return fc.constant(0);
  if (use === 'select') return fc.constant(select ?? 0);
  return use === 'index' ? fc.integer({ min: 0, max: 0x7fff }) : any;
}

/** Address spaces are 0 and 1 only. */
const CASTS = fc.constantFrom(0x0000_0001, 0x0001_0000);

function immediate(op: Operation): fc.Arbitrary<number> {
  return op.form.kind === 'addr-space-cast' ? CASTS : field(op.fields.imm, op.select.imm, INT32);
}

/** Only numbers and places in maps' values have something in their second slot. */
const usesSecondSlot = ({ name }: Operation): boolean =>
  name === 'LoadImm64' || name === 'LoadMapValue' || name === 'LoadMapIdxValue' || name === 'LoadBtfId';

/** Any instruction of an operation that decodes, with every field that it uses free. */
export function instructionOf(op: Operation): fc.Arbitrary<Instruction> {
  return fc.record({
    pc: fc.constant(0),
    op: fc.constant(op),
    dst: register(op.fields.dst, undefined),
    src: register(op.fields.src, op.select.src),
    off: field(op.fields.off, op.select.off, INT16),
    imm: immediate(op),
    nextImm: usesSecondSlot(op) ? INT32 : fc.constant(0),
  });
}

const instruction: fc.Arbitrary<Instruction> = fc.constantFrom(...OPERATIONS).chain(instructionOf);

/** Slots that need not be instructions. */
const data: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .uint8Array({ minLength: SLOT_BYTES, maxLength: SLOT_BYTES })
  .map((bytes) => Uint8Array.from(bytes));

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Jumps that mostly stay within the program, so that labels are exercised too. */
function shortenJump(found: Instruction, distance: number): Instruction {
  if (found.op.fields.off === 'jump') return { ...found, off: distance };
  return found.op.fields.imm === 'jump' ? { ...found, imm: distance } : found;
}

const near = fc.tuple(instruction, fc.integer({ min: -12, max: 12 })).map(([found, by]) => shortenJump(found, by));

/** Instructions of every kind, and now and then a slot that is none. */
export const code: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .array(fc.oneof({ weight: 12, arbitrary: near.map((found) => encode([found])) }, { weight: 1, arbitrary: data }), {
    minLength: 1,
    maxLength: 24,
  })
  .map(concat);

const name = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{0,14}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('r1', 'w10', 'exit', 'pc', 'L0', 'local', 'weird name', 'a"b\\c', '.rodata', ''),
  },
);

const bytes = (length: number): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((found) => Uint8Array.from(found));

type Size = Pick<MapDefinition, 'keySize' | 'keyFormat'>;

const size: fc.Arbitrary<Size> = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((keySize) => ({ keySize })),
  fc
    .tuple(fc.constantFrom(...VALUE_FORMATS), fc.integer({ min: 1, max: 4 }))
    .map(([keyFormat, count]) => ({ keySize: count * FORMAT_BYTES[keyFormat], keyFormat })),
);

const map: fc.Arbitrary<MapDefinition> = fc
  .record({
    name,
    type: fc.constantFrom(...MAP_TYPES.filter(isMapType)),
    key: size,
    value: size,
    maxEntries: fc.integer({ min: 0, max: 0xffff_ffff }),
    flags: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff_ffff })),
  })
  .chain(({ key, value, ...rest }) =>
    fc.array(fc.record({ key: bytes(key.keySize), value: bytes(value.keySize) }), { maxLength: 5 }).map((initial) => ({
      ...rest,
      ...key,
      valueSize: value.keySize,
      ...(value.keyFormat === undefined ? {} : { valueFormat: value.keyFormat }),
      ...(initial.length === 0 || rest.type === 'prog_array' ? {} : { initial }),
    })),
  );

const program = fc.record({ name, type: fc.constantFrom(...PROGRAM_TYPES.slice(1)), code }).chain((found) =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), name), { maxLength: 3 }).map((starts) => ({
    ...found,
    origins: [],
    subprograms: [{ name: found.name, pc: 0 }, ...starts.map(([pc, function_]) => ({ name: function_, pc }))],
  })),
);

/** Objects as a loader could make them, sensible or not. */
export const object: fc.Arbitrary<BpfObject> = fc.record({
  programs: fc.array(program, { minLength: 1, maxLength: 3 }),
  maps: fc.array(map, { maxLength: 4 }),
  license: fc.constantFrom('GPL', 'Dual MIT/GPL', 'MIT', 'none; really'),
});
