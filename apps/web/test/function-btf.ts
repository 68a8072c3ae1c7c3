import type { Program } from '@skep/abi';

/** Kinds of `struct btf_type` (`include/uapi/linux/btf.h`), in the place where its `info` has them. */
const INT = 1 << 24;
const FUNC = 12 << 24;
const FUNC_PROTO = 13 << 24;
const GLOBAL = 1;

const MAGIC = 0xeb9f;
const HEADER_BYTES = 24;

const words = (numbers: readonly number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer);

/**
 * What Linux wants to know of a program before one of its functions may be a callback: BTF with a name for each and a
 * record that says where each begins (`func_info` of `BPF_PROG_LOAD`). All are declared as `int name(void)`.
 */
export function functionBtf({ subprograms }: Program): { readonly btf: string; readonly func_info: string } {
  let strings = '\0int\0';
  const types = [1, INT, 4, INT | 32, 0, FUNC_PROTO, 1];
  const places: number[] = [];
  for (const [index, { name, pc }] of subprograms.entries()) {
    types.push(strings.length, FUNC | (index === 0 ? GLOBAL : 0), 2);
    strings += `${name}\0`;
    places.push(pc, 3 + index);
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16LE(MAGIC, 0);
  header.writeUInt8(1, 2);
  [HEADER_BYTES, 0, 4 * types.length, 4 * types.length, strings.length].forEach((value, index) => {
    header.writeUInt32LE(value, 4 + 4 * index);
  });
  return {
    btf: Buffer.concat([header, words(types), Buffer.from(strings)]).toString('hex'),
    func_info: words(places).toString('hex'),
  };
}
