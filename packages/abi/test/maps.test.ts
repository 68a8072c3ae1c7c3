import { describe, expect, test } from 'vitest';
import {
  checkMapDefinition,
  flagByName,
  isMapType,
  MAP_TYPES,
  type MapDefinition,
  type MapTypeName,
  mapFlagNames,
  mapTypeFacts,
  valueStride,
} from '../src/index.ts';

const define = (
  type: MapTypeName,
  keySize: number,
  valueSize: number,
  maxEntries: number,
  flags = 0,
): MapDefinition => ({
  name: 'm',
  type,
  keySize,
  valueSize,
  maxEntries,
  flags,
});

/** What Linux 6.12 answers to such a map: created, or EINVAL and the like, and here the reason. */
const CASES: readonly (readonly [MapDefinition, ...string[]])[] = [
  [define('hash', 4, 8, 16)],
  [define('hash', 1, 1, 1)],
  [define('hash', 17, 65536, 3, 1)],
  [define('hash', 0, 8, 16), 'abi/bad-key-size'],
  [define('hash', 4, 0, 16), 'abi/bad-value-size'],
  [define('hash', 4, 8, 0), 'abi/bad-max-entries'],
  [define('hash', 4, 8, 1, 1 << 10), 'abi/bad-map-flags'],
  [
    define('hash', 0, 0, 0, 1 << 20),
    'abi/bad-key-size',
    'abi/bad-value-size',
    'abi/bad-max-entries',
    'abi/bad-map-flags',
  ],
  [define('array', 4, 1, 1, 1 << 10)],
  [define('array', 8, 8, 1), 'abi/bad-key-size'],
  [define('array', 4, 8, 1, 1), 'abi/bad-map-flags'],
  [define('percpu_array', 4, 32768, 1)],
  [define('percpu_array', 4, 32769, 1), 'abi/bad-value-size'],
  [define('percpu_hash', 4, 65536, 1), 'abi/bad-value-size'],
  [define('lru_hash', 4, 8, 16, 2)],
  [define('lru_hash', 4, 8, 16, 1), 'abi/bad-map-flags'],
  [define('prog_array', 4, 4, 8)],
  [define('prog_array', 4, 8, 8), 'abi/bad-value-size'],
  [define('perf_event_array', 4, 4, 4)],
  [define('stack_trace', 4, 1016, 4)],
  [define('stack_trace', 4, 12, 4), 'abi/bad-value-size'],
  [define('stack_trace', 4, 1024, 4), 'abi/bad-value-size'],
  [define('lpm_trie', 8, 4, 4, 1)],
  [define('lpm_trie', 8, 4, 4), 'abi/bad-map-flags'],
  [define('lpm_trie', 4, 4, 4, 1), 'abi/bad-key-size'],
  [define('lpm_trie', 261, 4, 4, 1), 'abi/bad-key-size'],
  [define('devmap', 4, 8, 4)],
  [define('devmap', 4, 6, 4), 'abi/bad-value-size'],
  [define('sockhash', 512, 4, 4)],
  [define('sockhash', 513, 4, 4), 'abi/bad-key-size'],
  [define('queue', 0, 8, 4)],
  [define('queue', 4, 8, 4), 'abi/bad-key-size'],
  [define('ringbuf', 0, 0, 4096)],
  [define('ringbuf', 0, 0, 65536)],
  [define('ringbuf', 0, 0, 12288), 'abi/bad-max-entries'],
  [define('ringbuf', 0, 0, 2048), 'abi/bad-max-entries'],
  [define('ringbuf', 0, 0, 0), 'abi/bad-max-entries'],
  [define('ringbuf', 4, 0, 4096), 'abi/bad-key-size'],
  [define('cgroup_storage', 8, 8, 0)],
  [define('cgroup_storage', 16, 8, 1), 'abi/bad-max-entries'],
  [define('bloom_filter', 0, 8, 4)],
  [define('arena', 0, 0, 100, 1 << 10)],
  [define('arena', 0, 0, 100), 'abi/bad-map-flags'],
  [define('unspec', 4, 4, 4), 'abi/bad-map-type'],
];

describe('map types', () => {
  test('all have facts', () => {
    for (const type of MAP_TYPES) {
      const facts = mapTypeFacts(type);
      expect(facts !== undefined, type).toBe(type !== 'unspec');
      expect(isMapType(type)).toBe(type !== 'unspec');
      if (facts === undefined) continue;
      expect(facts.doc).toMatch(/\.$/);
      expect(facts.since).toMatch(/^\d\.\d+$/);
      for (const name of [...facts.flags, ...facts.requiredFlags]) expect(flagByName(name), name).toBeDefined();
      for (const name of facts.requiredFlags) expect(facts.flags).toContain(name);
      expect(facts.perCpu).toBe(type.includes('percpu'));
      expect(facts.allocation === 'optional').toBe(
        facts.flags.includes('BPF_F_NO_PREALLOC') && !facts.requiredFlags.includes('BPF_F_NO_PREALLOC'),
      );
    }
    expect(isMapType('hashmap')).toBe(false);
  });

  test.each(CASES.map(([map, ...codes]) => [map.type, map, codes] as const))('%s %j: %j', (_, map, codes) => {
    const problems = checkMapDefinition(map);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    for (const { message } of problems) expect(message).toMatch(/^Map m: .*\.$/);
  });

  test('messages say what would be right', () => {
    const first = (map: MapDefinition) => checkMapDefinition(map)[0]?.message;
    expect(first(define('array', 8, 8, 1))).toBe('Map m: the keys of array maps take 4 bytes, not 8.');
    expect(first(define('devmap', 4, 6, 4))).toBe('Map m: the values of devmap maps take 4 or 8 bytes, not 6.');
    expect(first(define('stack_trace', 4, 12, 4))).toBe(
      'Map m: the values of stack_trace maps take a multiple of 8 from 8 to 1016 bytes, not 12.',
    );
    expect(first(define('ringbuf', 0, 0, 5))).toBe(
      'Map m: max_entries is the size in bytes and must be a power of two of at least 4096, not 5.',
    );
    expect(first(define('lpm_trie', 8, 4, 4))).toBe('Map m: lpm_trie maps need the flag BPF_F_NO_PREALLOC (1).');
  });

  test('a diagnostic points at the definition', () => {
    const range = { line: 3, column: 1, endLine: 3, endColumn: 9 };
    const [problem] = checkMapDefinition({ ...define('array', 8, 8, 1), origin: range });
    expect(problem?.position).toEqual({ kind: 'text', range });
  });

  test('values are laid out in steps of 8 bytes', () => {
    expect([0, 1, 8, 9, 100].map(valueStride)).toEqual([0, 8, 8, 16, 104]);
  });

  test('flags have names', () => {
    expect(mapFlagNames(0)).toEqual([]);
    expect(mapFlagNames(1 | (1 << 10))).toEqual(['BPF_F_NO_PREALLOC', 'BPF_F_MMAPABLE']);
    expect(mapFlagNames(-1).at(-1)).toBe('0xfff80000');
  });
});
