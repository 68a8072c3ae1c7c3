import { isProgramType, type ProgramTypeName } from '@skep/abi';

/** Common names for program types that are not their names in the UAPI, most of them libbpf's names of sections. */
const ALIASES: Readonly<Record<string, ProgramTypeName>> = {
  tc: 'sched_cls',
  tcx: 'sched_cls',
  netkit: 'sched_cls',
  classifier: 'sched_cls',
  action: 'sched_act',
  socket: 'socket_filter',
  kretprobe: 'kprobe',
  ksyscall: 'kprobe',
  uprobe: 'kprobe',
  uretprobe: 'kprobe',
  tp: 'tracepoint',
  raw_tp: 'raw_tracepoint',
  sockops: 'sock_ops',
  fentry: 'tracing',
  fexit: 'tracing',
  iter: 'tracing',
  freplace: 'ext',
};

export const PROGRAM_TYPE_ALIASES: readonly string[] = Object.keys(ALIASES);

/** A program type by its name or by a common alias. */
export function programTypeByName(name: string): ProgramTypeName | undefined {
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name];
  return name !== 'unspec' && isProgramType(name) ? name : undefined;
}

/** The type that the name of an object file's section stands for: `xdp`, `kprobe/do_unlinkat`, `fentry.s/…`. */
export function programTypeOfSection(section: string): ProgramTypeName | undefined {
  return programTypeByName(/^[^./]*/.exec(section)![0]);
}
