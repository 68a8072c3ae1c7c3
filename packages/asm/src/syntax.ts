/**
 * The two ways to write an instruction: as the kernel's verifier log, `bpftool` and LLVM do (`r0 += r1`), or with
 * mnemonics as ubpf, rbpf and bpf_conformance do (`add64 r0, r1`).
 */
export type Syntax = 'kernel' | 'mnemonic';

export const SYNTAXES: readonly Syntax[] = ['kernel', 'mnemonic'];
