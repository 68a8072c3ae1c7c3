import { BINARY_ALU, type BinaryAluName, type OperationName } from '../names.ts';
import { AluCode, InstructionClass, MoveOffset, SourceBit } from '../opcode.ts';
import { BASE_GROUP, OPERANDS, type Row, UNUSED, WIDTHS } from './row.ts';

const DIVMUL_GROUP = { 32: 'divmul32', 64: 'divmul64' } as const;

function aluCode(name: BinaryAluName): number {
  if (name === 'SDiv') return AluCode.Div;
  if (name === 'SMod') return AluCode.Mod;
  return AluCode[name];
}

export function binaryAlu(): Row[] {
  return BINARY_ALU.flatMap((code) =>
    WIDTHS.flatMap((bits) =>
      OPERANDS.map((operand): Row => {
        const signed = code === 'SDiv' || code === 'SMod';
        const dividing = signed || code === 'Div' || code === 'Mod' || code === 'Mul';
        return {
          name: `${code}${bits}${operand}`,
          opcode:
            aluCode(code) |
            (operand === 'Imm' ? SourceBit.K : SourceBit.X) |
            (bits === 32 ? InstructionClass.ALU : InstructionClass.ALU64),
          select: { off: signed ? 1 : 0 },
          fields: {
            dst: code === 'Mov' ? 'write' : 'read-write',
            src: operand === 'Reg' ? 'read' : 'zero',
            off: 'select',
            imm: operand === 'Imm' ? 'value' : 'zero',
          },
          form: { kind: 'alu', code, bits, source: operand === 'Imm' ? 'imm' : 'reg' },
          slots: 1,
          mnemonic: code.toLowerCase() + bits,
          group: (dividing ? DIVMUL_GROUP : BASE_GROUP)[bits],
          version: signed ? 4 : bits === 32 ? 3 : 1,
          since: signed ? '6.6' : code === 'Arsh' && bits === 32 ? '5.0' : '3.18',
        };
      }),
    ),
  );
}

export function unaryAlu(): Row[] {
  return WIDTHS.map((bits) => ({
    name: `Neg${bits}`,
    opcode: AluCode.Neg | (bits === 32 ? InstructionClass.ALU : InstructionClass.ALU64),
    select: {},
    fields: { ...UNUSED, dst: 'read-write' },
    form: { kind: 'neg', bits },
    slots: 1,
    mnemonic: `neg${bits}`,
    group: BASE_GROUP[bits],
    version: bits === 32 ? 3 : 1,
    since: '3.18',
  }));
}

export function signExtendingMoves(): Row[] {
  const row = (from: 8 | 16 | 32, bits: 32 | 64, name: OperationName): Row => ({
    name,
    opcode: AluCode.Mov | SourceBit.X | (bits === 32 ? InstructionClass.ALU : InstructionClass.ALU64),
    select: { off: from },
    fields: { dst: 'write', src: 'read', off: 'select', imm: 'zero' },
    form: { kind: 'movsx', bits, from },
    slots: 1,
    mnemonic: `movsx${from}${bits}`,
    group: BASE_GROUP[bits],
    version: 4,
    since: '6.6',
  });
  return [
    row(8, 32, 'MovSX8To32'),
    row(16, 32, 'MovSX16To32'),
    row(8, 64, 'MovSX8To64'),
    row(16, 64, 'MovSX16To64'),
    row(32, 64, 'MovSX32To64'),
  ];
}

export function byteSwaps(): Row[] {
  const orders = [
    {
      order: 'le',
      name: 'ToLe',
      opcode: InstructionClass.ALU | SourceBit.K | AluCode.End,
      mnemonic: 'le',
      version: 1,
      since: '3.18',
    },
    {
      order: 'be',
      name: 'ToBe',
      opcode: InstructionClass.ALU | SourceBit.X | AluCode.End,
      mnemonic: 'be',
      version: 1,
      since: '3.18',
    },
    {
      order: 'swap',
      name: 'Bswap',
      opcode: InstructionClass.ALU64 | SourceBit.K | AluCode.End,
      mnemonic: 'bswap',
      version: 4,
      since: '6.6',
    },
  ] as const;
  return orders.flatMap(({ order, name, opcode, mnemonic, version, since }) =>
    ([16, 32, 64] as const).map(
      (bits): Row => ({
        name: `${name}${bits}`,
        opcode,
        select: { imm: bits },
        fields: { ...UNUSED, dst: 'read-write', imm: 'select' },
        form: { kind: 'endian', order, bits },
        slots: 1,
        mnemonic: `${mnemonic}${bits}`,
        group: bits === 64 ? 'base64' : 'base32',
        version,
        since,
      }),
    ),
  );
}

export function addressMoves(): Row[] {
  const opcode = AluCode.Mov | SourceBit.X | InstructionClass.ALU64;
  return [
    {
      name: 'AddrSpaceCast',
      opcode,
      select: { off: MoveOffset.AddrSpaceCast },
      fields: { dst: 'write', src: 'read', off: 'select', imm: 'value' },
      form: { kind: 'addr-space-cast' },
      slots: 1,
      mnemonic: 'addr_space_cast',
      group: 'linux',
      version: 4,
      since: '6.9',
    },
    {
      name: 'MovPercpu',
      opcode,
      select: { off: MoveOffset.Percpu },
      fields: { dst: 'write', src: 'read', off: 'select', imm: 'zero' },
      form: { kind: 'mov-percpu' },
      slots: 1,
      mnemonic: 'mov_percpu',
      group: 'linux',
      version: 4,
      since: '6.10',
    },
  ];
}
