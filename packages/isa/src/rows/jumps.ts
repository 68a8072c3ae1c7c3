import { CONDITIONS, type ConditionName } from '../names.ts';
import { CallSource, InstructionClass, JumpCode, SourceBit } from '../opcode.ts';
import { BASE_GROUP, OPERANDS, type Row, UNUSED } from './row.ts';

export function unconditionalJumps(): Row[] {
  return [
    {
      name: 'Ja',
      opcode: JumpCode.Ja | InstructionClass.JMP,
      select: {},
      fields: { ...UNUSED, off: 'jump' },
      form: { kind: 'ja', wide: false },
      slots: 1,
      mnemonic: 'ja',
      group: 'base32',
      version: 1,
      since: '3.18',
    },
    {
      name: 'Ja32',
      opcode: JumpCode.Ja | InstructionClass.JMP32,
      select: {},
      fields: { ...UNUSED, imm: 'jump' },
      form: { kind: 'ja', wide: true },
      slots: 1,
      mnemonic: 'ja32',
      group: 'base32',
      version: 4,
      since: '6.6',
    },
    {
      name: 'MayGoto',
      opcode: JumpCode.Jcond | InstructionClass.JMP,
      select: { src: 0 },
      fields: { ...UNUSED, src: 'select', off: 'jump' },
      form: { kind: 'may-goto' },
      slots: 1,
      mnemonic: 'may_goto',
      group: 'linux',
      version: 4,
      since: '6.9',
    },
  ];
}

const ISA_V2_CONDITIONS: readonly ConditionName[] = ['Jlt', 'Jle', 'Jslt', 'Jsle'];

export function conditionalJumps(): Row[] {
  return CONDITIONS.flatMap((code) =>
    ([64, 32] as const).flatMap((bits) =>
      OPERANDS.map((operand): Row => {
        const later = ISA_V2_CONDITIONS.includes(code);
        return {
          name: `${code}${bits}${operand}`,
          opcode:
            JumpCode[code] |
            (operand === 'Imm' ? SourceBit.K : SourceBit.X) |
            (bits === 32 ? InstructionClass.JMP32 : InstructionClass.JMP),
          select: {},
          fields: {
            dst: 'read',
            src: operand === 'Reg' ? 'read' : 'zero',
            off: 'jump',
            imm: operand === 'Imm' ? 'value' : 'zero',
          },
          form: { kind: 'jump', code, bits, source: operand === 'Imm' ? 'imm' : 'reg' },
          slots: 1,
          mnemonic: code.toLowerCase() + (bits === 32 ? '32' : ''),
          group: BASE_GROUP[bits],
          version: bits === 32 ? 3 : later ? 2 : 1,
          since: bits === 32 ? '5.1' : later ? '4.14' : '3.18',
        };
      }),
    ),
  );
}

export function callsAndExit(): Row[] {
  const call = JumpCode.Call | InstructionClass.JMP;
  return [
    {
      name: 'CallHelper',
      opcode: call,
      select: { src: CallSource.Helper },
      fields: { ...UNUSED, src: 'select', imm: 'id' },
      form: { kind: 'call', callee: 'helper' },
      slots: 1,
      mnemonic: 'call',
      group: 'base32',
      version: 1,
      since: '3.18',
    },
    {
      name: 'CallLocal',
      opcode: call,
      select: { src: CallSource.Local },
      fields: { ...UNUSED, src: 'select', imm: 'jump' },
      form: { kind: 'call', callee: 'local' },
      slots: 1,
      mnemonic: 'call local',
      group: 'base32',
      version: 1,
      since: '4.16',
    },
    {
      name: 'CallKfunc',
      opcode: call,
      select: { src: CallSource.Kfunc },
      fields: { ...UNUSED, src: 'select', off: 'index', imm: 'id' },
      form: { kind: 'call', callee: 'kfunc' },
      slots: 1,
      mnemonic: 'call kfunc',
      group: 'base32',
      version: 1,
      since: '5.13',
    },
    {
      name: 'CallReg',
      opcode: call | SourceBit.X,
      select: {},
      fields: { ...UNUSED, dst: 'read' },
      form: { kind: 'call', callee: 'register' },
      slots: 1,
      mnemonic: 'callx',
      group: 'linux',
      version: 1,
      since: 'never',
    },
    {
      name: 'Exit',
      opcode: JumpCode.Exit | InstructionClass.JMP,
      select: {},
      fields: UNUSED,
      form: { kind: 'exit' },
      slots: 1,
      mnemonic: 'exit',
      group: 'base32',
      version: 1,
      since: '3.18',
    },
  ];
}
