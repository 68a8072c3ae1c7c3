import { createSession, type ListedInstruction, type RunTrace } from '@skep/session';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, numberOf } from '../src/format/map-value.ts';
import { formatTime, formatValue, readings } from '../src/format/value.ts';
import { listedPackets } from '../src/panels/capture/listed.ts';
import { jumpArcs } from '../src/panels/instructions/jump-lanes.ts';
import { differs, shiftOf } from '../src/panels/packet/align.ts';
import { lineVisits, stepAtSlot, visitsOf } from '../src/store/derived.ts';
import { effectiveBreakpoints, initialSource } from '../src/store/source.ts';
import { marksOf, profile } from '../src/timeline/marks.ts';
import { toColumns, verdictAt } from '../src/worker/columns.ts';
import { COUNT_AND_DROP } from './programs.ts';

const MINUS_ONE = 0xffff_ffff_ffff_ffffn;

describe('values', () => {
  it.each([
    [0x1022en, 'hex', '0x1022e'],
    [MINUS_ONE, 'dec', '18446744073709551615'],
    [MINUS_ONE, 'signed', '−1'],
  ] as const)('%s as %s', (value, base, text) => {
    expect(formatValue(value, base)).toBe(text);
  });

  it('are read in every way that makes sense', () => {
    expect(readings(0x0100_007fn)).toContain('as IPv4 127.0.0.1');
    expect(readings(0x0008n)).not.toContain('as IPv4 8.0.0.0');
    expect(readings(0x5000n)).toContain('in network order 80');
  });

  it('of time keep microseconds', () => {
    expect(formatTime(1_234_567_890n)).toBe('1.234567');
    expect(formatTime(-1_000n)).toBe('−0.000001');
  });

  it.each([
    [[6, 0, 0, 0], 'auto', 'u32', '6'],
    [[0, 80], 'auto', 'be16', '80'],
    [[255, 255, 255, 255], 'auto', 's32', '-1'],
    [[192, 0, 2, 7], 'auto', 'ipv4', '192.0.2.7'],
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 'auto', 'ipv6', '2001:db8::1'],
    [[1, 2, 3], 'auto', undefined, '01 02 03'],
    [[0x41, 0x42, 0], 'text', undefined, 'AB·'],
    [[1, 2], 'hex', 'u16', '01 02'],
  ] as const)('bytes %j as %s (%s)', (bytes, shown, format, text) => {
    expect(formatBytes(Uint8Array.from(bytes), shown, format)).toBe(text);
  });

  it('are numbers only where they are one', () => {
    expect(numberOf(Uint8Array.of(1, 0, 0, 0), 'u32')).toBe(1n);
    expect(numberOf(Uint8Array.of(1, 0, 0, 0), 'ipv4')).toBeUndefined();
    expect(numberOf(new Uint8Array(24), undefined)).toBeUndefined();
  });
});

const trace = (pcs: readonly number[], programs: RunTrace['programs'] = [{ step: 0, program: 0 }]): RunTrace => ({
  packetIndex: 0,
  pcs: Uint32Array.from(pcs),
  programs,
});

const compilation = (() => {
  const { object, ...rest } = createSession({ seed: 1, cpus: 1, budget: 1000 }).load({
    text: COUNT_AND_DROP,
    syntax: 'auto',
    programType: 'xdp',
  });
  return { ...rest, runnable: object !== undefined };
})();

