/**
 * The initial values of the IANA "BPF Instruction" registry (RFC 9669, appendix A): opcode, src, offset, imm, conformance
 * group. `any` is a field that the instruction uses as an operand. Sign-extending loads (section 5.2) are missing there.
 */
const ROWS = `
0x00 0 0 any base64
0x04 0 0 any base32
0x05 0 any 0 base32
0x06 0 0 any base32
0x07 0 0 any base64
0x0c any 0 0 base32
0x0f any 0 0 base64
0x14 0 0 any base32
0x15 0 any any base64
0x16 0 any any base32
0x17 0 0 any base64
0x18 0 0 any base64
0x18 1 0 any base64
0x18 2 0 any base64
0x18 3 0 any base64
0x18 4 0 any base64
0x18 5 0 any base64
0x18 6 0 any base64
0x1c any 0 0 base32
0x1d any any 0 base64
0x1e any any 0 base32
0x1f any 0 0 base64
0x20 0 0 any packet
0x24 0 0 any divmul32
0x25 0 any any base64
0x26 0 any any base32
0x27 0 0 any divmul64
0x28 0 0 any packet
0x2c any 0 0 divmul32
0x2d any any 0 base64
0x2e any any 0 base32
0x2f any 0 0 divmul64
0x30 0 0 any packet
0x34 0 0 any divmul32
0x34 0 1 any divmul32
0x35 0 any any base64
0x36 0 any any base32
0x37 0 0 any divmul64
0x37 0 1 any divmul64
0x3c any 0 0 divmul32
0x3c any 1 0 divmul32
0x3d any any 0 base64
0x3e any any 0 base32
0x3f any 0 0 divmul64
0x3f any 1 0 divmul64
0x40 any 0 any packet
0x44 0 0 any base32
0x45 0 any any base64
0x46 0 any any base32
0x47 0 0 any base64
0x48 any 0 any packet
0x4c any 0 0 base32
0x4d any any 0 base64
0x4e any any 0 base32
0x4f any 0 0 base64
0x50 any 0 any packet
0x54 0 0 any base32
0x55 0 any any base64
0x56 0 any any base32
0x57 0 0 any base64
0x5c any 0 0 base32
0x5d any any 0 base64
0x5e any any 0 base32
0x5f any 0 0 base64
0x61 any any 0 base32
0x62 0 any any base32
0x63 any any 0 base32
0x64 0 0 any base32
0x65 0 any any base64
0x66 0 any any base32
0x67 0 0 any base64
0x69 any any 0 base32
0x6a 0 any any base32
0x6b any any 0 base32
0x6c any 0 0 base32
0x6d any any 0 base64
0x6e any any 0 base32
0x6f any 0 0 base64
0x71 any any 0 base32
0x72 0 any any base32
0x73 any any 0 base32
0x74 0 0 any base32
0x75 0 any any base64
0x76 0 any any base32
0x77 0 0 any base64
0x79 any any 0 base64
0x7a 0 any any base64
0x7b any any 0 base64
0x7c any 0 0 base32
0x7d any any 0 base64
0x7e any any 0 base32
0x7f any 0 0 base64
0x84 0 0 0 base32
0x85 0 0 any base32
0x85 1 0 any base32
0x85 2 0 any base32
0x87 0 0 0 base64
0x94 0 0 any divmul32
0x94 0 1 any divmul32
0x95 0 0 0 base32
0x97 0 0 any divmul64
0x97 0 1 any divmul64
0x9c any 0 0 divmul32
0x9c any 1 0 divmul32
0x9f any 0 0 divmul64
0x9f any 1 0 divmul64
0xa4 0 0 any base32
0xa5 0 any any base64
0xa6 0 any any base32
0xa7 0 0 any base64
0xac any 0 0 base32
0xad any any 0 base64
0xae any any 0 base32
0xaf any 0 0 base64
0xb4 0 0 any base32
0xb5 0 any any base64
0xb6 0 any any base32
0xb7 0 0 any base64
0xbc any 0 0 base32
0xbc any 8 0 base32
0xbc any 16 0 base32
0xbd any any 0 base64
0xbe any any 0 base32
0xbf any 0 0 base64
0xbf any 8 0 base64
0xbf any 16 0 base64
0xbf any 32 0 base64
0xc3 any any 0 atomic32
0xc3 any any 1 atomic32
0xc3 any any 64 atomic32
0xc3 any any 65 atomic32
0xc3 any any 80 atomic32
0xc3 any any 81 atomic32
0xc3 any any 160 atomic32
0xc3 any any 161 atomic32
0xc3 any any 225 atomic32
0xc3 any any 241 atomic32
0xc4 0 0 any base32
0xc5 0 any any base64
0xc6 0 any any base32
0xc7 0 0 any base64
0xcc any 0 0 base32
0xcd any any 0 base64
0xce any any 0 base32
0xcf any 0 0 base64
0xd4 0 0 16 base32
0xd4 0 0 32 base32
0xd4 0 0 64 base64
0xd5 0 any any base64
0xd6 0 any any base32
0xd7 0 0 16 base32
0xd7 0 0 32 base32
0xd7 0 0 64 base64
0xdb any any 0 atomic64
0xdb any any 1 atomic64
0xdb any any 64 atomic64
0xdb any any 65 atomic64
0xdb any any 80 atomic64
0xdb any any 81 atomic64
0xdb any any 160 atomic64
0xdb any any 161 atomic64
0xdb any any 225 atomic64
0xdb any any 241 atomic64
0xdc 0 0 16 base32
0xdc 0 0 32 base32
0xdc 0 0 64 base64
0xdd any any 0 base64
0xde any any 0 base32
`;

export interface RegistryRow {
  readonly opcode: number;
  readonly src: number | 'any';
  readonly off: number | 'any';
  readonly imm: number | 'any';
  readonly group: string;
}

const field = (text: string): number | 'any' => (text === 'any' ? 'any' : Number(text));

export const REGISTRY: readonly RegistryRow[] = ROWS.trim()
  .split('\n')
  .map((line) => {
    const [opcode, src, off, imm, group] = line.split(' ');
    return { opcode: Number(opcode), src: field(src!), off: field(off!), imm: field(imm!), group: group! };
  });
