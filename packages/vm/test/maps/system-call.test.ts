import { ERRNO } from '@skep/abi';
import { bytesToHex } from '@skep/base';
import { describe, expect, it } from 'vitest';
import { makeMap } from './map-case.ts';

const key = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
const error = (result: { readonly ok: boolean; readonly error?: unknown }): unknown => (result.ok ? 0 : result.error);

describe('the system call', () => {
  it('gives one value to every CPU, or each its own', () => {
    for (const type of ['percpu_array', 'percpu_hash', 'lru_percpu_hash'] as const) {
      const { map } = makeMap({ type, keySize: 4, valueSize: 4, maxEntries: 4, flags: 0 }, 3);
      expect(map.update(key(1), [key(7)], 0).ok).toBe(true);
      expect(map.lookup(key(1))).toEqual({ ok: true, value: [key(7), key(7), key(7)] });
      expect(map.update(key(1), [key(1), key(2), key(3)], 0).ok).toBe(true);
      expect(map.lookup(key(1))).toEqual({ ok: true, value: [key(1), key(2), key(3)] });
    }
  });

  it('fills the other CPUs of an element that a program adds with zeros, even where an old one was', () => {
    const { map, memory } = makeMap({ type: 'percpu_hash', keySize: 4, valueSize: 4, maxEntries: 1, flags: 0 }, 2);
    map.update(key(1), [key(5), key(6)], 0);
    map.delete(key(1));
    memory.write(0x100, key(2));
    memory.write(0x200, key(9));
    expect(map.updateFrom(0x100, 0x200, 0, 1)).toBe(0);
    expect(map.lookup(key(2))).toEqual({ ok: true, value: [key(0), key(9)] });
  });

  it('refuses sizes that are not the map’s, and what the map’s flags forbid', () => {
    const plain = { type: 'hash', keySize: 4, valueSize: 4, maxEntries: 4 } as const;
    const { map } = makeMap({ ...plain, flags: 0 });
    expect(error(map.update(Uint8Array.of(1), [key(1)], 0))).toBe(-ERRNO.EINVAL);
    expect(error(map.update(key(1), [Uint8Array.of(1)], 0))).toBe(-ERRNO.EINVAL);
    expect(error(map.update(key(1), [], 0))).toBe(-ERRNO.EINVAL);
    expect(error(map.lookup(Uint8Array.of(1)))).toBe(-ERRNO.EINVAL);
    const readOnly = makeMap({ ...plain, flags: 0x8 }).map;
    expect(error(readOnly.update(key(1), [key(1)], 0))).toBe(-ERRNO.EPERM);
    expect(error(readOnly.delete(key(1)))).toBe(-ERRNO.EPERM);
    expect(error(readOnly.lookup(key(1)))).toBe(-ERRNO.ENOENT);
    const writeOnly = makeMap({ ...plain, flags: 0x10 }).map;
    expect(error(writeOnly.lookup(key(1)))).toBe(-ERRNO.EPERM);
  });

  it('leaves an element of an LRU map as unused as it was', () => {
    const fill = (look: (key: Uint8Array) => void): string[] => {
      const { map } = makeMap({ type: 'lru_hash', keySize: 4, valueSize: 4, maxEntries: 16, flags: 0 });
      for (let i = 0; i < 16; i++) map.update(key(i), [key(i)], 0);
      look.call(map, key(0));
      for (let i = 100; i < 116; i++) map.update(key(i), [key(i)], 0);
      return Array.from(map.entries(), (entry) => bytesToHex(entry.key)).sort();
    };
    const untouched = fill(() => undefined);
    const looked = fill(function (this: unknown, wanted) {
      (this as ReturnType<typeof makeMap>['map']).lookup(wanted);
    });
    expect(looked).toEqual(untouched);
  });

  it('leaves a value’s spin lock alone', () => {
    const definition = { type: 'hash', keySize: 4, valueSize: 12, maxEntries: 2, flags: 0, spinLock: 4 } as const;
    const { map, memory } = makeMap(definition);
    const value = new Uint8Array(12).fill(0xaa);
    map.update(key(1), [value], 0);
    const address = [...map.entries()][0]!.address!;
    memory.set32(address + 4, 1);
    expect(error(map.update(key(1), [new Uint8Array(12).fill(0xbb)], 4))).toBe(0);
    expect(bytesToHex(memory.read(address, 12))).toBe('bbbbbbbb01000000bbbbbbbb');
    expect(map.lookup(key(1))).toMatchObject({ ok: true, value: [expect.objectContaining({ 4: 0, 8: 0xbb })] });
    const { map: lockless } = makeMap({ ...definition, spinLock: undefined as unknown as number });
    expect(error(lockless.update(key(1), [value], 4))).toBe(-ERRNO.EINVAL);
  });
});

