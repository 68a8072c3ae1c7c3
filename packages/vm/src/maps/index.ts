import type { MapDefinition, MapTypeName } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import { ArrayMap, arrayMapBytes } from './array-map.ts';
import { checkDefinition, checkMemory, type MapDiagnostic, unsupportedType } from './check-map.ts';
import { DevmapHash } from './devmap-hash.ts';
import { HashMap, hashMapBytes } from './hash-map.ts';
import { LpmTrie, lpmTrieBytes } from './lpm-trie.ts';
import { LruHashMap, lruHashMapBytes } from './lru-hash-map.ts';
import type { MachineMap } from './machine-map.ts';
import type { MapPlace } from './map-base.ts';
import { QueueMap, queueMapBytes } from './queue-map.ts';
import { RingBuffer, ringBufferBytes } from './ring-buffer.ts';
import { round8 } from './sizes.ts';
import { SlotArrayMap, slotArrayBytes } from './slot-array-map.ts';

export type { MapDiagnostic } from './check-map.ts';
export type { MachineMap } from './machine-map.ts';
export type { MapPlace } from './map-base.ts';

export interface MapLayout {
  /** Bytes of the machine's memory that the map takes; a multiple of 8. The map must start at a multiple of 8. */
  readonly byteLength: number;
}

/** How maps of a type are laid out and made. */
interface MapKind {
  bytes(definition: MapDefinition, cpus: number): number;
  create(definition: MapDefinition, place: MapPlace): MachineMap;
}

const array: MapKind = { bytes: arrayMapBytes, create: (definition, place) => new ArrayMap(definition, place) };
const hash: MapKind = { bytes: hashMapBytes, create: (definition, place) => new HashMap(definition, place) };
const devices: MapKind = { bytes: hashMapBytes, create: (definition, place) => new DevmapHash(definition, place) };
const lru: MapKind = { bytes: lruHashMapBytes, create: (definition, place) => new LruHashMap(definition, place) };
const slots: MapKind = { bytes: slotArrayBytes, create: (definition, place) => new SlotArrayMap(definition, place) };
const queue: MapKind = { bytes: queueMapBytes, create: (definition, place) => new QueueMap(definition, place) };
const ring: MapKind = { bytes: ringBufferBytes, create: (definition, place) => new RingBuffer(definition, place) };
const trie: MapKind = { bytes: lpmTrieBytes, create: (definition, place) => new LpmTrie(definition, place) };

/** By type; a type that is missing is one that Skep does not run yet. */
const KINDS: Readonly<Partial<Record<MapTypeName, MapKind>>> = {
  array,
  percpu_array: array,
  hash,
  percpu_hash: hash,
  lru_hash: lru,
  lru_percpu_hash: lru,
  prog_array: slots,
  perf_event_array: slots,
  devmap: slots,
  devmap_hash: devices,
  cpumap: slots,
  xskmap: slots,
  ringbuf: ring,
  queue,
  stack: queue,
  lpm_trie: trie,
};

/** Checks a definition as `BPF_MAP_CREATE` does and tells how much memory the map needs. */
export function mapLayout(definition: MapDefinition, cpus: number): Result<MapLayout, MapDiagnostic> {
  const breach = checkDefinition(definition);
  if (breach !== undefined) return err(breach);
  const kind = KINDS[definition.type];
  if (kind === undefined) return err(unsupportedType(definition));
  const byteLength = round8(kind.bytes(definition, cpus));
  const tooBig = checkMemory(definition, byteLength);
  return tooBig === undefined ? ok({ byteLength }) : err(tooBig);
}

/** Makes an empty map of a definition that `mapLayout` has accepted. */
export function createMap(definition: MapDefinition, place: MapPlace): MachineMap {
  return KINDS[definition.type]!.create(definition, place);
}
