/** What the columns of a listing say about the instruction that follows them. */
export interface ListingColumns {
  /** The slot that the listing gives it. */
  readonly pc?: number;
  /** From a verifier log or bpftool: `(61)`. */
  readonly opcode?: number;
  /** From llvm-objdump. */
  readonly bytes?: Uint8Array;
  /** A map's name in the register state that the verifier prints behind the instruction. */
  readonly mapName?: string;
}

export interface ListingLine {
  readonly columns?: ListingColumns;
  /** Where the instruction begins, from 0. */
  readonly from: number;
  /** A line of the listing that is no part of the program. */
  readonly isNoise: boolean;
  /** The symbol of a relocation, which is noise otherwise. */
  readonly relocation?: string;
  /** The name of the section that begins here, which is noise otherwise. */
  readonly section?: string;
  /** Whether a symbol and its address stand here: `0000000000000080 <name>:`. */
  readonly isSymbol?: boolean;
}

/** `12: (61) r0 = …`, `(61) r0 = …`, and since Linux 6.15 `12: .1........ (61) r0 = …` with the registers in use */
const OPCODE = /^\s*(?:(\d{1,8}):\s*)?(?:[.\d]{10}\s)?\(([0-9a-fA-F]{2})\)\s*/;
/** `       5:	18 01 00 00 00 00 00 00 …	r1 = 0x0 ll` */
const BYTES = /^\s*(\d{1,8}):\s+((?:[0-9a-fA-F]{2}\s){7}[0-9a-fA-F]{2}(?:(?:\s[0-9a-fA-F]{2}){8})?)(?:\s+|$)/;
/** `12: r0 = …`; not `12: R0=scalar() R10=fp0`. */
const POSITION = /^\s*(\d{1,8}):(?:\s+|$)/;
const MAP_IN_STATE = /=map_(?:ptr|value)\([^)]*?\bmap=([^,)]+)/;
/** `0000000000000080 <LBB0_2>:` */
const SYMBOL_ADDRESS = /^[0-9a-f]{16}\s+(?=<)/;

/** Lines that the verifier, bpftool and llvm-objdump print between instructions. */
const NOISE: readonly RegExp[] = [
  /^\s*\d+: (?:frame\d+: )?R\d+(?:_\w+)?=/,
  /^\s*\d+: (?:safe|\[\d+\])/,
  /^\s*(?:frame\d+:)? ?R\d+(?:_\w+)?=/,
  /^(?:last_idx|first_idx|regs=|parent |mark_precise:|propagating |func#|Func#|Validating |caller:|callee:)/,
  /^(?:from \d+ to \d+:|to caller at \d+:|returning from callee:|Live regs before insn:|subprog\b.*:$|subprog#\d+: |topo_order\[|stack use)/,
  /^(?:processed \d+ insns|insns processed \d+|verification time \d+|stack depth |stack_depth |max_states_per_insn|insn_processed|END PROG)/,
  /^(?:infinite loop detected|BPF program is too large|\(null\)|-- (?:BEGIN|END) PROG LOAD LOG --|libbpf: )/,
  /^\S.*:\s+file format \S+$/,
  /^\s+(?:[0-9a-f]{2} ){7}[0-9a-f]{2}(?: (?:[0-9a-f]{2} ){7}[0-9a-f]{2})?\s*$/,
  /^\s*\d+: \([0-9a-f]{2}\) .*\tr\d+: /,
  /^\.\.\.$|^\s*\d+: <invalid>/,
];

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.trim().split(/\s+/), (digits) => Number.parseInt(digits, 16));
}

function columnsOf(line: string): { columns: ListingColumns; from: number } | undefined {
  const opcode = OPCODE.exec(line);
  if (opcode !== null) {
    const mapName = MAP_IN_STATE.exec(line)?.[1];
    const columns = {
      ...(opcode[1] === undefined ? {} : { pc: Number(opcode[1]) }),
      opcode: Number.parseInt(opcode[2]!, 16),
      ...(mapName === undefined ? {} : { mapName }),
    };
    return { columns, from: opcode[0].length };
  }
  const bytes = BYTES.exec(line);
  if (bytes !== null) return { columns: { pc: Number(bytes[1]), bytes: bytesOf(bytes[2]!) }, from: bytes[0].length };
  const position = POSITION.exec(line);
  if (position !== null) return { columns: { pc: Number(position[1]) }, from: position[0].length };
  return undefined;
}

/** `Disassembly of section xdp:` */
const SECTION = /^Disassembly of section (.*):$/;
/** `0000000000000028:  R_BPF_64_64	counters` */
const RELOCATION = /^\s*[0-9a-f]{8,16}:\s+R_BPF_\w+\s+(\S+)/;

const LONGEST = 4096;
/** The beginnings of most lines that are in no listing, to be told at a glance. */
const PLAIN = /^\s*(?:[rw]\d+ |[*%.;<]|if |goto |call |exit$|lock |[a-z]+\d* %?[rw]\d)/;

/** Finds the columns of a verifier log, `bpftool prog dump xlated` or `llvm-objdump -d` in a line. */
export function readListingLine(line: string): ListingLine {
  if (line.length > LONGEST || PLAIN.test(line)) return { from: 0, isNoise: false };
  if (NOISE.some((pattern) => pattern.test(line))) return { from: 0, isNoise: true };
  const section = SECTION.exec(line)?.[1];
  if (section !== undefined) return { from: 0, isNoise: true, section };
  const relocation = RELOCATION.exec(line)?.[1];
  if (relocation !== undefined) return { from: 0, isNoise: true, relocation };
  const found = columnsOf(line);
  if (found !== undefined) return { ...found, isNoise: false };
  const from = SYMBOL_ADDRESS.exec(line)?.[0].length ?? 0;
  return { from, isNoise: false, ...(from > 0 ? { isSymbol: true } : {}) };
}
