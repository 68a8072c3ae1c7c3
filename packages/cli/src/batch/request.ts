import {
  ATTACH_TYPES,
  MAP_CREATE_FLAGS,
  MAP_TYPES,
  type MapDefinition,
  type MapTypeName,
  PROGRAM_TYPES,
  type ProgramTypeName,
} from '@skep/abi';
import { BatchError, bytes, bytesOrAbsent, flags, integer, name } from './fields.ts';

/** A request as the kernel oracle takes it, read into bytes and names. */
export interface BatchRequest {
  readonly id: unknown;
  readonly programs: readonly ProgramRequest[];
  readonly maps: readonly MapRequest[];
  readonly runs: readonly RunRequest[];
  /** `run` was a list, so the answer is one too. */
  readonly listed: boolean;
  readonly dumpMaps: 'never' | 'after-run' | 'always';
  readonly dumpLimit: number;
}

export interface ProgramRequest {
  readonly name: string;
  readonly type: ProgramTypeName;
  readonly expectedAttachType?: string;
  readonly license: string;
  readonly code: Uint8Array<ArrayBuffer>;
}

export interface MapRequest {
  readonly definition: MapDefinition;
  readonly values: readonly MapValueRequest[];
  readonly dump: boolean;
}

export interface MapValueRequest {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly value: Uint8Array<ArrayBuffer> | { readonly map: string } | { readonly program: string };
  readonly flags: number;
}

export interface RunRequest {
  readonly data?: Uint8Array<ArrayBuffer>;
  readonly context?: Uint8Array<ArrayBuffer>;
  readonly repeat: number;
  readonly flags: number;
  readonly dataSizeOut?: number;
  readonly contextSizeOut?: number;
}

type Json = Record<string, unknown>;

const PROGRAM_ALIASES: Readonly<Record<string, ProgramTypeName>> = {
  classifier: 'sched_cls',
  tc: 'sched_cls',
  action: 'sched_act',
  socket: 'socket_filter',
  raw_tp: 'raw_tracepoint',
  raw_tp_writable: 'raw_tracepoint_writable',
  tp: 'tracepoint',
  freplace: 'ext',
  fentry: 'tracing',
  fexit: 'tracing',
};

/** By the name without prefix, in lower case. */
const MAP_FLAGS = Object.fromEntries(
  MAP_CREATE_FLAGS.map(({ name: flag, value }) => [flag.replace('BPF_F_', '').toLowerCase(), Number(value)]),
);
const RUN_FLAGS = { run_on_cpu: 1, xdp_live_frames: 2, skb_checksum_complete: 4 };
const DEFAULT_DUMP_LIMIT = 1024;
/** Fields that change what the kernel would do and that this engine cannot follow. */
const UNSERVED = ['cmd', 'elf', 'attach_prog', 'attach_btf', 'attach_btf_id'] as const;

function instructions(value: unknown): Uint8Array<ArrayBuffer> {
  if (Array.isArray(value) && Array.isArray(value[0])) {
    const code = new Uint8Array(value.length * 8);
    const view = new DataView(code.buffer);
    value.forEach((slot: number[], pc) => {
      const [opcode = 0, dst = 0, src = 0, off = 0, imm = 0] = slot;
      view.setUint8(pc * 8, opcode);
      view.setUint8(pc * 8 + 1, (dst & 15) | ((src & 15) << 4));
      view.setInt16(pc * 8 + 2, off, true);
      view.setUint32(pc * 8 + 4, imm >>> 0, true);
    });
    return code;
  }
  const code = bytes(Array.isArray(value) ? value.join('') : value, 'insns');
  if (code.length % 8 !== 0) throw new BatchError(`insns: ${code.length} bytes is not a multiple of 8`);
  return code;
}

function programRequest(json: Json, fallback: Json, defaultName: string): ProgramRequest {
  const type = name(
    json.prog_type ?? json.type ?? 'socket_filter',
    PROGRAM_TYPES,
    'prog_type',
    PROGRAM_ALIASES,
    'bpf_prog_type_',
  );
  const attach = json.expected_attach_type ?? json.attach_type;
  const code = instructions(json.insns ?? '');
  relocate(code, json.relocs, fallback);
  return {
    name: typeof json.name === 'string' ? json.name : defaultName,
    type,
    ...(attach !== undefined && { expectedAttachType: name(attach, ATTACH_TYPES, 'attach type', {}, 'bpf_') }),
    license: [json.license, fallback.license].find((license) => typeof license === 'string') ?? 'GPL',
    code,
  };
}

