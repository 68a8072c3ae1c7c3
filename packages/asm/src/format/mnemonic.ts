import { helperById } from '@skep/abi';
import { type Instruction, jumpTarget, type OperationForm } from '@skep/isa';
import { type InstructionNames, quoteName } from './names.ts';
import { formatImm64, formatPseudoLoad, formatReference, signed } from './wide.ts';

const memory = (register: number, off: number): string => `[r${register}${off === 0 ? '' : signed(off)}]`;

function target(instruction: Instruction, names: InstructionNames, distance: number): string {
  const name = names.label?.(jumpTarget(instruction)!);
  return name === undefined ? signed(distance) : quoteName(name);
}

function formatCall(
  instruction: Instruction,
  names: InstructionNames,
  callee: Extract<OperationForm, { kind: 'call' }>['callee'],
): string {
  const { imm, off, dst } = instruction;
  switch (callee) {
    case 'helper':
      return `call ${helperById(imm)?.name ?? (imm < 0 ? `unknown#${imm}` : imm)}`;
    case 'local': {
      const name = names.function?.(jumpTarget(instruction)!);
      return `call local ${name === undefined ? signed(imm) : quoteName(name)}`;
    }
    case 'kfunc': {
      const name = names.kfunc?.(imm, off);
      const index = off === 0 ? '' : `, ${off}`;
      return `call kfunc ${name === undefined ? imm : `${quoteName(name)}#${imm}`}${index}`;
    }
    case 'register':
      return `callx r${dst}`;
  }
}

function formatWide(instruction: Instruction, names: InstructionNames, pseudo: string): string {
  const reference = formatReference(instruction, names);
  if (reference === undefined && pseudo !== 'imm') return formatPseudoLoad(instruction);
  return `lddw r${instruction.dst}, ${reference ?? formatImm64(instruction)}`;
}

/** One instruction in mnemonics, as ubpf, rbpf and bpf_conformance read it. */
export function formatMnemonic(instruction: Instruction, names: InstructionNames): string {
  const { dst, src, off, imm, op } = instruction;
  const { form, mnemonic } = op;
  switch (form.kind) {
    case 'alu':
      return `${mnemonic} r${dst}, ${form.source === 'imm' ? imm : `r${src}`}`;
    case 'neg':
    case 'endian':
      return `${mnemonic} r${dst}`;
    case 'movsx':
    case 'mov-percpu':
      return `${mnemonic} r${dst}, r${src}`;
    case 'addr-space-cast':
      return `${mnemonic} r${dst}, r${src}, ${imm >>> 16}, ${imm & 0xffff}`;
    case 'ja':
      return `${mnemonic} ${target(instruction, names, form.wide ? imm : off)}`;
    case 'may-goto':
      return `${mnemonic} ${target(instruction, names, off)}`;
    case 'jump': {
      const second = form.source === 'imm' ? imm : `r${src}`;
      return `${mnemonic} r${dst}, ${second}, ${target(instruction, names, off)}`;
    }
    case 'call':
      return formatCall(instruction, names, form.callee);
    case 'exit':
      return mnemonic;
    case 'load-imm64':
      return formatWide(instruction, names, form.pseudo);
    case 'load-packet':
      return `${mnemonic} ${form.indirect ? `r${src}, ` : ''}${imm}`;
    case 'load':
    case 'load-acquire':
      return `${mnemonic} r${dst}, ${memory(src, off)}`;
    case 'store':
      return `${mnemonic} ${memory(dst, off)}, ${form.source === 'imm' ? imm : `r${src}`}`;
    case 'atomic':
    case 'store-release':
      return `${mnemonic} ${memory(dst, off)}, r${src}`;
  }
}
