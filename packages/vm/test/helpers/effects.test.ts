import { ERRNO, type ProgramTypeName } from '@skep/abi';
import { hexToBytes } from '@skep/base';
import { describe, expect, it } from 'vitest';
import { createMachine, type Machine } from '../../src/index.ts';
import { CaseBuilder, machineFor } from './helper-case.ts';
import {
  callHelper,
  copy,
  encodeSlots,
  exit,
  load64,
  loadMap,
  move,
  type Slots,
  stackAddress,
  store64,
} from './slots.ts';

const key = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(Uint32Array.of(value).buffer);

function run(machine: Machine, data = new Uint8Array(64), cpu = 0): bigint {
  const begun = machine.begin({ kind: 'packet', data, ingressIfindex: 1, rxQueueIndex: 0, time: 5_000_000_000n, cpu });
  if (!begun.ok) throw new Error(begun.error.message);
  const stop = machine.run(100_000);
  if (stop?.reason !== 'exited') throw new Error(JSON.stringify(stop, (_, value) => `${value}`));
  return stop.r0;
}

function machineOf(slots: readonly Slots[], maps: Parameters<CaseBuilder['build']>[1] = {}): Machine {
  const one = new CaseBuilder().add(...slots).build('effects', maps);
  return machineFor(one, encodeSlots(one.slots));
}

const errno = (name: keyof typeof ERRNO): bigint => BigInt.asUintN(64, BigInt(-ERRNO[name]));

describe('redirection', () => {
  const devmap = { type: 'devmap', keySize: 4, valueSize: 4, maxEntries: 4 } as const;
  const toDevice = [move(1, 7), move(2, 0), callHelper('redirect'), exit];

  it('remembers the device', () => {
    const machine = machineOf(toDevice);
    expect(run(machine)).toBe(4n);
    expect(machine.packet!.redirect).toEqual({ ifindex: 7 });
    const tc = machineOf(toDevice, { type: 'sched_cls' });
    expect(run(tc)).toBe(7n);
  });

  it('refuses unknown flags', () => {
    const slots = [move(1, 7), move(2, 2), callHelper('redirect'), exit];
    expect(run(machineOf(slots))).toBe(0n);
    expect(run(machineOf(slots, { type: 'sched_cls' }))).toBe(2n);
    const ingress = [move(1, 7), move(2, 1), callHelper('redirect'), exit];
    expect(run(machineOf(ingress, { type: 'sched_cls' }))).toBe(7n);
  });

  it('looks the target up in a map, and returns the action given when it is missing', () => {
    const slots = (flags: bigint) => [loadMap(1, 1), move(2, 3), load64(3, flags), callHelper('redirect_map'), exit];
    const full = machineOf(slots(2n), { maps: [devmap] });
    full.maps[1]!.update(key(3), [key(9)], 0);
    expect(run(full)).toBe(4n);
    expect(full.packet!.redirect).toEqual({ map: 1, key: 3 });
    const empty = machineOf(slots(2n), { maps: [devmap] });
    expect(run(empty)).toBe(2n);
    expect(empty.packet!.redirect).toBeUndefined();
    expect(run(machineOf(slots(0x20n), { maps: [devmap] }))).toBe(0n);
    const hashed = machineOf(slots(2n), { maps: [{ ...devmap, type: 'devmap_hash' }] });
    expect(run(hashed)).toBe(2n);
    hashed.maps[1]!.update(key(3), [key(9)], 0);
    expect(run(hashed)).toBe(4n);
  });
});

describe('perf events', () => {
  const maps = [{ type: 'perf_event_array', keySize: 4, valueSize: 4, maxEntries: 1, unlisted: true }] as const;
  const output = (flags: bigint, size = 8): Slots[] => [
    load64(6, 0x0807060504030201n),
    store64(10, -8, 6),
    loadMap(2, 1),
    load64(3, flags),
    stackAddress(4, -8),
    move(5, size),
    callHelper('perf_event_output'),
    exit,
  ];
  const CURRENT_CPU = 0xffff_ffffn;

  it('carry the data, and as much of the packet as the flags say', () => {
    const machine = machineOf(output(CURRENT_CPU | (4n << 32n)), { maps });
    expect(
      run(
        machine,
        Uint8Array.from({ length: 64 }, (_, i) => 100 + i),
      ),
    ).toBe(0n);
    expect(machine.outputs).toMatchObject([
      { kind: 'perf-event', map: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 100, 101, 102, 103) },
    ]);
  });

  const rows = [
    ['more of the packet than there is', CURRENT_CPU | (65n << 32n), 'EFAULT'],
    ['flags that nobody knows', 1n << 60n, 'EINVAL'],
    ['an index beyond the map', 1n, 'E2BIG'],
  ] as const;
  it.each(rows)('fail with %s', (_, flags, name) => {
    expect(run(machineOf(output(flags), { maps }))).toBe(errno(name));
  });

  it('fail where user space has opened none', () => {
    const machine = machineOf(output(CURRENT_CPU), { maps });
    machine.maps[1]!.delete(key(0));
    expect(run(machine)).toBe(errno('ENOENT'));
    machine.maps[1]!.update(key(0), [key(1)], 0);
    expect(run(machine)).toBe(errno('EOPNOTSUPP'));
  });
});

