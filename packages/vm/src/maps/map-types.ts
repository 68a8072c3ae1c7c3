import { type MapTypeName, mapTypeFacts } from '@skep/abi';

/** Map types that hold one value for each CPU. */
export function isPerCpu(type: MapTypeName): boolean {
  return mapTypeFacts(type)?.perCpu === true;
}

/** Map types that evict their least recently used element when they are full. */
export function isLru(type: MapTypeName): boolean {
  return type === 'lru_hash' || type === 'lru_percpu_hash';
}

/** Map types that are hash tables of values. */
export function isHash(type: MapTypeName): boolean {
  return type === 'hash' || type === 'percpu_hash' || isLru(type);
}
