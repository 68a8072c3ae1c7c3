import { flagByName } from '@skep/abi';

function valueOf(name: string): number {
  return Number(flagByName(name)!.value);
}

export const BPF_F_NO_PREALLOC = valueOf('BPF_F_NO_PREALLOC');
export const BPF_F_NO_COMMON_LRU = valueOf('BPF_F_NO_COMMON_LRU');
export const BPF_F_RDONLY = valueOf('BPF_F_RDONLY');
export const BPF_F_WRONLY = valueOf('BPF_F_WRONLY');
export const BPF_F_RDONLY_PROG = valueOf('BPF_F_RDONLY_PROG');
export const BPF_F_WRONLY_PROG = valueOf('BPF_F_WRONLY_PROG');

export const BPF_ANY = valueOf('BPF_ANY');
export const BPF_NOEXIST = valueOf('BPF_NOEXIST');
export const BPF_EXIST = valueOf('BPF_EXIST');
export const BPF_F_LOCK = valueOf('BPF_F_LOCK');
