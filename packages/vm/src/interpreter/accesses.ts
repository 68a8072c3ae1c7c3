import type { Instruction } from '@skep/isa';
import type { Access } from '../machine.ts';
import type { Core } from './core.ts';
import { loadedPacketBytes } from './packet-load.ts';
import { word } from './register-file.ts';

function at(core: Core, register: number, { off }: Instruction, bits: number, ...writes: boolean[]): Access[] {
  const { u32 } = core.registers;
  if (u32[word(register) + 1] !== 0) return [];
  const address = u32[word(register)]! + off;
  return writes.map((write) => ({ address, size: bits / 8, write }));
}

/** The memory that an instruction is about to access, helpers' accesses aside; atomic ones read and write. */
export function accessesOf(core: Core, instruction: Instruction): readonly Access[] {
  const { form } = instruction.op;
  switch (form.kind) {
    case 'load':
    case 'load-acquire':
      return at(core, instruction.src, instruction, form.bits, false);
    case 'store':
    case 'store-release':
      return at(core, instruction.dst, instruction, form.bits, true);
    case 'atomic':
      return at(core, instruction.dst, instruction, form.bits, false, true);
    case 'load-packet': {
      const size = form.bits / 8;
      const address = loadedPacketBytes(core, instruction, size, form.indirect);
      return address < 0 ? [] : [{ address, size, write: false }];
    }
    default:
      return [];
  }
}
