import type { MapDefinition } from '@skep/abi';
import { describe, expect, it } from 'vitest';
import { MEMORY_EVENT, machineOf, objectOf, packetEvent, type Row } from './support/program.ts';

const EXIT: Row = { op: 'Exit' };
const ARRAY: MapDefinition = { name: 'counters', type: 'array', keySize: 4, valueSize: 16, maxEntries: 4, flags: 0 };
const HASH: MapDefinition = { ...ARRAY, name: 'flows', type: 'hash' };

const number = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(Uint32Array.of(value).buffer);
const programs = (slots: Readonly<Record<number, string>>): MapDefinition => ({
  name: 'programs',
  type: 'prog_array',
  keySize: 4,
  valueSize: 4,
  maxEntries: 4,
  flags: 0,
  initial: Object.entries(slots).map(([slot, program]) => ({ key: number(Number(slot)), value: { program } })),
});

const mapPointer = (dst: number, map = 0): Row => ({ op: 'LoadMapFd', dst, src: 1, imm: map });
const tailCall = (slot: number): Row[] => [
  mapPointer(2),
  { op: 'Mov64Imm', dst: 3, imm: slot },
  { op: 'CallHelper', imm: 12 },
];
/** r0 = the address of element `key` of map 0. */
const lookup = (key: number): Row[] => [
  { op: 'Store32Imm', dst: 10, off: -4, imm: key },
  mapPointer(1),
  { op: 'Mov64Reg', dst: 2, src: 10 },
  { op: 'Add64Imm', dst: 2, imm: -4 },
  { op: 'CallHelper', imm: 1 },
];

describe('tail calls', () => {
  it('go to another program with the context in r1, and do not come back', () => {
    const machine = machineOf(
      objectOf(
        [
          [{ op: 'Mov64Imm', dst: 6, imm: 3 }, ...tailCall(2), { op: 'Mov64Imm', dst: 0, imm: 1 }, EXIT],
          [{ op: 'Mov64Imm', dst: 0, imm: 2 }, EXIT],
          [{ op: 'Mov64Reg', dst: 0, src: 1 }, { op: 'Add64Reg', dst: 0, src: 6 }, EXIT],
        ],
        { maps: [programs({ 0: 'p1', 2: 'p2' })] },
      ),
    );
    machine.begin(packetEvent(new Uint8Array(60)));
    const context = machine.registers[1]!;
    machine.run(4);
    expect([machine.program, machine.pc, machine.step]).toEqual([2, 0, 4]);
    expect(machine.run(100)).toEqual({ reason: 'exited', r0: context });
    expect([machine.program, machine.step]).toEqual([2, 7]);
  });

  it('fall through when the slot is empty', () => {
    const machine = machineOf(
      objectOf([[...tailCall(1), { op: 'Mov64Imm', dst: 0, imm: 1 }, EXIT]], { maps: [programs({ 0: 'p0' })] }),
    );
    machine.begin(packetEvent(new Uint8Array(60)));
    expect(machine.run(100)).toEqual({ reason: 'exited', r0: 1n });
  });

  it('are done 33 times in a run', () => {
    const count: Row[] = [...lookup(0), { op: 'Load64', dst: 1, src: 0 }, { op: 'Add64Imm', dst: 1, imm: 1 }];
    const rows: Row[] = [
      { op: 'Mov64Reg', dst: 6, src: 1 },
      ...count,
      { op: 'Store64Reg', dst: 0, src: 1 },
      { op: 'Mov64Reg', dst: 1, src: 6 },
      { op: 'LoadMapFd', dst: 2, src: 1, imm: 1 },
      { op: 'Mov64Imm', dst: 3, imm: 0 },
      { op: 'CallHelper', imm: 12 },
      ...lookup(0),
      { op: 'Load64', dst: 0, src: 0 },
      EXIT,
    ];
    const machine = machineOf(objectOf([rows], { maps: [ARRAY, programs({ 0: 'p0' })] }));
    machine.begin(packetEvent(new Uint8Array(60)));
    expect(machine.run(10000)).toEqual({ reason: 'exited', r0: 34n });
  });

  it('made in a function take its place: the program called returns to the function’s caller', () => {
    const machine = machineOf(
      objectOf(
        [
          [
            { op: 'Mov64Imm', dst: 6, imm: 100 },
            { op: 'CallLocal', src: 1, to: 'f' },
            { op: 'Add64Reg', dst: 0, src: 6 },
            EXIT,
            { op: 'Mov64Imm', dst: 6, imm: 0, label: 'f' },
            ...tailCall(0),
            EXIT,
          ],
          [{ op: 'Mov64Imm', dst: 6, imm: 0 }, { op: 'Mov64Imm', dst: 0, imm: 5 }, EXIT],
        ],
        { maps: [programs({ 0: 'p1' })] },
      ),
    );
    machine.begin(packetEvent(new Uint8Array(60)));
    machine.run(6);
    expect([machine.program, machine.frames.length]).toEqual([1, 2]);
    expect(machine.run(100)).toEqual({ reason: 'exited', r0: 105n });
    expect(machine.program).toBe(0);
  });

  it('stop at breakpoints of the program called', () => {
    const machine = machineOf(
      objectOf(
        [
          [...tailCall(0), EXIT],
          [{ op: 'Mov64Imm', dst: 0 }, EXIT],
        ],
        { maps: [programs({ 0: 'p1' })] },
      ),
    );
    machine.begin(packetEvent(new Uint8Array(60)));
    const breakpoints = [undefined, Uint8Array.of(1, 0)];
    expect(machine.run(100, { breakpoints })).toEqual({ reason: 'breakpoint', pc: 0 });
    expect(machine.program).toBe(1);
    expect(machine.run(100, { breakpoints })).toEqual({ reason: 'exited', r0: 0n });
  });
});

