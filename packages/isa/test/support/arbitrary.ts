import fc from 'fast-check';
import { encode, type FieldUse, type Instruction, OPERATIONS, type Operation } from '../../src/index.ts';

const register = fc.integer({ min: 0, max: 9 });
const readableRegister = fc.integer({ min: 0, max: 10 });
const s16 = fc.integer({ min: -0x8000, max: 0x7fff });
const s32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });

function registerField(use: FieldUse['dst'] | FieldUse['src'], selected: number | undefined): fc.Arbitrary<number> {
  if (use === 'select') return fc.constant(selected!);
  if (use === 'zero') return fc.constant(0);
  return use === 'read' ? readableRegister : register;
}

function immediate(op: Operation): fc.Arbitrary<number> {
  if (op.form.kind === 'addr-space-cast') return fc.constantFrom(1, 0x1_0000);
  if (op.fields.imm === 'select') return fc.constant(op.select.imm!);
  return op.fields.imm === 'zero' ? fc.constant(0) : s32;
}

function offset(op: Operation): fc.Arbitrary<number> {
  if (op.fields.off === 'select') return fc.constant(op.select.off!);
  return op.fields.off === 'zero' ? fc.constant(0) : s16;
}

/** Any instruction of an operation that decodes, wherever its jump may lead. */
export function instructionOf(op: Operation): fc.Arbitrary<Omit<Instruction, 'pc'>> {
  const hasNextImm = op.slots === 2 && op.name !== 'LoadMapFd' && op.name !== 'LoadMapIdx';
  return fc.record({
    op: fc.constant(op),
    dst: registerField(op.fields.dst, undefined),
    src: registerField(op.fields.src, op.select.src),
    off: offset(op),
    imm: immediate(op),
    nextImm: hasNextImm ? s32 : fc.constant(0),
  });
}

const anyInstruction = fc.constantFrom(...OPERATIONS).chain(instructionOf);

export const anyProgram = fc.array(anyInstruction, { minLength: 1, maxLength: 40 });

/** The bytes of one instruction. */
export const bytesOf = (instruction: Omit<Instruction, 'pc'>): Uint8Array<ArrayBuffer> => encode([instruction]);
