import { describe, expect, it } from 'vitest';
import { MEMORY_EVENT, machineOf, objectOf, type Row } from './support/program.ts';

const EXIT: Row = { op: 'Exit' };
const run = (rows: readonly Row[], options = {}) => {
  const machine = machineOf(objectOf([rows]), options);
  machine.begin(MEMORY_EVENT);
  return { machine, stop: machine.run(1e9) };
};

describe('local calls', () => {
  it('pass r1 to r5, return r0, keep r6 to r9 and r10, and lose r1 to r5', () => {
    const { machine, stop } = run([
      { op: 'Mov64Imm', dst: 6, imm: 60 },
      { op: 'Mov64Imm', dst: 9, imm: -90 },
      { op: 'Mov64Imm', dst: 1, imm: 1 },
      { op: 'Mov64Imm', dst: 5, imm: 5 },
      { op: 'CallLocal', src: 1, to: 'f' },
      EXIT,
      { op: 'Mov64Reg', dst: 0, src: 1, label: 'f' },
      { op: 'Add64Reg', dst: 0, src: 5 },
      { op: 'Mov64Imm', dst: 6, imm: 0 },
      { op: 'Mov64Imm', dst: 9, imm: 0 },
      EXIT,
    ]);
    expect(stop).toEqual({ reason: 'exited', r0: 6n });
    expect([...machine.registers]).toEqual([
      6n,
      ...Array(5).fill(0xdead_beef_dead_beefn),
      60n,
      0n,
      0n,
      BigInt.asUintN(64, -90n),
      0x8400n,
    ]);
  });

  it('give each function a stack of its own, zero at entry, and let it use its callers’', () => {
    const { stop } = run([
      { op: 'Store64Imm', dst: 10, off: -8, imm: 7 },
      { op: 'Mov64Reg', dst: 1, src: 10 },
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Mov64Reg', dst: 1, src: 10 },
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Load64', dst: 1, src: 10, off: -8 },
      { op: 'Lsh64Imm', dst: 0, imm: 8 },
      { op: 'Or64Reg', dst: 0, src: 1 },
      EXIT,
      { op: 'Load64', dst: 0, src: 10, off: -8, label: 'f' },
      { op: 'Store64Imm', dst: 10, off: -8, imm: 99 },
      { op: 'Load64', dst: 2, src: 1, off: -8 },
      { op: 'Add64Imm', dst: 2, imm: 1 },
      { op: 'Store64Reg', dst: 1, src: 2, off: -8 },
      EXIT,
    ]);
    expect(stop).toEqual({ reason: 'exited', r0: 9n });
  });

  it('nest eight deep', () => {
    const nested = (calls: number): Row[] => [
      { op: 'Mov64Imm', dst: 1, imm: calls },
      { op: 'CallLocal', src: 1, to: 'f' },
      EXIT,
      { op: 'Jeq64Imm', dst: 1, imm: 0, to: 'end', label: 'f' },
      { op: 'Sub64Imm', dst: 1, imm: 1 },
      { op: 'CallLocal', src: 1, to: 'f' },
      { op: 'Add64Imm', dst: 0, imm: 1, label: 'end' },
      EXIT,
    ];
    expect(run(nested(6)).stop).toEqual({ reason: 'exited', r0: 7n });
    expect(run(nested(7)).stop).toMatchObject({ reason: 'fault', fault: { code: 'vm/stack-overflow' } });
  });

  it('show in the frames', () => {
    const machine = machineOf(
      objectOf([
        [
          { op: 'Mov64Imm', dst: 7, imm: 77 },
          { op: 'CallLocal', src: 1, to: 'f' },
          EXIT,
          { op: 'Mov64Imm', dst: 7, imm: 0, label: 'f' },
          EXIT,
        ],
      ]),
    );
    machine.run(3);
    expect(machine.frames).toEqual([
      {
        subprogramPc: 0,
        saved: [],
        stack: { kind: 'stack', label: 'stack of frame 0', start: 0x8200, size: 512, writable: true, frame: 0 },
      },
      {
        subprogramPc: 3,
        returnPc: 2,
        saved: [0n, 77n, 0n, 0n],
        stack: { kind: 'stack', label: 'stack of frame 1', start: 0x8600, size: 512, writable: true, frame: 1 },
      },
    ]);
  });
});

describe('limits', () => {
  it('stops when the budget is used up', () => {
    const { machine, stop } = run([{ op: 'Ja', off: -1 }], { budget: 1000 });
    expect(stop).toEqual({ reason: 'budget', limit: 1000 });
    expect(machine.step).toBe(1000);
    expect(machine.run(10)).toEqual(stop);
  });

  it('counts what has been executed, the exit included', () => {
    const { machine } = run([{ op: 'Mov64Imm' }, { op: 'LoadImm64', dst: 1 }, EXIT]);
    expect(machine.step).toBe(3);
    expect(machine.pc).toBe(3);
  });

  it('returns after the number of steps asked for', () => {
    const machine = machineOf(
      objectOf([
        [
          { op: 'Add64Imm', dst: 0, imm: 1 },
          { op: 'Ja', off: -2 },
        ],
      ]),
    );
    expect(machine.run(7)).toBeUndefined();
    expect([machine.step, machine.registers[0], machine.pc]).toEqual([7, 4n, 1]);
  });

  it('lets may_goto fall through eight million times in each function', { timeout: 60_000 }, () => {
    const { stop } = run(
      [
        { op: 'MayGoto', to: 'end', label: 'loop' },
        { op: 'Add64Imm', dst: 0, imm: 1 },
        { op: 'Ja', to: 'loop' },
        EXIT,
      ].map((row) => (row.op === 'Exit' ? { ...row, label: 'end' } : row)) as Row[],
    );
    expect(stop).toEqual({ reason: 'exited', r0: 8_388_608n });
  });
});

describe('breakpoints', () => {
  const rows: Row[] = [
    { op: 'Mov64Imm', dst: 1, imm: 3 },
    { op: 'Add64Imm', dst: 0, imm: 1, label: 'loop' },
    { op: 'Sub64Imm', dst: 1, imm: 1 },
    { op: 'Jne64Imm', dst: 1, imm: 0, to: 'loop' },
    EXIT,
  ];
  it('stop before each instruction that has one, but for the first', () => {
    const machine = machineOf(objectOf([rows]));
    const breakpoints = [Uint8Array.of(1, 1, 0, 0, 1)];
    const seen: unknown[] = [];
    for (let stop = machine.run(100, { breakpoints }); stop !== undefined; stop = machine.run(100, { breakpoints })) {
      seen.push([stop.reason, machine.pc, machine.step]);
      if (stop.reason !== 'breakpoint') break;
    }
    expect(seen).toEqual([
      ['breakpoint', 1, 1],
      ['breakpoint', 1, 4],
      ['breakpoint', 1, 7],
      ['breakpoint', 4, 10],
      ['exited', 4, 11],
    ]);
  });
});
