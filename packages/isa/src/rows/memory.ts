import type { OperationName } from '../names.ts';
import { InstructionClass, Mode, PseudoSource, SizeBits } from '../opcode.ts';
import type { Bits, ConformanceGroup, PseudoKind } from '../operation.ts';
import { OPERANDS, type Row, SIZE_SUFFIX, SIZES, UNUSED } from './row.ts';

export function wideImmediates(): Row[] {
  const row = (name: OperationName, pseudo: PseudoKind, src: number, group: ConformanceGroup, since: string): Row => ({
    name,
    opcode: InstructionClass.LD | Mode.IMM | SizeBits[64],
    select: { src },
    fields: { dst: 'write', src: 'select', off: 'zero', imm: pseudo === 'imm' ? 'value' : 'id' },
    form: { kind: 'load-imm64', pseudo },
    slots: 2,
    mnemonic: 'lddw',
    group,
    version: 1,
    since,
  });
  return [
    row('LoadImm64', 'imm', PseudoSource.Imm, 'base64', '3.18'),
    row('LoadMapFd', 'map-fd', PseudoSource.MapFd, 'base64', '3.18'),
    row('LoadMapValue', 'map-value', PseudoSource.MapValue, 'base64', '5.2'),
    row('LoadBtfId', 'btf-id', PseudoSource.BtfId, 'base64', '5.10'),
    row('LoadFunc', 'func', PseudoSource.Func, 'base64', '5.13'),
    row('LoadMapIdx', 'map-idx', PseudoSource.MapIdx, 'base64', '5.14'),
    row('LoadMapIdxValue', 'map-idx-value', PseudoSource.MapIdxValue, 'base64', '5.14'),
  ];
}

export function packetLoads(): Row[] {
  return ([8, 16, 32] as const).flatMap((bits) =>
    ([false, true] as const).map(
      (indirect): Row => ({
        name: `Load${indirect ? 'Ind' : 'Abs'}${bits}`,
        opcode: InstructionClass.LD | (indirect ? Mode.IND : Mode.ABS) | SizeBits[bits],
        select: {},
        fields: { ...UNUSED, src: indirect ? 'read' : 'zero', imm: 'packet-offset' },
        form: { kind: 'load-packet', bits, indirect },
        slots: 1,
        mnemonic: `ld${indirect ? 'ind' : 'abs'}${SIZE_SUFFIX[bits]}`,
        group: 'packet',
        version: 1,
        since: '3.19',
      }),
    ),
  );
}

export function loads(): Row[] {
  const row = (bits: Bits, signed: boolean, name: OperationName): Row => ({
    name,
    opcode: InstructionClass.LDX | (signed ? Mode.MEMSX : Mode.MEM) | SizeBits[bits],
    select: {},
    fields: { dst: 'write', src: 'read', off: 'memory', imm: 'zero' },
    form: { kind: 'load', bits, signed },
    slots: 1,
    mnemonic: `ldx${signed ? 's' : ''}${SIZE_SUFFIX[bits]}`,
    group: bits === 64 || signed ? 'base64' : 'base32',
    version: signed ? 4 : 1,
    since: signed ? '6.6' : '3.18',
  });
  return [
    ...SIZES.map((bits) => row(bits, false, `Load${bits}`)),
    ...([8, 16, 32] as const).map((bits) => row(bits, true, `LoadSX${bits}`)),
  ];
}

export function stores(): Row[] {
  return SIZES.flatMap((bits) =>
    OPERANDS.map(
      (operand): Row => ({
        name: `Store${bits}${operand}`,
        opcode: (operand === 'Imm' ? InstructionClass.ST : InstructionClass.STX) | Mode.MEM | SizeBits[bits],
        select: {},
        fields: {
          dst: 'read',
          src: operand === 'Reg' ? 'read' : 'zero',
          off: 'memory',
          imm: operand === 'Imm' ? 'value' : 'zero',
        },
        form: { kind: 'store', bits, source: operand === 'Imm' ? 'imm' : 'reg' },
        slots: 1,
        mnemonic: `st${operand === 'Imm' ? '' : 'x'}${SIZE_SUFFIX[bits]}`,
        group: bits === 64 ? 'base64' : 'base32',
        version: operand === 'Imm' ? 4 : 1,
        since: '3.18',
      }),
    ),
  );
}
