import { defineContext, type FieldRow } from './context.ts';

const REGISTERS: readonly FieldRow[] = [
  [0, 'u64', 'r15', 'Register r15.'],
  [8, 'u64', 'r14', 'Register r14.'],
  [16, 'u64', 'r13', 'Register r13.'],
  [24, 'u64', 'r12', 'Register r12.'],
  [32, 'u64', 'rbp', 'Register rbp, often the frame pointer.'],
  [40, 'u64', 'rbx', 'Register rbx.'],
  [48, 'u64', 'r11', 'Register r11.'],
  [56, 'u64', 'r10', 'Register r10; fourth argument of a system call.'],
  [64, 'u64', 'r9', 'Register r9; sixth argument.'],
  [72, 'u64', 'r8', 'Register r8; fifth argument.'],
  [80, 'u64', 'rax', 'Register rax; a function’s return value.'],
  [88, 'u64', 'rcx', 'Register rcx; fourth argument.'],
  [96, 'u64', 'rdx', 'Register rdx; third argument.'],
  [104, 'u64', 'rsi', 'Register rsi; second argument.'],
  [112, 'u64', 'rdi', 'Register rdi; first argument.'],
  [120, 'u64', 'orig_rax', 'System call number, where there was a system call.'],
  [128, 'u64', 'rip', 'Address of the instruction.'],
  [136, 'u64', 'cs', 'Code segment.'],
  [144, 'u64', 'eflags', 'Processor flags.'],
  [152, 'u64', 'rsp', 'Stack pointer.'],
  [160, 'u64', 'ss', 'Stack segment.'],
];

/** Field names as user space knows them (`asm/ptrace.h`); the kernel's own header drops the r of rdi, rip, … */
export const PT_REGS = defineContext(
  { name: 'pt_regs', size: 168, source: 'uapi', doc: 'The processor’s registers at the probed place (x86-64).' },
  REGISTERS,
);

export const BPF_PERF_EVENT_DATA = defineContext(
  { name: 'bpf_perf_event_data', size: 184, source: 'uapi', doc: 'A sample of a perf event (x86-64).' },
  [
    ...REGISTERS.map(([offset, type, name, doc]): FieldRow => [offset, type, `regs.${name}`, doc]),
    [168, 'u64', 'sample_period', 'How many events lie between two samples.'],
    [176, 'u64', 'addr', 'The data address of the sample, if recorded.'],
  ],
);

export const BPF_RAW_TRACEPOINT_ARGS = defineContext(
  { name: 'bpf_raw_tracepoint_args', size: 96, source: 'uapi', doc: 'The arguments of a tracepoint, each in 64 bits.' },
  [[0, 'u64[12]', 'args', 'The arguments; how many there are depends on the tracepoint, at most 12.']],
);
