import { ERRNO } from '@skep/abi';
import { bytesToHex, hexToBytes } from '@skep/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineMap } from '../../src/maps/index.ts';
import { makeMap } from './map-case.ts';

/** Maps as a JavaScript map would do them: no memory, no nodes. */
interface Model {
  update(key: string, value: string, flags: number): number;
  delete(key: string): number;
  readonly content: Map<string, string>;
}

const flagError = (present: boolean, flags: number): number => {
  if (flags > 2) return -ERRNO.EINVAL;
  if (present && flags === 1) return -ERRNO.EEXIST;
  return !present && flags === 2 ? -ERRNO.ENOENT : 0;
};

function hashModel(maxEntries: number): Model {
  const content = new Map<string, string>();
  return {
    content,
    update(key, value, flags) {
      const errno = flagError(content.has(key), flags);
      if (errno !== 0) return errno;
      if (!content.has(key) && content.size >= maxEntries) return -ERRNO.E2BIG;
      content.set(key, value);
      return 0;
    },
    delete: (key) => (content.delete(key) ? 0 : -ERRNO.ENOENT),
  };
}

const index = (key: string): number => new DataView(hexToBytes(key)!.buffer).getUint32(0, true);
const keyOf = (value: number): string => bytesToHex(new Uint8Array(Uint32Array.of(value).buffer));

function arrayModel(maxEntries: number): Model {
  const content = new Map(Array.from({ length: maxEntries }, (_, i) => [keyOf(i), '00'.repeat(8)]));
  return {
    content,
    update(key, value, flags) {
      if (flags > 2) return -ERRNO.EINVAL;
      if (index(key) >= maxEntries) return -ERRNO.E2BIG;
      if (flags === 1) return -ERRNO.EEXIST;
      content.set(key, value);
      return 0;
    },
    delete: () => -ERRNO.EINVAL,
  };
}

const contentOf = (map: MachineMap): Map<string, string> =>
  new Map(Array.from(map.entries(), ({ key, values }) => [bytesToHex(key), bytesToHex(values[0]!)]));

const sorted = (content: Map<string, string>): [string, string][] => [...content].sort(([a], [b]) => (a < b ? -1 : 1));

const operation = fc.record({
  kind: fc.constantFrom('update', 'update', 'delete', 'lookup'),
  key: fc.nat(12).map(keyOf),
  value: fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value) => bytesToHex(new Uint8Array(BigUint64Array.of(value).buffer))),
  flags: fc.constantFrom(0, 0, 0, 1, 2, 3, 8),
});

const types = ['hash', 'percpu_hash', 'array', 'percpu_array'] as const;

describe('maps behave like a simple model', () => {
  it.each(types)('%s, by the system call', (type) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(operation, { maxLength: 60 }), (maxEntries, operations) => {
        const { map } = makeMap({ type, keySize: 4, valueSize: 8, maxEntries, flags: 0 }, 2);
        const model = type.endsWith('hash') ? hashModel(maxEntries) : arrayModel(maxEntries);
        for (const { kind, key, value, flags } of operations) {
          const bytes = hexToBytes(key)!;
          const version = map.version;
          if (kind === 'lookup') {
            const found = map.lookup(bytes);
            expect(found.ok ? bytesToHex(found.value[0]!) : undefined).toBe(model.content.get(key));
            expect(map.version).toBe(version);
            continue;
          }
          const done = kind === 'update' ? map.update(bytes, [hexToBytes(value)!], flags) : map.delete(bytes);
          const expected = kind === 'update' ? model.update(key, value, flags) : model.delete(key);
          expect(done.ok ? 0 : done.error).toBe(expected);
          if (done.ok) expect(map.version).toBeGreaterThan(version);
        }
        expect(map.size).toBe(model.content.size);
        expect(sorted(contentOf(map))).toEqual(sorted(model.content));
      }),
      { numRuns: 150 },
    );
  });

  it.each(types)('%s, by a program on either CPU', (type) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(operation, fc.nat(1)), { maxLength: 60 }), (operations) => {
        const { map, memory } = makeMap({ type, keySize: 4, valueSize: 8, maxEntries: 5, flags: 0 }, 2);
        const model = type.endsWith('hash') ? hashModel(5) : arrayModel(5);
        for (const [{ kind, key, value, flags }, cpu] of operations) {
          memory.write(0x100, hexToBytes(key)!);
          memory.write(0x200, hexToBytes(value)!);
          if (kind === 'update') expect(map.updateFrom(0x100, 0x200, flags, cpu)).toBe(model.update(key, value, flags));
          else if (kind === 'delete') expect(map.deleteAt(0x100, cpu)).toBe(model.delete(key));
          else expect(map.lookupAddress(0x100, cpu) !== 0).toBe(model.content.has(key));
        }
        expect([...contentOf(map).keys()].sort()).toEqual([...model.content.keys()].sort());
      }),
      { numRuns: 150 },
    );
  });
});