/** Applies `relocs`: the instruction's map becomes an index, as `Program.code` has it. */
function relocate(code: Uint8Array<ArrayBuffer>, relocations: unknown, request: Json): void {
  if (!Array.isArray(relocations)) return;
  const names = mapNames(request);
  const view = new DataView(code.buffer);
  for (const relocation of relocations as Json[]) {
    const at = integer(relocation.insn, 'relocation') * 8;
    if (at < 0 || at + 16 > code.length)
      throw new BatchError(`relocation at instruction ${at / 8} lies outside the program`);
    if (!('map' in relocation))
      throw new BatchError('relocations other than to maps need kernel BTF, which is not at hand');
    const index = mapIndex(relocation.map, names);
    const isValue = relocation.kind === 'value' || 'value_off' in relocation;
    view.setUint8(at + 1, (view.getUint8(at + 1) & 15) | ((isValue ? 2 : 1) << 4));
    view.setInt32(at + 4, index, true);
    if (isValue) view.setInt32(at + 12, integer(relocation.value_off ?? 0, 'value_off'), true);
  }
}

function mapNames(request: Json): string[] {
  return ((request.maps as Json[] | undefined) ?? []).map(
    (map, index) => (map.name as string | undefined) ?? `m${index}`,
  );
}

function mapIndex(reference: unknown, names: readonly string[]): number {
  const index = typeof reference === 'number' ? reference : names.indexOf(String(reference));
  if (!(index >= 0 && index < names.length)) throw new BatchError(`no map ${JSON.stringify(reference)}`);
  return index;
}

function mapValue(entry: unknown): MapValueRequest {
  if (!Array.isArray(entry)) throw new BatchError('a map value is a list of key, value and, if wanted, flags');
  const [key, value, updateFlags] = entry as unknown[];
  const reference = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  if (reference !== undefined && !('map' in reference) && !('prog' in reference))
    throw new BatchError('map value: want map or prog');
  return {
    key: bytes(key, 'map key'),
    value:
      reference === undefined
        ? bytes(value, 'map value')
        : 'map' in reference
          ? { map: String(reference.map) }
          : { program: String(reference.prog) },
    flags: integer(updateFlags ?? 0, 'update flags'),
  };
}

function mapRequest(json: Json, index: number): MapRequest {
  if (json.inner !== undefined || json.inner_map !== undefined) throw new BatchError('maps of maps are not served yet');
  const type: MapTypeName = name(json.type, MAP_TYPES, 'map type', {}, 'bpf_map_type_');
  return {
    definition: {
      name: typeof json.name === 'string' ? json.name : `m${index}`,
      type,
      keySize: integer(json.key_size ?? 0, 'key_size'),
      valueSize: integer(json.value_size ?? 0, 'value_size'),
      maxEntries: integer(json.max_entries ?? 0, 'max_entries'),
      flags: flags(json.flags ?? json.map_flags, MAP_FLAGS, 'map flag'),
    },
    values: ((json.values as unknown[] | undefined) ?? []).map(mapValue),
    dump: json.dump !== false,
  };
}

function runRequest(json: Json): RunRequest {
  const data = bytesOrAbsent(json.data_in, 'data_in');
  const context = bytesOrAbsent(json.ctx_in, 'ctx_in');
  return {
    ...(data && { data }),
    ...(context && { context }),
    repeat: integer(json.repeat ?? 0, 'repeat'),
    flags: flags(json.flags, RUN_FLAGS, 'run flag'),
    ...(json.data_size_out != null && { dataSizeOut: integer(json.data_size_out, 'data_size_out') }),
    ...(json.ctx_size_out != null && { contextSizeOut: integer(json.ctx_size_out, 'ctx_size_out') }),
  };
}

/** Reads a request. Throws `BatchError` where it is not one that can be served. */
export function readRequest(json: unknown): BatchRequest {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new BatchError('request is not an object');
  const request = json as Json;
  for (const field of UNSERVED) if (request[field] !== undefined) throw new BatchError(`${field} is not served here`);
  if (request.insns === undefined) throw new BatchError('insns: missing');
  const others = ((request.progs as Json[] | undefined) ?? []).map((program, index) =>
    programRequest(program, request, `p${index}`),
  );
  const main = programRequest(request, request, 'main');
  const maps = ((request.maps as Json[] | undefined) ?? []).map(mapRequest);
  const duplicate = maps.find(
    ({ definition }, index) => maps.findIndex((m) => m.definition.name === definition.name) < index,
  );
  if (duplicate !== undefined) throw new BatchError(`two maps named ${JSON.stringify(duplicate.definition.name)}`);
  const run = request.run;
  const dump = request.dump_maps ?? true;
  return {
    id: request.id ?? null,
    programs: [main, ...others],
    maps,
    runs: run == null ? [] : (Array.isArray(run) ? run : [run]).map((each) => runRequest(each as Json)),
    listed: Array.isArray(run),
    dumpMaps: dump === 'always' ? 'always' : dump ? 'after-run' : 'never',
    dumpLimit: integer(request.dump_limit ?? DEFAULT_DUMP_LIMIT, 'dump_limit'),
  };
}
