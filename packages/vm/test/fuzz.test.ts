import { OPERATIONS, validate, writeSlot } from '@skep/isa';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMachine } from '../src/index.ts';
import { OPTIONS, objectOf, packetEvent } from './support/program.ts';
import { randomProgram } from './support/random-program.ts';

const register = fc.nat(10);
/** An instruction of any operation; its jumps are short, so that many land within the program. */
const instruction = fc.record({
  op: fc.constantFrom(...OPERATIONS),
  dst: register,
  src: register,
  off: fc.integer({ min: -20, max: 20 }),
  imm: fc.oneof(fc.integer({ min: -20, max: 220 }), fc.integer({ min: -0x80000000, max: 0x7fffffff })),
});

const anyProgram = fc.array(instruction, { minLength: 1, maxLength: 30 }).map((instructions) => {
  const code = new Uint8Array(instructions.reduce((sum, { op }) => sum + op.slots, 1) * 8);
  let pc = 0;
  for (const { op, dst, src, off, imm } of instructions) {
    const { fields, select } = op;
    writeSlot(code, pc, {
      opcode: op.opcode,
      dst: fields.dst === 'zero' ? 0 : fields.dst === 'read' ? dst : dst % 10,
      src: fields.src === 'select' ? select.src! : fields.src === 'zero' ? 0 : fields.src === 'read' ? src : src % 10,
      off: fields.off === 'zero' ? 0 : (select.off ?? off),
      imm: fields.imm === 'zero' ? 0 : (select.imm ?? imm),
    });
    pc += op.slots;
  }
  writeSlot(code, pc, { opcode: 0x95, dst: 0, src: 0, off: 0, imm: 0 });
  return code;
});

const EVENT = packetEvent(new Uint8Array(100).fill(0x45));
const TYPES = ['xdp', 'socket_filter', 'sched_cls', 'unspec'] as const;

it('runs whatever validates, to an end of some kind', { timeout: 60_000 }, () => {
  let ran = 0;
  fc.assert(
    fc.property(anyProgram, fc.constantFrom(...TYPES), (code, type) => {
      const made = createMachine(objectOf([code], { type }), { ...OPTIONS, budget: 2000 });
      expect(made.ok || made.error.length > 0).toBe(true);
      if (!made.ok) return;
      ran++;
      const machine = made.value;
      if (!machine.begin(EVENT).ok) machine.begin({ kind: 'memory', data: new Uint8Array(20), time: 0n, cpu: 0 });
      for (let i = 0; i < 50 && machine.ended === undefined; i++) machine.stepIn([]);
      expect(machine.run(1e6)).toBeDefined();
    }),
    { numRuns: 600 },
  );
  expect(ran).toBeGreaterThan(50);
});

it('takes any bytes without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const code = new Uint8Array(bytes);
      const made = createMachine(objectOf([code]), OPTIONS);
      expect(made.ok).toBe(validate(code).diagnostics.length === 0);
    }),
    { numRuns: 500 },
  );
});

it('gives the same state step by step and at full speed', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(randomProgram, (rows) => {
      const run = (advance: (machine: { stepIn(): unknown; run(steps: number): unknown }) => void) => {
        const made = createMachine(objectOf([rows]), { ...OPTIONS, budget: 500 });
        if (!made.ok) throw new Error(JSON.stringify(made.error));
        made.value.begin(EVENT);
        advance(made.value);
        const { registers, pc, step, ended } = made.value;
        return { registers: [...registers], pc, step, ended };
      };
      const stepped = run((machine) => {
        for (let i = 0; i < 600; i++) machine.stepIn();
      });
      expect(run((machine) => machine.run(1000))).toEqual(stepped);
    }),
    { numRuns: 100 },
  );
});
