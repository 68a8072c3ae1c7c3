import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADER_BYTES } from '../../src/maps/map-header.ts';
import type { RingBuffer } from '../../src/maps/ring-buffer.ts';
import { makeMap, perform } from './map-case.ts';
import { randomMapCase } from './random-map-case.ts';

describe('a map is its memory', () => {
  it('repeats itself after its bytes were put back, whatever happened meanwhile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(60), (seed, before) => {
        const { definition, operations } = randomMapCase(seed);
        const { map, memory } = makeMap(definition);
        const rest = operations.slice(before);
        for (const operation of operations.slice(0, before)) perform(map, memory, operation, definition, 0);
        const saved = memory.read(0, memory.bytes.length);
        const run = (): unknown => [
          rest.map((operation) => perform(map, memory, operation, definition, 0)),
          [...map.entries()],
          map.size,
          map.version,
        ];
        const first = run();
        memory.write(0, saved);
        expect(run()).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  it('marks every page that it changes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const { definition, operations } = randomMapCase(seed);
        const { map, memory } = makeMap(definition);
        memory.dirty.fill(0);
        const before = memory.read(0, memory.bytes.length);
        for (const operation of operations) perform(map, memory, operation, definition, 0);
        const unmarked = memory.bytes.findIndex((byte, at) => byte !== before[at] && memory.dirty[at >>> 12] === 0);
        expect(unmarked).toBe(-1);
      }),
      { numRuns: 30 },
    );
  });

  it('needs no more memory than it asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const { definition, operations } = randomMapCase(seed);
        const { map, memory } = makeMap(definition);
        for (const operation of operations) perform(map, memory, operation, definition, 0);
        const end = map.start + map.byteLength;
        expect(memory.bytes.subarray(end).some((byte) => byte !== 0)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('creates large maps without touching their elements', () => {
    const definition = { keySize: 4, valueSize: 64, maxEntries: 500_000, flags: 0 } as const;
    for (const type of ['hash', 'lru_hash', 'array', 'percpu_hash'] as const) {
      const { memory } = makeMap({ ...definition, type });
      expect(memory.dirty.reduce((sum, page) => sum + page, 0)).toBeLessThan(4);
    }
  });
});

describe('a ring buffer', () => {
  const open = () => {
    const { map, memory } = makeMap({ type: 'ringbuf', keySize: 0, valueSize: 0, maxEntries: 4096, flags: 0 });
    return { ring: map as RingBuffer, memory };
  };

  it('keeps a record that wraps around in one piece', () => {
    const { ring, memory } = open();
    const first = ring.reserve(3000n);
    memory.fill(first, 3000, 1);
    ring.commit(first, false);
    expect(ring.consume()).toHaveLength(1);
    const second = ring.reserve(2000n);
    for (let i = 0; i < 2000; i++) memory.set8(second + i, i & 0xff);
    ring.commit(second, false);
    const [sample] = ring.consume();
    expect(sample).toEqual(Uint8Array.from({ length: 2000 }, (_, i) => i & 0xff));
    const wrapped = 2000 - (4096 - 3008 - 8);
    expect(memory.get8(ring.start + HEADER_BYTES + 24)).toBe((2000 - wrapped) & 0xff);
  });

  it('gives records in order, up to the first that is not submitted, and leaves out discarded ones', () => {
    const { ring, memory } = open();
    const [a, b, c, d] = [1, 2, 3, 4].map((byte) => {
      const sample = ring.reserve(1n);
      memory.set8(sample, byte);
      return sample;
    });
    ring.commit(a!, false);
    ring.commit(c!, true);
    ring.commit(d!, false);
    expect(ring.consume()).toEqual([Uint8Array.of(1)]);
    expect(ring.consume()).toEqual([]);
    expect(ring.size).toBe(1);
    ring.commit(b!, false);
    expect(ring.consume()).toEqual([Uint8Array.of(2), Uint8Array.of(4)]);
    expect(ring.size).toBe(0);
  });
});
