import type { HelperName } from '@skep/abi';
import type { Fault } from '../fault.ts';
import type { MachineMap } from '../maps/machine-map.ts';
import { BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG } from '../maps/map-flags.ts';
import { QueueMap } from '../maps/queue-map.ts';
import { flags32, result, u32 } from './arguments.ts';
import type { Helper, HelperCall, HelperOutcome } from './helper.ts';
import { mapArgument } from './map-argument.ts';

/** The map, if programs may read (or write) it, and the address of a key. */
interface Element {
  readonly map: MachineMap;
  readonly key: number;
}

function elementOf(call: HelperCall, helper: HelperName, r1: bigint, r2: bigint, write: boolean): Element | Fault {
  const map = accessibleMap(call, helper, r1, write);
  if ('code' in map) return map;
  const key = call.checkedAddress(r2, map.definition.keySize, false);
  return typeof key === 'number' ? { map, key } : key;
}

function accessibleMap(call: HelperCall, helper: HelperName, pointer: bigint, write: boolean): MachineMap | Fault {
  const map = mapArgument(call, helper, pointer);
  if ('code' in map || (map.definition.flags & (write ? BPF_F_RDONLY_PROG : BPF_F_WRONLY_PROG)) === 0) return map;
  const [flag, verb] = write ? ['BPF_F_RDONLY_PROG', 'write'] : ['BPF_F_WRONLY_PROG', 'read'];
  return call.fault(
    'vm/bad-helper-argument',
    `Helper ${helper}, called by instruction ${call.pc}, would ${verb} map ${map.definition.name}, which its flag ${flag} forbids to programs.`,
  );
}

export const mapLookupElem: Helper = {
  call(call, r1, r2) {
    const element = elementOf(call, 'bpf_map_lookup_elem', r1, r2, false);
    return 'code' in element ? element : BigInt(element.map.lookupAddress(element.key, call.cpu));
  },
};

export const mapLookupPercpuElem: Helper = {
  call(call, r1, r2, r3) {
    const element = elementOf(call, 'bpf_map_lookup_percpu_elem', r1, r2, false);
    if ('code' in element) return element;
    const cpu = u32(r3);
    return cpu >= call.cpus ? 0n : BigInt(element.map.lookupAddress(element.key, cpu));
  },
};

export const mapUpdateElem: Helper = {
  call(call, r1, r2, r3, r4) {
    const element = elementOf(call, 'bpf_map_update_elem', r1, r2, true);
    if ('code' in element) return element;
    const { map, key } = element;
    const value = call.checkedAddress(r3, map.definition.valueSize, false);
    if (typeof value !== 'number') return value;
    return result(map.updateFrom(key, value, flags32(r4), call.cpu));
  },
};

export const mapDeleteElem: Helper = {
  call(call, r1, r2) {
    const element = elementOf(call, 'bpf_map_delete_elem', r1, r2, true);
    return 'code' in element ? element : result(element.map.deleteAt(element.key, call.cpu));
  },
};

function onQueue(
  call: HelperCall,
  helper: HelperName,
  [r1, r2]: readonly [bigint, bigint],
  operation: (queue: QueueMap, value: number) => number,
): HelperOutcome {
  const writesMap = helper !== 'bpf_map_peek_elem';
  const map = accessibleMap(call, helper, r1, writesMap);
  if ('code' in map) return map;
  if (!(map instanceof QueueMap)) return call.fault('vm/unsupported', `Map ${map.definition.name} is no queue.`);
  const value = call.checkedAddress(r2, map.definition.valueSize, helper !== 'bpf_map_push_elem');
  return typeof value === 'number' ? result(operation(map, value)) : value;
}

export const mapPushElem: Helper = {
  call: (call, r1, r2, r3) =>
    onQueue(call, 'bpf_map_push_elem', [r1, r2], (queue, value) => queue.push(value, flags32(r3))),
};

export const mapPopElem: Helper = {
  call: (call, r1, r2) => onQueue(call, 'bpf_map_pop_elem', [r1, r2], (queue, value) => queue.pop(value)),
};

export const mapPeekElem: Helper = {
  call: (call, r1, r2) => onQueue(call, 'bpf_map_peek_elem', [r1, r2], (queue, value) => queue.peek(value)),
};