describe('callbacks', () => {
  /** bpf_loop(5, f, &sum, 0), where f adds its index to *sum. */
  const rows: Row[] = [
    { op: 'Store64Imm', dst: 10, off: -8, imm: 0 },
    { op: 'Mov64Imm', dst: 6, imm: 66 },
    { op: 'Mov64Imm', dst: 1, imm: 5 },
    { op: 'LoadFunc', dst: 2, src: 4, imm: 8 },
    { op: 'Mov64Reg', dst: 3, src: 10 },
    { op: 'Add64Imm', dst: 3, imm: -8 },
    { op: 'Mov64Imm', dst: 4, imm: 0 },
    { op: 'CallHelper', imm: 181 },
    { op: 'Load64', dst: 1, src: 10, off: -8 },
    { op: 'Add64Reg', dst: 0, src: 1 },
    EXIT,
    { op: 'Load64', dst: 3, src: 2, off: 0, label: 'f' },
    { op: 'Mov64Imm', dst: 6, imm: 0 },
    { op: 'Add64Reg', dst: 3, src: 1 },
    { op: 'Store64Reg', dst: 2, src: 3 },
    { op: 'Mov64Imm', dst: 0, imm: 0 },
    EXIT,
  ];

  it('run in frames of their own, as often as the helper wants', () => {
    const machine = machineOf(objectOf([rows]));
    machine.begin(MEMORY_EVENT);
    const depths = new Set<number>();
    while (machine.ended === undefined) {
      machine.stepIn();
      depths.add(machine.frames.length);
    }
    expect(machine.ended).toEqual({ reason: 'exited', r0: 15n });
    expect([...depths]).toEqual([1, 2]);
    expect(machine.registers[6]).toBe(66n);
  });

  it('can be gone back into', () => {
    const machine = machineOf(objectOf([rows]));
    machine.begin(MEMORY_EVENT);
    machine.run(20);
    const checkpoint = machine.save();
    expect(machine.frames.length).toBe(2);
    const end = machine.run(1000);
    machine.restore(checkpoint);
    expect(machine.run(1000)).toEqual(end);
  });

  it('must be functions of the program', () => {
    const wrong = rows.map((row): Row => (row.op === 'LoadFunc' ? { op: 'LoadImm64', dst: 2, imm: 4711 } : row));
    const machine = machineOf(objectOf([wrong]));
    machine.begin(MEMORY_EVENT);
    expect(machine.run(1000)).toMatchObject({ fault: { code: 'vm/bad-helper-argument' } });
  });
});

