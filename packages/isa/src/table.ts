import {
  ATOMIC_FETCH,
  BINARY_ALU,
  type BinaryAluName,
  CONDITIONS,
  type ConditionName,
  type OperationName,
} from './names.ts';
import {
  AluCode,
  AtomicCode,
  CallSource,
  InstructionClass,
  JumpCode,
  Mode,
  MoveOffset,
  PseudoSource,
  SizeBits,
  SourceBit,
} from './opcode.ts';
import type { Bits, ConformanceGroup, FieldUse, IsaVersion, OperationRow, PseudoKind } from './operation.ts';

/** One row of the instruction table, under its name. */
export interface Operation extends OperationRow {
  readonly name: OperationName;
  /** Position in the table: a dense number for tables of engines. Not stable across releases; never store it. */
  readonly index: number;
}

type Row = Omit<Operation, 'index'>;

const WIDTHS = [32, 64] as const;
const SIZES = [8, 16, 32, 64] as const;
const OPERANDS = ['Imm', 'Reg'] as const;
const SIZE_SUFFIX = { 8: 'b', 16: 'h', 32: 'w', 64: 'dw' } as const;

const UNUSED: FieldUse = { dst: 'zero', src: 'zero', off: 'zero', imm: 'zero' };

const BASE_GROUP = { 32: 'base32', 64: 'base64' } as const;
const DIVMUL_GROUP = { 32: 'divmul32', 64: 'divmul64' } as const;
const ATOMIC_GROUP = { 32: 'atomic32', 64: 'atomic64' } as const;

function aluCode(name: BinaryAluName): number {
  if (name === 'SDiv') return AluCode.Div;
  if (name === 'SMod') return AluCode.Mod;
  return AluCode[name];
}

function binaryAlu(): Row[] {
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
          since: signed ? '6.6' : '3.18',
        };
      }),
    ),
  );
}

function unaryAlu(): Row[] {
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

function signExtendingMoves(): Row[] {
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

function byteSwaps(): Row[] {
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

function addressMoves(): Row[] {
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

function unconditionalJumps(): Row[] {
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

function conditionalJumps(): Row[] {
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

function callsAndExit(): Row[] {
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

function wideImmediates(): Row[] {
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
    row('LoadMapIdx', 'map-idx', PseudoSource.MapIdx, 'base64', '5.15'),
    row('LoadMapIdxValue', 'map-idx-value', PseudoSource.MapIdxValue, 'base64', '5.15'),
  ];
}

function packetLoads(): Row[] {
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
        since: '3.18',
      }),
    ),
  );
}

function loads(): Row[] {
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

function stores(): Row[] {
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

function atomicRow(
  row: Pick<Row, 'name' | 'form' | 'mnemonic'> & {
    bits: Bits;
    imm: number;
    dst: FieldUse['dst'];
    src: FieldUse['src'];
    group: ConformanceGroup;
    version: IsaVersion;
    since: string;
  },
): Row {
  const { bits, imm, dst, src, ...rest } = row;
  return {
    ...rest,
    opcode: InstructionClass.STX | Mode.ATOMIC | SizeBits[bits],
    select: { imm },
    fields: { dst, src, off: 'memory', imm: 'select' },
    slots: 1,
  };
}

function atomics(): Row[] {
  return WIDTHS.flatMap((bits) => {
    const shared = { bits, group: ATOMIC_GROUP[bits], version: 3, since: '5.12' } as const;
    const suffix = bits === 32 ? '32' : '';
    return [
      ...ATOMIC_FETCH.flatMap((code) =>
        ([false, true] as const).map((fetch) =>
          atomicRow({
            ...shared,
            name: `Atomic${fetch ? 'Fetch' : ''}${code}${bits}`,
            imm: AtomicCode[code] | (fetch ? AtomicCode.Fetch : 0),
            dst: 'read',
            src: fetch ? 'read-write' : 'read',
            form: { kind: 'atomic', code, bits, fetch },
            mnemonic: `lock ${fetch ? 'fetch ' : ''}${code.toLowerCase()}${suffix}`,
            ...(code === 'Add' && !fetch ? { version: 1, since: '3.18' } : {}),
          }),
        ),
      ),
      atomicRow({
        ...shared,
        name: `AtomicXchg${bits}`,
        imm: AtomicCode.Xchg,
        dst: 'read',
        src: 'read-write',
        form: { kind: 'atomic', code: 'Xchg', bits, fetch: true },
        mnemonic: `lock xchg${suffix}`,
      }),
      atomicRow({
        ...shared,
        name: `AtomicCmpxchg${bits}`,
        imm: AtomicCode.Cmpxchg,
        dst: 'read',
        src: 'read',
        form: { kind: 'atomic', code: 'Cmpxchg', bits, fetch: true },
        mnemonic: `lock cmpxchg${suffix}`,
      }),
    ];
  });
}

function orderedAccesses(): Row[] {
  return SIZES.flatMap((bits) => {
    const shared = { bits, group: 'linux', version: 4, since: '6.15' } as const;
    return [
      atomicRow({
        ...shared,
        name: `LoadAcquire${bits}`,
        imm: AtomicCode.LoadAcquire,
        dst: 'write',
        src: 'read',
        form: { kind: 'load-acquire', bits },
        mnemonic: `load_acquire${bits}`,
      }),
      atomicRow({
        ...shared,
        name: `StoreRelease${bits}`,
        imm: AtomicCode.StoreRelease,
        dst: 'read',
        src: 'read',
        form: { kind: 'store-release', bits },
        mnemonic: `store_release${bits}`,
      }),
    ];
  });
}

/** Every operation there is, once. Decoder, encoder, assemblers, engines, documentation and tests derive from it. */
export const OPERATIONS: readonly Operation[] = [
  ...binaryAlu(),
  ...unaryAlu(),
  ...signExtendingMoves(),
  ...byteSwaps(),
  ...addressMoves(),
  ...unconditionalJumps(),
  ...conditionalJumps(),
  ...callsAndExit(),
  ...wideImmediates(),
  ...packetLoads(),
  ...loads(),
  ...stores(),
  ...atomics(),
  ...orderedAccesses(),
].map((row, index) => ({ ...row, index }));

const BY_NAME = new Map(OPERATIONS.map((operation) => [operation.name, operation]));

export function operation(name: OperationName): Operation {
  return BY_NAME.get(name)!;
}

const BY_OPCODE: readonly (readonly Operation[])[] = Array.from({ length: 256 }, (_, opcode) =>
  OPERATIONS.filter((candidate) => candidate.opcode === opcode),
);

/** The operations that share an opcode byte; empty when the byte is unassigned. */
export function operationsWithOpcode(opcode: number): readonly Operation[] {
  return BY_OPCODE[opcode & 0xff]!;
}
