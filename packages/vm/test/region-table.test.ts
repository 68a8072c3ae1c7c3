import { describe, expect, it } from 'vitest';
import type { Region } from '../src/index.ts';
import { Guard, RegionTable } from '../src/region-table.ts';

const region = (start: number, size: number, writable = true): Region => ({
  kind: 'memory',
  label: `at ${start}`,
  start,
  size,
  writable,
});

/** Keys of 4 bytes at 1000, 1024, …; values of 10 bytes 8 bytes behind them. Three elements. */
const STORAGE = {
  label: 'flows',
  start: 1000,
  stride: 24,
  count: 3,
  fields: [
    { kind: 'map-key', offset: 0, size: 4, writable: false },
    { kind: 'map-value', offset: 8, size: 10, writable: true },
  ],
  map: 2,
  labelOf: (element: number, field: number) => `${field === 0 ? 'key' : 'value'} ${element}`,
} as const;

describe('plain regions', () => {
  it.each([
    [100, 1, true],
    [99, 1, false],
    [149, 1, true],
    [149, 2, false],
    [100, 50, true],
    [100, 51, false],
    [150, 4, false],
    [0, 1, false],
    [-1, 1, false],
  ])('admit %i, %i bytes: %s', (address, size, admitted) => {
    const table = new RegionTable();
    table.add(region(200, 8));
    table.add(region(100, 50));
    expect(table.check(address, size, true)).toBe(admitted);
    expect(table.check(address, size, true)).toBe(admitted);
  });

  it('refuse stores when they are read-only', () => {
    const table = new RegionTable();
    table.add(region(100, 8, false));
    expect([table.check(100, 8, false), table.check(100, 8, true)]).toEqual([true, false]);
  });

  it('can be located, their ends included', () => {
    const table = new RegionTable();
    table.add(region(100, 50));
    table.add(region(150, 50));
    table.add(region(300, 0));
    const where = [99, 100, 149, 150, 200, 201, 300].map((address) => {
      const location = table.locate(address);
      return location && [location.region.start, location.offset];
    });
    expect(where).toEqual([undefined, [100, 0], [100, 49], [150, 0], [150, 50], undefined, [300, 0]]);
  });

  it('are out of reach once they are gone, whoever remembers them', () => {
    const table = new RegionTable();
    table.add(region(100, 50));
    const guard = new Guard(table);
    expect(guard.check(100, 8, true)).toBe(true);
    const state = table.save();
    expect([table.remove(101), table.remove(100), table.remove(100)]).toEqual([false, true, false]);
    expect(guard.check(100, 8, true)).toBe(false);
    table.restore(state);
    expect(guard.check(100, 8, true)).toBe(true);
  });

  it('tell of stores', () => {
    const table = new RegionTable();
    let stores = 0;
    table.add(region(100, 8), () => stores++);
    table.check(100, 4, true);
    table.check(100, 4, false);
    table.check(104, 8, true);
    table.check(104, 4, true);
    expect(stores).toBe(2);
  });

  it('map handles admit nothing', () => {
    const table = new RegionTable();
    table.add({ ...region(100, 8), kind: 'map' });
    expect([table.check(100, 1, false), table.locate(100)?.offset]).toEqual([false, 0]);
  });
});

describe('strided regions', () => {
  it.each([
    [1000, 4, false, true],
    [1000, 4, true, false],
    [1000, 5, false, false],
    [1004, 1, false, false],
    [1008, 10, true, true],
    [1009, 10, true, false],
    [1018, 1, false, false],
    [1024, 4, false, true],
    [1032, 8, true, true],
    [1056 + 8, 2, true, true],
    [1072, 1, false, false],
  ])('%i, %i bytes, write %s: %s', (address, size, write, admitted) => {
    const table = new RegionTable();
    table.add(STORAGE);
    const guard = new Guard(table);
    guard.check(1040, 1, false);
    expect([guard.check(address, size, write), table.check(address, size, write)]).toEqual([admitted, admitted]);
  });

  it('name the field of the element', () => {
    const table = new RegionTable();
    table.add(STORAGE);
    const where = [1000, 1003, 1004, 1006, 1008, 1018, 1020, 1048, 1056, 1072].map((address) => {
      const location = table.locate(address);
      return location && `${location.region.label} + ${location.offset}`;
    });
    expect(where).toEqual([
      ...['key 0 + 0', 'key 0 + 3', 'key 0 + 4', undefined, 'value 0 + 0', 'value 0 + 10', undefined],
      ...['key 2 + 0', 'value 2 + 0', undefined],
    ]);
    expect(table.nearest(1022)).toMatchObject({ region: { label: 'value 0', map: 2 }, distance: 5 });
    expect(table.regions()).toEqual([
      { kind: 'map-value', label: 'flows', start: 1000, size: 72, writable: true, map: 2 },
    ]);
  });
});

describe('nearest', () => {
  it.each([
    [90, 100, -10],
    [120, 100, 0],
    [150, 100, 1],
    [190, 200, -10],
    [1000, 200, 793],
  ])('%i', (address, start, distance) => {
    const table = new RegionTable();
    table.add(region(100, 50));
    table.add(region(200, 8));
    expect(table.nearest(address)).toMatchObject({ region: { start }, distance });
  });
  it('nothing when there is nothing', () => {
    expect(new RegionTable().nearest(5)).toBeUndefined();
  });
});
