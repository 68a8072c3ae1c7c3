import type { HelperName, MapTypeName } from '@skep/abi';
import type { Fault } from '../fault.ts';
import type { MachineMap } from '../maps/machine-map.ts';
import type { HelperCall } from './helper.ts';

const REDIRECT: readonly MapTypeName[] = ['devmap', 'devmap_hash', 'cpumap', 'xskmap'];
const RINGBUF: readonly MapTypeName[] = ['ringbuf'];
const PERF: readonly MapTypeName[] = ['perf_event_array'];
const QUEUES: readonly MapTypeName[] = ['queue', 'stack', 'bloom_filter'];

/**
 * Helpers that work on certain map types only (`check_map_func_compatibility` of the verifier, and which types have the
 * operation at all).
 */
const TYPES_OF_HELPER: Partial<Record<HelperName, readonly MapTypeName[]>> = {
  bpf_tail_call: ['prog_array'],
  bpf_redirect_map: REDIRECT,
  bpf_perf_event_output: PERF,
  bpf_skb_output: PERF,
  bpf_xdp_output: PERF,
  bpf_ringbuf_output: RINGBUF,
  bpf_ringbuf_reserve: RINGBUF,
  bpf_ringbuf_query: RINGBUF,
  bpf_map_push_elem: QUEUES,
  bpf_map_pop_elem: ['queue', 'stack'],
  bpf_map_peek_elem: QUEUES,
  bpf_map_lookup_percpu_elem: ['percpu_array', 'percpu_hash', 'lru_percpu_hash'],
  bpf_for_each_map_elem: ['array', 'percpu_array', 'hash', 'percpu_hash', 'lru_hash', 'lru_percpu_hash'],
};

/** Map types that only certain helpers take, beside those above. */
const LOOKUP_ONLY: ReadonlySet<MapTypeName> = new Set(REDIRECT);
const NO_ELEMENTS: ReadonlySet<MapTypeName> = new Set(['prog_array', ...PERF, ...RINGBUF, ...QUEUES]);

function suits(helper: HelperName, type: MapTypeName): boolean {
  const types = TYPES_OF_HELPER[helper];
  if (types !== undefined) return types.includes(type);
  if (LOOKUP_ONLY.has(type)) return helper === 'bpf_map_lookup_elem';
  return !NO_ELEMENTS.has(type);
}

/** The map that a pointer stands for, if the helper can work on maps of its type. */
export function mapArgument(call: HelperCall, helper: HelperName, pointer: bigint): MachineMap | Fault {
  const map = call.mapOf(pointer);
  if ('code' in map || suits(helper, map.definition.type)) return map;
  const { name, type } = map.definition;
  const types = TYPES_OF_HELPER[helper]?.join(', ');
  const instead = types === undefined ? '' : `; it works on maps of type ${types}`;
  return call.fault(
    'vm/bad-helper-argument',
    `Helper ${helper}, called by instruction ${call.pc}, cannot be used on map ${name} of type ${type}${instead}.`,
  );
}
