import type { Syntax } from '../syntax.ts';

/** A kind of statement, to be offered at the start of a line. `$1`, `${1:text}` mark what is to be filled in. */
export interface StatementForm {
  readonly label: string;
  readonly snippet: string;
  readonly doc: string;
}

const KERNEL: readonly StatementForm[] = [
  { label: 'r0 = 1', snippet: 'r${1:0} = ${2:1}', doc: 'Sets a 64-bit register to a number or another register.' },
  { label: 'w0 = 1', snippet: 'w${1:0} = ${2:1}', doc: 'Sets the lower 32 bits; the upper 32 become 0.' },
  {
    label: 'r0 += r1',
    snippet: 'r${1:0} ${2|+=,-=,*=,/=,%=,&=,|=,^=,<<=,>>=,s>>=|} ${3:r1}',
    doc: 'Arithmetic, in place.',
  },
  {
    label: 'r0 = *(u32 *)(r1 + 0)',
    snippet: 'r${1:0} = *(${2|u8,u16,u32,u64,s8,s16,s32|} *)(r${3:1} + ${4:0})',
    doc: 'Loads from memory.',
  },
  {
    label: '*(u32 *)(r10 - 4) = r0',
    snippet: '*(${1|u8,u16,u32,u64|} *)(r${2:10} - ${3:4}) = ${4:r0}',
    doc: 'Stores to memory.',
  },
  {
    label: 'if r0 == 0 goto label',
    snippet: 'if ${1:r0} ${2|==,!=,>,>=,<,<=,s>,s>=,s<,s<=,&|} ${3:0} goto ${4:label}',
    doc: 'Jumps when the comparison holds.',
  },
  { label: 'goto label', snippet: 'goto ${1:label}', doc: 'Jumps always.' },
  {
    label: 'call helper',
    snippet: 'call ${1:bpf_map_lookup_elem}',
    doc: 'Calls a helper or one of your functions; r1 to r5 are the arguments, r0 the result.',
  },
  { label: 'r1 = map[name]', snippet: 'r${1:1} = map[${2:name}]', doc: 'Loads what stands for a map, for a helper.' },
  {
    label: 'lock *(u64 *)(r0 + 0) += r1',
    snippet: 'lock *(${1|u64,u32|} *)(r${2:0} + ${3:0}) ${4|+=,|=,&=,^=|} ${5:r1}',
    doc: 'Changes memory in one piece, whatever other CPUs do.',
  },
  {
    label: 'r0 = be16 r0',
    snippet: 'r${1:0} = ${2|be16,be32,be64,le16,le32,le64,bswap16,bswap32,bswap64|} r${1:0}',
    doc: 'Changes the order of bytes; packets have network order.',
  },
  { label: 'exit', snippet: 'exit', doc: 'Ends the function; at the end of the program r0 is the verdict.' },
];

const MNEMONIC: readonly StatementForm[] = [
  {
    label: 'mov64 r0, 1',
    snippet: 'mov64 r${1:0}, ${2:1}',
    doc: 'Sets a 64-bit register to a number or another register.',
  },
  { label: 'ldxw r0, [r1+0]', snippet: 'ldx${1|b,h,w,dw|} r${2:0}, [r${3:1}+${4:0}]', doc: 'Loads from memory.' },
  {
    label: 'stxw [r10-4], r0',
    snippet: 'stx${1|b,h,w,dw|} [r${2:10}-${3:4}], r${4:0}',
    doc: 'Stores a register to memory.',
  },
  {
    label: 'jeq r0, 0, label',
    snippet: '${1|jeq,jne,jgt,jge,jlt,jle,jsgt,jsge,jslt,jsle,jset|} ${2:r0}, ${3:0}, ${4:label}',
    doc: 'Jumps when the comparison holds.',
  },
  {
    label: 'lddw r1, map[name]',
    snippet: 'lddw r${1:1}, map[${2:name}]',
    doc: 'Loads what stands for a map, for a helper.',
  },
  {
    label: 'call helper',
    snippet: 'call ${1:bpf_map_lookup_elem}',
    doc: 'Calls a helper; r1 to r5 are the arguments, r0 the result.',
  },
  { label: 'exit', snippet: 'exit', doc: 'Ends the function; at the end of the program r0 is the verdict.' },
];

export const STATEMENT_FORMS: Readonly<Record<Syntax, readonly StatementForm[]>> = {
  kernel: KERNEL,
  mnemonic: MNEMONIC,
};
