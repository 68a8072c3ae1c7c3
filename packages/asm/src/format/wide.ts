import { type Instruction, imm64, type PseudoKind } from '@skep/isa';
import { type InstructionNames, quoteName } from './names.ts';

/** `+3`, `-1`, `+0`: a number that always has a sign. */
export const signed = (value: number): string => (value < 0 ? String(value) : `+${value}`);

type Formatter = (instruction: Instruction, names: InstructionNames) => string | undefined;

/** A map by name, or by number with what kind of number it is. */
function mapOperand(index: number, names: InstructionNames, kind: 'fd' | 'idx'): string {
  const name = names.map?.(index);
  const operand = name === undefined ? String(index) : quoteName(name);
  return name === undefined || kind === 'idx' ? `${kind}:${operand}` : operand;
}

const mapAddress =
  (kind: 'fd' | 'idx'): Formatter =>
  ({ imm, nextImm }, names) =>
    nextImm === 0 ? `map[${mapOperand(imm, names, kind)}]` : undefined;

const valueAddress =
  (kind: 'fd' | 'idx'): Formatter =>
  ({ imm, nextImm }, names) =>
    `map[${mapOperand(imm, names, kind)}][0]${signed(nextImm)}`;

const FORMATTERS: Readonly<Record<PseudoKind, Formatter>> = {
  imm: () => undefined,
  'map-fd': mapAddress('fd'),
  'map-value': valueAddress('fd'),
  'btf-id': ({ imm, nextImm }) => `btf[id:${imm}]${nextImm === 0 ? '' : signed(nextImm)}`,
  func: ({ pc, imm, nextImm }, names) => {
    if (nextImm !== 0) return undefined;
    const name = names.function?.(pc + 1 + imm);
    return name === undefined ? `subprog[${signed(imm)}]` : `func[${quoteName(name)}]`;
  },
  'map-idx': mapAddress('idx'),
  'map-idx-value': valueAddress('idx'),
};

/** The address that a 64-bit load stands for, such as `map[counters]`; `undefined` for a number. */
export function formatReference(instruction: Instruction, names: InstructionNames): string | undefined {
  const { form } = instruction.op;
  return form.kind === 'load-imm64' ? FORMATTERS[form.pseudo](instruction, names) : undefined;
}

/** The load by the number of its kind, for fields that no other form can express. */
export function formatPseudoLoad(instruction: Instruction): string {
  return `ld_pseudo r${instruction.dst}, ${instruction.src}, ${formatImm64(instruction)}`;
}

export const formatImm64 = (instruction: Instruction): string => `0x${imm64(instruction).toString(16)}`;