describe('printing', () => {
  it('says the text as the program said it, and where', () => {
    const text = new BigUint64Array(hexToBytes('68692025640a0000')!.buffer)[0]!;
    const slots = [load64(6, text), store64(10, -8, 6), stackAddress(1, -8), move(2, 7), move(3, 42)];
    const machine = machineOf([...slots, callHelper('trace_printk'), exit]);
    expect(run(machine)).toBe(6n);
    expect(machine.outputs).toEqual([{ kind: 'printk', text: 'hi 42\n', pc: 7, step: 6 }]);
  });
});

describe('tail calls', () => {
  const programs = (slots: readonly Slots[]) =>
    slots.map((list, index) => ({
      name: `p${index}`,
      type: 'xdp' as ProgramTypeName,
      code: encodeSlots(list),
      origins: [],
      subprograms: [{ name: `p${index}`, pc: 0 }],
    }));
  const jump = (index: number): Slots => [
    ...loadMap(2, 0),
    ...move(3, index),
    ...callHelper('tail_call'),
    ...move(0, 9),
    ...exit,
  ];
  const table = { name: 't', type: 'prog_array', keySize: 4, valueSize: 4, maxEntries: 3, flags: 0 } as const;

  it.each([
    ['a full slot', 1, 5n],
    ['an empty slot', 0, 9n],
    ['no slot', 7, 9n],
  ])('to %s', (_, index, expected) => {
    const initial = [{ key: key(1), value: { program: 'p1' } }];
    const object = {
      programs: programs([jump(index), [...move(0, 5), ...exit]]),
      maps: [{ ...table, initial }],
      license: 'GPL',
    };
    const machine = createMachine(object, { cpus: 1, seed: 1, budget: 1000, memoryLimit: 1 << 26 });
    if (!machine.ok) throw new Error(machine.error[0]!.message);
    expect(run(machine.value)).toBe(expected);
  });
});

describe('the environment', () => {
  const value = (helper: string): readonly Slots[] => [callHelper(helper), exit];

  it('is the same in every run', () => {
    expect(run(machineOf(value('ktime_get_ns')))).toBe(5_000_000_000n);
    expect(run(machineOf(value('ktime_get_coarse_ns')))).toBe(5_000_000_000n);
    expect(run(machineOf(value('jiffies64')))).toBe(0x1_0000_0000n - 75_000n + 1250n);
    expect(run(machineOf(value('get_smp_processor_id')))).toBe(0n);
    const [first, second] = [1, 2].map(() => run(machineOf(value('get_prandom_u32'))));
    expect(first).toBe(second);
    expect(first).toBeLessThan(2n ** 32n);
  });
});

describe('values of other CPUs', () => {
  const element = (cpu: number): readonly Slots[] => [
    load64(6, 1n),
    store64(10, -8, 6),
    loadMap(1, 1),
    stackAddress(2, -8),
    move(3, cpu),
    callHelper('map_lookup_percpu_elem'),
    copy(6, 0),
    [[0x15, 0, 0, 1, 0]],
    [[0x79, 0, 6, 0, 0]],
    exit,
  ];
  it('are found by number', () => {
    for (const type of ['percpu_array', 'percpu_hash', 'lru_percpu_hash'] as const) {
      const maps = [{ type, keySize: 4, valueSize: 8, maxEntries: 4 }];
      const machine = machineOf(element(0), { maps });
      machine.maps[1]!.update(key(1), [new Uint8Array(8).fill(1)], 0);
      expect(run(machine)).toBe(0x0101010101010101n);
      const beyond = machineOf(element(1), { maps });
      beyond.maps[1]!.update(key(1), [new Uint8Array(8).fill(1)], 0);
      expect(run(beyond)).toBe(0n);
    }
  });
});
