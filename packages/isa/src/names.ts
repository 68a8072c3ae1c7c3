/** Arithmetic with two operands. Signed division is an operation of its own, not a division with offset 1. */
export const BINARY_ALU = [
  'Add',
  'Sub',
  'Mul',
  'Div',
  'SDiv',
  'Or',
  'And',
  'Lsh',
  'Rsh',
  'Mod',
  'SMod',
  'Xor',
  'Mov',
  'Arsh',
] as const;
export type BinaryAluName = (typeof BINARY_ALU)[number];

export const CONDITIONS = ['Jeq', 'Jgt', 'Jge', 'Jset', 'Jne', 'Jsgt', 'Jsge', 'Jlt', 'Jle', 'Jslt', 'Jsle'] as const;
export type ConditionName = (typeof CONDITIONS)[number];

export const ATOMIC_FETCH = ['Add', 'Or', 'And', 'Xor'] as const;
export type AtomicFetchName = (typeof ATOMIC_FETCH)[number];

type Width = '32' | '64';
type Size = '8' | '16' | '32' | '64';
type Operand = 'Imm' | 'Reg';

/**
 * The name of every row of the table. A `Record<OperationName, …>` is therefore complete by construction: the
 * compiler rejects an engine that forgets an operation.
 */
export type OperationName =
  | `${BinaryAluName}${Width}${Operand}`
  | `Neg${Width}`
  | 'MovSX8To32'
  | 'MovSX16To32'
  | 'MovSX8To64'
  | 'MovSX16To64'
  | 'MovSX32To64'
  | `${'ToLe' | 'ToBe' | 'Bswap'}${'16' | '32' | '64'}`
  | 'AddrSpaceCast'
  | 'MovPercpu'
  | 'Ja'
  | 'Ja32'
  | 'MayGoto'
  | `${ConditionName}${Width}${Operand}`
  | 'CallHelper'
  | 'CallLocal'
  | 'CallKfunc'
  | 'CallReg'
  | 'Exit'
  | 'LoadImm64'
  | 'LoadMapFd'
  | 'LoadMapValue'
  | 'LoadBtfId'
  | 'LoadFunc'
  | 'LoadMapIdx'
  | 'LoadMapIdxValue'
  | `LoadAbs${'8' | '16' | '32'}`
  | `LoadInd${'8' | '16' | '32'}`
  | `Load${Size}`
  | `LoadSX${'8' | '16' | '32'}`
  | `Store${Size}${Operand}`
  | `Atomic${AtomicFetchName}${Width}`
  | `AtomicFetch${AtomicFetchName}${Width}`
  | `AtomicXchg${Width}`
  | `AtomicCmpxchg${Width}`
  | `LoadAcquire${Size}`
  | `StoreRelease${Size}`;
