import { ATOMIC_FETCH } from '../names.ts';
import { AtomicCode, InstructionClass, Mode, SizeBits } from '../opcode.ts';
import type { Bits, ConformanceGroup, FieldUse, IsaVersion } from '../operation.ts';
import { type Row, SIZES, WIDTHS } from './row.ts';

const ATOMIC_GROUP = { 32: 'atomic32', 64: 'atomic64' } as const;

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

export function atomics(): Row[] {
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

export function orderedAccesses(): Row[] {
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
