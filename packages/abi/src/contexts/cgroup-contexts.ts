import { defineContext } from './context.ts';

export const BPF_SYSCTL = defineContext(
  { name: 'bpf_sysctl', size: 8, source: 'uapi', doc: 'A process reading or writing a sysctl.' },
  [
    [0, 'u32', 'write', '1 for a write, 0 for a read.'],
    [4, 'u32', 'file_pos', 'Position in the sysctl’s file.'],
  ],
);

export const BPF_SOCKOPT = defineContext(
  { name: 'bpf_sockopt', size: 40, source: 'uapi', doc: 'A getsockopt or setsockopt call.' },
  [
    [0, 'struct bpf_sock *', 'sk', 'The socket.'],
    [8, 'void *', 'optval', 'Address of the option’s value.', 'data'],
    [16, 'void *', 'optval_end', 'Address just behind the option’s value.', 'data-end'],
    [24, 's32', 'level', 'Level, for example SOL_SOCKET (1).'],
    [28, 's32', 'optname', 'The option.'],
    [32, 's32', 'optlen', 'Length of the value; -1 lets the kernel skip its own setsockopt.'],
    [36, 's32', 'retval', 'What getsockopt will return.'],
  ],
);

export const BPF_CGROUP_DEV_CTX = defineContext(
  { name: 'bpf_cgroup_dev_ctx', size: 12, source: 'uapi', doc: 'A process opening or creating a device file.' },
  [
    [0, 'u32', 'access_type', 'Upper half: 1 create, 2 read, 4 write; lower half: 1 block device, 2 character device.'],
    [4, 'u32', 'major', 'Major device number.'],
    [8, 'u32', 'minor', 'Minor device number.'],
  ],
);
