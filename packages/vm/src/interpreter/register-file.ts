/** Number of a register's first word in `u32` and `i32`; the word after it is the upper half. */
export const word = (register: number): number => register * 2;

const REGISTERS = 11;
const FRAME_POINTER = 10;

/**
 * What a call leaves in r1 to r5. Linux does not say what they hold, and its verifier forbids reading them; a value that
 * is easy to recognise shows a program's mistake best.
 */
export const SCRATCHED = 0xdead_beef_dead_beefn;
const SCRATCHED_WORD = 0xdeadbeef;

/**
 * r0 to r10, and after them the program's immediates, each sign-extended to 64 bits: so an instruction's second operand
 * is always a register. The same 8 bytes are seen as one BigInt or as two words: 32-bit operations, addresses and
 * simple 64-bit operations work on words, which costs no BigInt.
 */
export class RegisterFile {
  readonly u64: BigUint64Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly #constants: ReadonlyMap<bigint, number>;

  constructor(immediates: Iterable<bigint>) {
    const constants = [...new Set(immediates)];
    this.u64 = new BigUint64Array(REGISTERS + constants.length);
    this.u32 = new Uint32Array(this.u64.buffer);
    this.i32 = new Int32Array(this.u64.buffer);
    this.u64.set(constants, REGISTERS);
    this.#constants = new Map(constants.map((value, index) => [value, word(REGISTERS + index)]));
  }

  /** The word of an immediate that was given to the constructor. */
  constant(value: bigint): number {
    return this.#constants.get(value)!;
  }

  /** r0 to r10 only. */
  get registers(): BigUint64Array {
    return this.u64.subarray(0, REGISTERS);
  }

  /** All registers 0, as a program finds them, but r10. */
  clear(framePointer: number): void {
    this.u64.fill(0n, 0, REGISTERS);
    this.setFramePointer(framePointer);
  }

  setFramePointer(address: number): void {
    this.u32[word(FRAME_POINTER)] = address;
  }

  scratchArguments(): void {
    for (let at = word(1); at < word(6); at++) this.u32[at] = SCRATCHED_WORD;
  }
}
