/**
 * The parts of an opcode byte (RFC 9669, section 3; `include/uapi/linux/bpf.h`).
 *
 *     arithmetic, jumps            loads, stores
 *     +----+-+---+                 +---+--+---+
 *     |code|s|cls|                 |mod|sz|cls|
 *     +----+-+---+                 +---+--+---+
 *      7..4 3 2..0                  7..5 4..3 2..0
 */
export const InstructionClass = { LD: 0, LDX: 1, ST: 2, STX: 3, ALU: 4, JMP: 5, JMP32: 6, ALU64: 7 } as const;

/** Where the second operand comes from: the immediate (K) or a register (X). */
export const SourceBit = { K: 0x00, X: 0x08 } as const;

export const AluCode = {
  Add: 0x00,
  Sub: 0x10,
  Mul: 0x20,
  Div: 0x30,
  Or: 0x40,
  And: 0x50,
  Lsh: 0x60,
  Rsh: 0x70,
  Neg: 0x80,
  Mod: 0x90,
  Xor: 0xa0,
  Mov: 0xb0,
  Arsh: 0xc0,
  End: 0xd0,
} as const;

export const JumpCode = {
  Ja: 0x00,
  Jeq: 0x10,
  Jgt: 0x20,
  Jge: 0x30,
  Jset: 0x40,
  Jne: 0x50,
  Jsgt: 0x60,
  Jsge: 0x70,
  Call: 0x80,
  Exit: 0x90,
  Jlt: 0xa0,
  Jle: 0xb0,
  Jslt: 0xc0,
  Jsle: 0xd0,
  Jcond: 0xe0,
} as const;

/** Access sizes by the number of bits they move. */
export const SizeBits = { 32: 0x00, 16: 0x08, 8: 0x10, 64: 0x18 } as const;

export const Mode = { IMM: 0x00, ABS: 0x20, IND: 0x40, MEM: 0x60, MEMSX: 0x80, ATOMIC: 0xc0 } as const;

/** The `imm` field of atomic instructions; FETCH is a flag on the first four. */
export const AtomicCode = {
  Add: 0x00,
  Or: 0x40,
  And: 0x50,
  Xor: 0xa0,
  Fetch: 0x01,
  Xchg: 0xe1,
  Cmpxchg: 0xf1,
  LoadAcquire: 0x100,
  StoreRelease: 0x110,
} as const;

/** `src` of a 64-bit immediate load: what the immediate stands for. */
export const PseudoSource = {
  Imm: 0,
  MapFd: 1,
  MapValue: 2,
  BtfId: 3,
  Func: 4,
  MapIdx: 5,
  MapIdxValue: 6,
} as const;

/** `src` of a call: which kind of function is called. */
export const CallSource = { Helper: 0, Local: 1, Kfunc: 2 } as const;

/** `off` of a 64-bit register move that is not a plain move. */
export const MoveOffset = { AddrSpaceCast: 1, Percpu: -1 } as const;
