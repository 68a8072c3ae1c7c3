import { ERRNO, type MapDefinition } from '@skep/abi';
import { describe, expect, it } from 'vitest';
import { mapLayout } from '../../src/maps/index.ts';

type Row = readonly [
  type: MapDefinition['type'],
  keySize: number,
  valueSize: number,
  maxEntries: number,
  flags: number,
  errno: keyof typeof ERRNO | undefined,
];

// What BPF_MAP_CREATE of Linux 6.12 answered.
const rows: readonly Row[] = [
  ['array', 4, 1, 1, 0, undefined],
  ['array', 4, 8, 4, 0x400, undefined],
  ['array', 0, 8, 4, 0, 'EINVAL'],
  ['array', 8, 8, 4, 0, 'EINVAL'],
  ['array', 4, 0, 4, 0, 'EINVAL'],
  ['array', 4, 8, 0, 0, 'EINVAL'],
  ['array', 4, 8, 4, 0x1, 'EINVAL'],
  ['array', 4, 8, 4, 0x180, 'EINVAL'],
  ['array', 4, 8, 4, 0x18, 'EINVAL'],
  ['array', 4, 0x80000000, 4, 0, 'E2BIG'],
  ['percpu_array', 4, 32768, 4, 0, undefined],
  ['percpu_array', 4, 32769, 4, 0, 'E2BIG'],
  ['percpu_array', 4, 8, 4, 0x400, 'EINVAL'],
  ['hash', 1, 1, 1, 0, undefined],
  ['hash', 5000, 100, 4, 0, undefined],
  ['hash', 0, 8, 4, 0, 'EINVAL'],
  ['hash', 4, 0, 4, 0, 'EINVAL'],
  ['hash', 4, 8, 0, 0, 'EINVAL'],
  ['hash', 4, 8, 4, 0x2, 'EINVAL'],
  ['hash', 4, 8, 4, 0x400, 'EINVAL'],
  ['hash', 4, 8, 4, 0x180, 'EINVAL'],
  ['hash', 4, 4194304, 4, 0, 'E2BIG'],
  ['hash', 4, 8, 2 ** 31, 0, 'E2BIG'],
  ['percpu_hash', 4, 32769, 4, 0, 'E2BIG'],
  ['lru_hash', 4, 8, 4, 0x2, undefined],
  ['lru_hash', 4, 8, 4, 0x1, 'ENOTSUPP'],
  ['lru_percpu_hash', 4, 8, 4, 0x1, 'ENOTSUPP'],
  ['prog_array', 4, 4, 4, 0, undefined],
  ['prog_array', 4, 8, 4, 0, 'EINVAL'],
  ['prog_array', 4, 4, 4, 0x80, 'EINVAL'],
  ['perf_event_array', 4, 4, 4, 0x800, undefined],
  ['perf_event_array', 4, 4, 0, 0, 'EINVAL'],
  ['ringbuf', 0, 0, 4096, 0, undefined],
  ['ringbuf', 0, 0, 12288, 0, 'EINVAL'],
  ['ringbuf', 0, 0, 2048, 0, 'EINVAL'],
  ['ringbuf', 4, 0, 4096, 0, 'EINVAL'],
  ['ringbuf', 0, 8, 4096, 0, 'EINVAL'],
  ['ringbuf', 0, 0, 4096, 0x8, 'EINVAL'],
  ['queue', 0, 8, 4, 0, undefined],
  ['queue', 4, 8, 4, 0, 'EINVAL'],
  ['stack', 0, 4194305, 4, 0, 'E2BIG'],
  ['lpm_trie', 8, 8, 4, 0x1, undefined],
  ['lpm_trie', 8, 8, 4, 0x0, 'EINVAL'],
  ['lpm_trie', 4, 8, 4, 0x1, 'EINVAL'],
  ['lpm_trie', 261, 8, 4, 0x1, 'EINVAL'],
  ['devmap', 4, 8, 4, 0, undefined],
  ['devmap', 4, 6, 4, 0, 'EINVAL'],
  ['cpumap', 4, 4, 8193, 0, 'E2BIG'],
  ['xskmap', 4, 8, 4, 0, 'EINVAL'],
];

describe('creating a map', () => {
  it.each(rows)('%s key %i value %i entries %i flags %i: %s', (type, keySize, valueSize, maxEntries, flags, errno) => {
    const layout = mapLayout({ name: 'm', type, keySize, valueSize, maxEntries, flags }, 1);
    expect(layout.ok ? undefined : layout.error.errno).toBe(errno === undefined ? undefined : -ERRNO[errno]);
  });

  it('says what is wrong, where, and what would be right', () => {
    const origin = { line: 3, column: 1, endLine: 3, endColumn: 9 };
    const definition = {
      name: 'counters',
      type: 'array',
      keySize: 8,
      valueSize: 8,
      maxEntries: 4,
      flags: 0,
      origin,
    } as const;
    const layout = mapLayout(definition, 1);
    expect(layout).toMatchObject({
      ok: false,
      error: {
        message: expect.stringMatching(/^Map counters: .* 4 bytes, not 8\.$/),
        position: { kind: 'text', range: origin },
      },
    });
  });

  it('refuses what no memory can hold, and types that Skep does not run', () => {
    const definition = { name: 'm', keySize: 4, valueSize: 4096, maxEntries: 2 ** 30, flags: 0 } as const;
    const tooBig = mapLayout({ ...definition, type: 'array' }, 1);
    expect(tooBig).toMatchObject({ ok: false, error: { code: 'map/too-big', errno: -ERRNO.ENOMEM } });
    const sockmap = { name: 'm', type: 'sockmap', keySize: 4, valueSize: 4, maxEntries: 1, flags: 0 } as const;
    expect(mapLayout(sockmap, 1)).toMatchObject({ ok: false, error: { code: 'map/unsupported-type' } });
  });
});