describe('a run', () => {
  it('tells how often each instruction ran, in each program', () => {
    const visits = visitsOf(
      trace(
        [0, 1, 0, 1, 2, 5],
        [
          { step: 0, program: 0 },
          { step: 4, program: 1 },
        ],
      ),
    );
    expect([...visits.get(0)!]).toEqual([2, 2]);
    expect(visits.get(1)![5]).toBe(1);
  });

  it('tells how often each line ran', () => {
    const lines = lineVisits(compilation.programs, visitsOf(trace([0, 1, 2])));
    expect(lines?.get(5)).toBe(1);
    expect(lines?.get(9)).toBe(0);
  });

  it('is searched for a slot, forwards first', () => {
    const run = trace([0, 1, 2, 1, 3]);
    expect(stepAtSlot(run, 2, 0, 1)).toBe(3);
    expect(stepAtSlot(run, 4, 0, 1)).toBe(3);
    expect(stepAtSlot(run, 0, 0, 9)).toBeUndefined();
    expect(stepAtSlot(run, 0, 1, 1)).toBeUndefined();
  });

  it('marks calls, map accesses and breakpoints', () => {
    const call = compilation.programs[0]!.instructions.find(({ text }) => text.includes('bpf_map_lookup_elem'))!;
    const marks = marksOf(trace([0, call.pc, 2]), compilation.programs, new Set(['0:0']));
    expect(marks).toEqual([
      { step: 0, kind: 'breakpoint' },
      { step: 1, kind: 'map' },
    ]);
  });

  it('has a profile that covers every slot it went through', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 80 }),
        (pcs, columns) => {
          const shape = profile(trace(pcs), columns, 31);
          const lowest = Math.min(...pcs) / 31;
          const highest = Math.max(...pcs) / 31;
          const lows = shape.filter((_, index) => index % 2 === 0);
          expect(Math.min(...lows)).toBeCloseTo(lowest, 5);
          expect(Math.max(...shape)).toBeCloseTo(highest, 5);
        },
      ),
    );
  });
});

describe('breakpoints', () => {
  it('of a line stop once, at its first instruction', () => {
    const source = { ...initialSource, built: compilation, breakpointLines: new Set([14, 999]) };
    expect(effectiveBreakpoints(source)).toHaveLength(1);
  });
});

describe('jump arcs', () => {
  it('of one lane never overlap', () => {
    const jump = fc.tuple(fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(fc.array(jump, { maxLength: 30 }), (jumps) => {
        const targets = new Map(jumps);
        const instructions: ListedInstruction[] = Array.from({ length: 41 }, (_, pc) => {
          const target = targets.get(pc);
          return { pc, bytes: '', text: '', operation: 'Ja', ...(target !== undefined && { target }) };
        });
        const arcs = jumpArcs(instructions, (pc) => pc);
        for (const a of arcs) {
          for (const b of arcs) {
            if (a === b || a.lane !== b.lane) continue;
            const apart =
              Math.max(a.from, a.to) < Math.min(b.from, b.to) || Math.max(b.from, b.to) < Math.min(a.from, a.to);
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});

describe('packets', () => {
  it.each([
    ['nothing changed', [1, 2, 3], [1, 2, 3], 0],
    ['head grew', [9, 9, 1, 2, 3], [1, 2, 3], -2],
    ['head shrank', [3, 4], [1, 2, 3, 4], 2],
    ['tail grew', [1, 2, 3, 0], [1, 2, 3], 0],
  ] as const)('are laid beside themselves: %s', (_, now, before, shift) => {
    expect(shiftOf(Uint8Array.from(now), Uint8Array.from(before))).toBe(shift);
  });

  it('show which bytes differ', () => {
    const [now, before] = [Uint8Array.of(9, 1, 5), Uint8Array.of(1, 2)];
    expect([0, 1, 2].map((index) => differs(now, before, -1, index))).toEqual([true, false, true]);
  });

  it('are listed by what was found and how they fared', () => {
    const verdicts = toColumns({
      verdicts: ['A', 'B', 'A', 'B'].map((verdict, index) => ({
        index,
        verdict,
        r0: BigInt(index),
        steps: 1,
        modified: index === 3,
      })),
      counts: [],
      instructions: 4,
      complete: true,
    });
    const all = listedPackets(4, undefined, undefined, verdicts);
    expect([all.count, all.at(2), all.rowOf(3), all.rowOf(4)]).toEqual([4, 2, 3, -1]);
    const some = listedPackets(4, Uint32Array.of(1, 2, 3), 'B', verdicts);
    expect([some.count, some.at(1), some.rowOf(3), some.rowOf(2)]).toEqual([2, 3, 1, -1]);
    expect(verdictAt(verdicts, 3)).toMatchObject({ verdict: 'B', r0: 3n, modified: true });
    expect(verdictAt(verdicts, 4)).toBeUndefined();
  });
});
