import type { ArgumentKind, HelperArgument, HelperName, HelperPrototype, ReturnKind } from './helper.ts';

// struct bpf_map *map: map-value? write aligned
const ARGUMENT = /^(?<type>.*?)(?<name>\w+): (?<kind>[\w-]+)(?<nullable>\?)?(?:=(?<size>\d+))?(?<words>( [\w-]+)*)$/;
// void *bpf_map_lookup_elem(…): map-value? gpl sleeps
const SIGNATURE = /^(?<type>.*?)(?<name>bpf_\w+)\((?<args>.*)\): (?<kind>[\w-]+)(?<nullable>\?)?(?<words>( [\w-]+)*)$/;

function parseArgument(text: string): HelperArgument {
  const { type, name, kind, nullable, size, words } = ARGUMENT.exec(text)!.groups!;
  const marks = words!.split(' ');
  const dynptr = (['local', 'ringbuf'] as const).find((word) => marks.includes(word));
  return {
    name: name!,
    type: type!.trim(),
    kind: kind as ArgumentKind,
    nullable: nullable !== undefined,
    access: (['write', 'read-write'] as const).find((word) => marks.includes(word)) ?? 'read',
    releases: marks.includes('release'),
    aligned: marks.includes('aligned'),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(dynptr === undefined ? {} : { dynptr }),
  };
}

/** Reads a line of `HELPER_SIGNATURES`. */
export function parseSignature(text: string): HelperPrototype {
  const { type, name, args, kind, nullable, words } = SIGNATURE.exec(text)!.groups!;
  const marks = words!.split(' ');
  return {
    name: name as HelperName,
    args: args === '' ? [] : args!.split(', ').map(parseArgument),
    returns: { kind: kind as ReturnKind, nullable: nullable !== undefined, type: type!.trim() },
    gplOnly: marks.includes('gpl'),
    maySleep: marks.includes('sleeps'),
    changesPacketData: marks.includes('changes-packet'),
    acceptsPacketPointers: marks.includes('takes-packet'),
  };
}

const joined = (type: string, name: string): string => (type.endsWith('*') ? type + name : `${type} ${name}`);

/** The C signature alone. */
export function formatSignature({ name, args, returns }: HelperPrototype): string {
  const parameters = args.map((arg) => joined(arg.type, arg.name));
  return `${joined(returns.type, name)}(${parameters.length === 0 ? 'void' : parameters.join(', ')})`;
}
