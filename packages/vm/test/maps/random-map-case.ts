import { bytesToHex } from '@skep/base';
import { isQueue, type MapCase, type Operation } from './map-case.ts';

/** A small generator of its own, so that a seed means the same cases for ever: xorshift32. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ZERO_SEED = 64;
const NO_PREALLOC = 1;
const NO_COMMON_LRU = 2;

const TYPES = [
  'array',
  'percpu_array',
  'hash',
  'percpu_hash',
  'lru_hash',
  'lru_percpu_hash',
  'queue',
  'stack',
  'lpm_trie',
] as const;

/**
 * The same operations on two CPUs in turn, a few at a time. Hash tables allocate in advance: where the kernel can be told
 * on which CPU to run, it runs with interrupts off, and then may fail to allocate.
 */
export function randomTwoCpuCase(seed: number, only?: string): MapCase {
  const one = randomMapCase(seed, only);
  const { definition, operations } = one;
  const flags = definition.type.endsWith('hash') ? definition.flags & ~NO_PREALLOC : definition.flags;
  return { definition: { ...definition, flags }, operations, runLength: Math.ceil(operations.length / 12) };
}

export function randomMapCase(seed: number, only?: string): MapCase {
  const random = randomNumbers(seed * 2654435761);
  for (let i = 0; i < 8; i++) random(2);
  const type = TYPES.find((name) => name === only) ?? TYPES[random(TYPES.length)]!;
  const lru = type.startsWith('lru');
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const maxEntries = lru ? pick([1, 2, 3, 5, 8, 16, 33, 64, 100, 200, 300]) : pick([1, 2, 3, 5, 8, 16, 40]);
  const valueSize = pick([1, 2, 4, 8, 12, 16]);
  const keySize = pick([1, 2, 4, 5, 8, 12, 13, 16, 24]);
  if (isQueue(type))
    return {
      definition: { type, keySize: 0, valueSize, maxEntries, flags: 0 },
      operations: queueOperations(random, valueSize),
    };
  if (type === 'lpm_trie') {
    const definition = {
      type,
      keySize: 4 + pick([1, 2, 4]),
      valueSize: 4 * pick([1, 2]),
      maxEntries,
      flags: NO_PREALLOC,
    };
    return { definition, operations: keyedOperations(random, definition, (r) => lpmKey(r, definition.keySize - 4)) };
  }
  if (type === 'array' || type === 'percpu_array') {
    const definition = { type, keySize: 4, valueSize, maxEntries, flags: 0 };
    return { definition, operations: keyedOperations(random, definition, (r) => littleEndian(r(maxEntries + 2), 4)) };
  }
  const flags = ZERO_SEED | (random(4) === 0 ? (lru ? NO_COMMON_LRU : NO_PREALLOC) : 0);
  const definition = { type, keySize, valueSize, maxEntries, flags };
  const keys = Math.min(256 ** Math.min(keySize, 3), Math.max(2, Math.floor(maxEntries * (0.5 + random(40) / 16))));
  return { definition, operations: keyedOperations(random, definition, (r) => littleEndian(r(keys), keySize)) };
}

type Random = (below: number) => number;

function keyedOperations(
  random: Random,
  { type, valueSize, maxEntries }: MapCase['definition'],
  key: (random: Random) => string,
): Operation[] {
  const count = Math.min(700, 30 + maxEntries * 4);
  // A program may not keep a pointer to an element of a type whose verifier rules differ; all of these allow it.
  return Array.from({ length: count }, (): Operation => {
    const value = randomBytes(random, valueSize);
    switch (random(type.startsWith('lru') ? 14 : 10)) {
      case 0:
        return { op: 'delete', key: key(random) };
      case 1:
      case 2:
        return { op: 'lookup', key: key(random) };
      case 3:
        return { op: 'update', key: key(random), value, flags: random(12) === 0 ? 3 + random(6) : 1 + random(2) };
      case 4:
        return random(2) === 0
          ? { op: 'stale', key: key(random), other: key(random), value }
          : { op: 'outdated', key: key(random), value };
      default:
        return { op: 'update', key: key(random), value, flags: 0 };
    }
  });
}

function queueOperations(random: Random, valueSize: number): Operation[] {
  return Array.from({ length: 120 }, (): Operation => {
    const kind = random(8);
    if (kind === 0) return { op: 'peek' };
    if (kind < 4) return { op: 'pop' };
    return { op: 'push', value: randomBytes(random, valueSize), flags: random(4) === 0 ? random(5) : 0 };
  });
}

function lpmKey(random: Random, bytes: number): string {
  const prefix = random(10) === 0 ? 8 * bytes + random(3) : random(8 * bytes + 1);
  // Few distinct bits, so that prefixes meet.
  const data = Uint8Array.from({ length: bytes }, () => [0x00, 0xff, 0x80, 0xc0, 0x0f][random(5)]!);
  return littleEndian(prefix, 4) + bytesToHex(data);
}

function littleEndian(value: number, bytes: number): string {
  return bytesToHex(Uint8Array.from({ length: bytes }, (_, i) => (i < 4 ? (value >>> (8 * i)) & 255 : 0)));
}

function randomBytes(random: Random, size: number): string {
  return bytesToHex(Uint8Array.from({ length: size }, () => random(256)));
}
