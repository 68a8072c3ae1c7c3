import type { BpfObject, Program } from '@skep/abi';
import { decodeAt, type Instruction, jumpTarget, operationsWithOpcode, SLOT_BYTES } from '@skep/isa';
import type { Syntax } from '../syntax.ts';
import { formatKernel, type KernelForm } from './kernel.ts';
import { formatMnemonic } from './mnemonic.ts';
import type { InstructionNames } from './names.ts';

export interface FormatOptions {
  /** `kernel` if left out. */
  readonly syntax?: Syntax;
  readonly names?: InstructionNames;
  /** How close the kernel's syntax keeps to the verifier's log; `source` if left out. */
  readonly form?: KernelForm;
}

/** One instruction as text. What it prints in the form `source` assembles to the same bytes. */
export function formatInstruction(instruction: Instruction, options: FormatOptions = {}): string {
  const { syntax = 'kernel', names = {}, form = 'source' } = options;
  return syntax === 'kernel' ? formatKernel(instruction, names, form) : formatMnemonic(instruction, names);
}

/** One instruction of a program, or one slot that is none. */
export interface DisassembledLine {
  readonly pc: number;
  /** 8 or 16. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Absent for a slot that is no instruction; its text is then a `.raw` directive. */
  readonly instruction?: Instruction;
  /** The slot that a jump or a local call goes to, be it in the program or not. */
  readonly target?: number;
}

/** A slot as a 64-bit number, the opcode in its lowest byte: the way that bpf_conformance writes raw code. */
export function formatRaw(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return `.raw 0x${view.getBigUint64(0, true).toString(16).padStart(16, '0')}`;
}

function lineAt(code: Uint8Array, pc: number, options: FormatOptions): DisassembledLine {
  const { instruction } = decodeAt(code, pc);
  const slots = instruction?.op.slots ?? 1;
  const bytes = code.subarray(pc * SLOT_BYTES, (pc + slots) * SLOT_BYTES);
  if (instruction === undefined) return { pc, bytes, text: formatRaw(bytes) };
  const target = jumpTarget(instruction);
  const text = formatInstruction(instruction, options);
  return { pc, bytes, text, instruction, ...(target === undefined ? {} : { target }) };
}

/** Names from an object, for one of its programs. Jumps keep their distances, since a listing has no labels. */
export function namesOf(object: BpfObject, program: Program): InstructionNames {
  const functions = new Map(program.subprograms.map(({ pc, name }) => [pc, name]));
  return { map: (index) => object.maps[index]?.name, function: (pc) => functions.get(pc) };
}

/**
 * The instructions of a program in order, each slot exactly once.
 *
 * @param source code, 8 bytes a slot (an incomplete last slot is left out), or an object
 * @param options `program` chooses one of an object's programs by name; else it is the first
 */
export function disassemble(
  source: Uint8Array | BpfObject,
  options: FormatOptions & { readonly program?: string } = {},
): readonly DisassembledLine[] {
  if (source instanceof Uint8Array) return disassembleCode(source, options);
  const { program: name } = options;
  const program = name === undefined ? source.programs[0] : source.programs.find((found) => found.name === name);
  if (program === undefined) return [];
  return disassembleCode(program.code, { ...options, names: { ...namesOf(source, program), ...options.names } });
}

function disassembleCode(code: Uint8Array, options: FormatOptions): readonly DisassembledLine[] {
  const slots = Math.floor(code.byteLength / SLOT_BYTES);
  const whole = code.subarray(0, slots * SLOT_BYTES);
  const lines: DisassembledLine[] = [];
  for (let pc = 0; pc < slots; ) {
    const line = lineAt(whole, pc, options);
    lines.push(line);
    pc += line.bytes.byteLength / SLOT_BYTES;
    // The second slot of what should have been a 64-bit load is data too, whatever it looks like.
    const isCut = line.instruction === undefined && operationsWithOpcode(line.bytes[0]!)[0]?.slots === 2;
    if (isCut && pc < slots) {
      const bytes = whole.subarray(pc * SLOT_BYTES, (pc + 1) * SLOT_BYTES);
      lines.push({ pc, bytes, text: formatRaw(bytes) });
      pc++;
    }
  }
  return lines;
}