describe('slots', () => {
  const rows = [
    // type, update to a free slot, with NOEXIST, beyond the end, delete absent, delete beyond the end, lookup of a full slot
    ['prog_array', 0, -ERRNO.EINVAL, -ERRNO.E2BIG, -ERRNO.ENOENT, -ERRNO.E2BIG, 0],
    ['perf_event_array', 0, -ERRNO.EINVAL, -ERRNO.E2BIG, -ERRNO.ENOENT, -ERRNO.E2BIG, -ERRNO.ENOTSUPP],
    ['devmap', 0, -ERRNO.EEXIST, -ERRNO.E2BIG, 0, -ERRNO.EINVAL, 0],
    ['cpumap', 0, -ERRNO.EEXIST, -ERRNO.E2BIG, 0, -ERRNO.EINVAL, 0],
  ] as const;

  it.each(rows)('%s', (type, update, noexist, beyond, absent, deleteBeyond, lookup) => {
    const { map } = makeMap({ type, keySize: 4, valueSize: 4, maxEntries: 4, flags: 0 });
    expect(error(map.delete(key(3)))).toBe(absent);
    expect(error(map.update(key(3), [key(1)], 0))).toBe(update);
    expect(error(map.update(key(3), [key(1)], 1))).toBe(noexist);
    expect(error(map.update(key(4), [key(1)], 0))).toBe(beyond);
    expect(error(map.delete(key(4)))).toBe(deleteBeyond);
    expect(error(map.lookup(key(3)))).toBe(lookup);
    expect(error(map.delete(key(3)))).toBe(0);
    expect([...map.entries()].filter((entry) => entry.key[0] === 3)).toEqual([]);
  });
});

describe('a hash of devices', () => {
  const { map } = makeMap({ type: 'devmap_hash', keySize: 4, valueSize: 4, maxEntries: 5, flags: 0 });

  it('lists them as the kernel does, by the lower bits of their keys', () => {
    for (const device of [1, 5, 9, 2, 7]) expect(error(map.update(key(device), [key(1)], 2))).toBe(0);
    expect(Array.from(map.entries(), (entry) => entry.key[0])).toEqual([9, 1, 2, 5, 7]);
  });

  it('refuses what is no device', () => {
    expect(error(map.update(key(1), [key(0)], 0))).toBe(-ERRNO.EINVAL);
    expect(error(map.update(key(1), [key(1)], 1))).toBe(-ERRNO.EEXIST);
    expect(error(map.update(key(6), [key(1)], 0))).toBe(-ERRNO.E2BIG);
    expect(error(map.delete(key(6)))).toBe(-ERRNO.ENOENT);
    expect(map.storage[0]!.fields.some(({ writable }) => writable)).toBe(false);
  });
});

describe('queues', () => {
  const rows = [
    ['queue', [1, 2, 3]],
    ['stack', [3, 2, 1]],
  ] as const;

  it.each(rows)('%s', (type, order) => {
    const { map } = makeMap({ type, keySize: 0, valueSize: 4, maxEntries: 3, flags: 0 });
    const none = new Uint8Array(0);
    expect(error(map.lookup(none))).toBe(-ERRNO.ENOENT);
    for (const value of [1, 2, 3]) expect(error(map.update(none, [key(value)], 0))).toBe(0);
    expect(error(map.update(none, [key(4)], 0))).toBe(-ERRNO.E2BIG);
    expect(error(map.update(none, [key(4)], 1))).toBe(-ERRNO.EINVAL);
    expect(Array.from(map.entries(), ({ values }) => values[0]![0])).toEqual(order);
    expect(error(map.update(none, [key(4)], 2))).toBe(0);
    expect(map.size).toBe(3);
    expect(error(map.delete(none))).toBe(-ERRNO.EINVAL);
  });
});