describe('faults around helpers', () => {
  const faultOf = (rows: readonly Row[], maps: readonly MapDefinition[]) => {
    const machine = machineOf(objectOf([rows], { maps }));
    machine.begin(packetEvent(new Uint8Array(60)));
    const stop = machine.run(1000);
    return stop?.reason === 'fault' ? [stop.fault.code, stop.fault.message] : stop;
  };

  it('a lookup that found nothing', () => {
    expect(faultOf([...lookup(9), { op: 'Load64', dst: 0, src: 0, off: 8 }, EXIT], [HASH])).toEqual([
      'vm/null-access',
      'Instruction 6 reads 8 bytes at offset 8 from a null pointer: the pointer is null; it may be what bpf_map_lookup_elem returned at instruction 5, where it found nothing: test for that before using it.',
    ]);
  });
  it('past the end of a value', () => {
    expect(faultOf([...lookup(3), { op: 'Load64', dst: 0, src: 0, off: 12 }, EXIT], [ARRAY])).toEqual([
      'vm/out-of-bounds',
      'Instruction 6 reads 8 bytes at offset 12 of the value of counters[3], which has 16 bytes: 4 bytes too far.',
    ]);
  });
  it('the map itself', () => {
    expect(faultOf([mapPointer(1), { op: 'Load64', dst: 0, src: 1 }, EXIT], [ARRAY])).toEqual([
      'vm/out-of-bounds',
      'Instruction 2 reads 8 bytes at map counters, which stands for the map as a whole and can only be handed to helpers; bpf_map_lookup_elem gives a pointer to a value.',
    ]);
  });
  it('a map that is none', () => {
    expect(faultOf([{ op: 'Mov64Imm', dst: 1, imm: 5 }, { op: 'CallHelper', imm: 1 }, EXIT], [ARRAY])).toEqual([
      'vm/bad-helper-argument',
      'Helper bpf_map_lookup_elem, called by instruction 1, takes a map but was given 0x5; only lddw rN, map[...] gives a map.',
    ]);
  });
  it('a key out of bounds', () => {
    expect(
      faultOf([mapPointer(1), { op: 'Mov64Reg', dst: 2, src: 10 }, { op: 'CallHelper', imm: 1 }, EXIT], [ARRAY]),
    ).toEqual([
      'vm/out-of-bounds',
      'Helper bpf_map_lookup_elem, called by instruction 3, reads 4 bytes at offset 512 of the stack of frame 0, but it has only 512 bytes: 4 bytes too far.',
    ]);
  });
  it('exit with a lock held', () => {
    const rows: Row[] = [...lookup(0), { op: 'Mov64Reg', dst: 1, src: 0 }, { op: 'CallHelper', imm: 93 }, EXIT];
    expect(faultOf(rows, [ARRAY])).toEqual([
      'vm/lock-pairing',
      'Instruction 8 ends the program while it holds a spin lock; bpf_spin_unlock must come first.',
    ]);
  });
  it('a helper called with a lock held', () => {
    const rows: Row[] = [
      ...lookup(0),
      { op: 'Mov64Reg', dst: 1, src: 0 },
      { op: 'CallHelper', imm: 93 },
      ...lookup(1),
      EXIT,
    ];
    expect(faultOf(rows, [ARRAY])).toEqual([
      'vm/lock-pairing',
      'Instruction 13 calls bpf_map_lookup_elem while the program holds a spin lock: only bpf_spin_unlock may be called then.',
    ]);
  });
});

