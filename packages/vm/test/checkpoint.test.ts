import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoint, Machine } from '../src/index.ts';
import { machineOf, objectOf, packetEvent } from './support/program.ts';
import { randomProgram } from './support/random-program.ts';

/** Everything that can be seen of a machine. */
function stateOf(machine: Machine) {
  const { pc, program, step, ended, frames, outputs, packet } = machine;
  return {
    ...{ pc, program, step, ended, frames, packet },
    outputs: [...outputs],
    regions: machine.regions(),
    registers: [...machine.registers],
    memory: Buffer.from(machine.memory.bytes).toString('latin1'),
  };
}

const action = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('run' as const), steps: fc.integer({ min: 1, max: 60 }) }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant('save' as const) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(1000) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(1000) }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constant('begin' as const), length: fc.integer({ min: 14, max: 9000 }) }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: fc.constant('poke' as const), page: fc.nat(90) }), weight: 1 },
);

describe('checkpoints', () => {
  it('bring the whole state back, from any point of any history', () => {
    fc.assert(
      fc.property(randomProgram, fc.array(action, { maxLength: 40 }), (rows, actions) => {
        const machine = machineOf(objectOf([rows]));
        const saved: { checkpoint: Checkpoint; state: ReturnType<typeof stateOf> }[] = [];
        for (const what of actions) {
          if (what.do === 'run') machine.run(what.steps);
          if (what.do === 'begin') machine.begin(packetEvent(new Uint8Array(what.length).fill(what.length)));
          if (what.do === 'poke') machine.memory.set32(what.page * 4096 + 4094, what.page * 0x01010101);
          if (what.do === 'save') saved.push({ checkpoint: machine.save(), state: stateOf(machine) });
          if (saved.length === 0) continue;
          if (what.do === 'release') machine.release(saved.splice(what.which % saved.length, 1)[0]!.checkpoint);
          if (what.do === 'restore') {
            const { checkpoint, state } = saved[what.which % saved.length]!;
            machine.restore(checkpoint);
            expect(stateOf(machine)).toEqual(state);
          }
        }
        for (const { checkpoint, state } of saved) {
          machine.restore(checkpoint);
          expect(stateOf(machine)).toEqual(state);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('lead to the same future', () => {
    fc.assert(
      fc.property(randomProgram, fc.nat(200), fc.nat(200), (rows, before, after) => {
        const machine = machineOf(objectOf([rows]));
        machine.begin(packetEvent(new Uint8Array(64)));
        machine.run(before);
        const checkpoint = machine.save();
        machine.run(after);
        const there = stateOf(machine);
        machine.restore(checkpoint);
        for (let step = 0; step < after; step++) machine.stepIn();
        expect(stateOf(machine)).toEqual(there);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