describe('checkpoints', () => {
  it('bring back what helpers have changed: maps, outputs, randomness, reserved records', () => {
    const RING: MapDefinition = { name: 'ring', type: 'ringbuf', keySize: 0, valueSize: 0, maxEntries: 4096, flags: 0 };
    const rows: Row[] = [
      { op: 'LoadMapFd', dst: 1, src: 1, imm: 1 },
      { op: 'Mov64Imm', dst: 2, imm: 24 },
      { op: 'Mov64Imm', dst: 3, imm: 0 },
      { op: 'CallHelper', imm: 131 },
      { op: 'Mov64Reg', dst: 6, src: 0 },
      { op: 'CallHelper', imm: 7 },
      { op: 'Store64Reg', dst: 6, src: 0 },
      { op: 'Store32Imm', dst: 10, off: -4, imm: 5 },
      { op: 'Store64Reg', dst: 10, src: 0, off: -32 },
      { op: 'Store64Reg', dst: 10, src: 0, off: -24 },
      mapPointer(1),
      { op: 'Mov64Reg', dst: 2, src: 10 },
      { op: 'Add64Imm', dst: 2, imm: -4 },
      { op: 'Mov64Reg', dst: 3, src: 10 },
      { op: 'Add64Imm', dst: 3, imm: -32 },
      { op: 'Mov64Imm', dst: 4, imm: 0 },
      { op: 'CallHelper', imm: 2 },
      { op: 'Mov64Reg', dst: 1, src: 6 },
      { op: 'Mov64Imm', dst: 2, imm: 0 },
      { op: 'CallHelper', imm: 132 },
      { op: 'CallHelper', imm: 7 },
      EXIT,
    ];
    const machine = machineOf(objectOf([rows], { maps: [HASH, RING] }));
    machine.begin(packetEvent(new Uint8Array(60)));
    const look = () => ({
      entries: [...machine.maps[0]!.entries()].map(({ key, values }) => [key.join(), values.join()]),
      versions: machine.maps.map(({ version }) => version),
      outputs: [...machine.outputs],
      regions: machine.regions(),
      registers: [...machine.registers],
    });
    const states: ReturnType<typeof look>[] = [];
    const checkpoints = [];
    for (; machine.ended === undefined; machine.run(1)) {
      states.push(look());
      checkpoints.push(machine.save());
    }
    expect([machine.outputs.length, machine.maps[0]!.size]).toEqual([1, 1]);
    const end = machine.registers[0];
    for (const [index, checkpoint] of [...checkpoints.entries()].reverse()) {
      machine.restore(checkpoint);
      expect(look()).toEqual(states[index]);
      expect(machine.run(100)).toEqual({ reason: 'exited', r0: end });
    }
  });
});

describe('views', () => {
  it('steps tell what a helper has accessed', () => {
    const machine = machineOf(objectOf([[...lookup(2), { op: 'Store8Imm', dst: 0, off: 3 }, EXIT]], { maps: [ARRAY] }));
    machine.begin(MEMORY_EVENT);
    const seen: unknown[] = [];
    while (machine.ended === undefined) {
      const accesses: { address: number; size: number; write: boolean }[] = [];
      const { pc } = machine;
      machine.stepIn(accesses);
      for (const { address, size, write } of accesses) {
        const location = machine.locate(BigInt(address))!;
        seen.push([pc, location.region.label, location.offset, size, write]);
      }
    }
    expect(seen).toEqual([
      [0, 'stack of frame 0', 508, 4, true],
      [5, 'stack of frame 0', 508, 4, false],
      [6, 'value of counters[2]', 3, 1, true],
    ]);
  });

  it('locate what pointers point at, ends included', () => {
    const machine = machineOf(objectOf([[mapPointer(1), EXIT]], { maps: [ARRAY] }));
    machine.begin(MEMORY_EVENT);
    machine.run(1);
    expect(machine.locate(machine.registers[1]!)).toMatchObject({ region: { kind: 'map', label: 'map counters' } });
    expect(machine.locate(machine.registers[10]!)).toMatchObject({ region: { kind: 'stack', frame: 0 }, offset: 512 });
    expect(machine.locate(0n)).toBeUndefined();
    expect(machine.locate(0xffff_ffff_ffff_ffffn)).toBeUndefined();
  });
});
