import type { BenchCase } from '../../../tools/bench/bench-case.ts';
import { MEMORY_EVENT, machineOf, objectOf } from '../test/support/program.ts';
import { BYTE_SUM } from './programs.ts';

const EVERY = 25_000;
const SEEKS = 10;

/** A run of a million steps with a checkpoint each 25,000. */
function recordedRun() {
  const machine = machineOf(objectOf([BYTE_SUM]));
  machine.begin({ ...MEMORY_EVENT, data: new Uint8Array(64) });
  const checkpoints = [machine.save()];
  while (machine.run(EVERY) === undefined) checkpoints.push(machine.save());
  return { machine, checkpoints, steps: machine.step };
}

function seeking(): BenchCase {
  const { machine, checkpoints, steps } = recordedRun();
  let seed = 1;
  const run = (): number => {
    for (let i = 0; i < SEEKS; i++) {
      seed = (seed * 48271) % 0x7fffffff;
      const step = seed % steps;
      machine.restore(checkpoints[Math.floor(step / EVERY)]!);
      machine.run(step % EVERY);
      if (machine.step !== step) throw new Error(`stands at ${machine.step}, not at ${step}`);
    }
    return SEEKS;
  };
  return { name: 'checkpoints: seek in a million steps', unit: 'seeks', run };
}

const saving = (): BenchCase => {
  const { machine } = recordedRun();
  const run = (): number => {
    for (let i = 0; i < 100; i++) {
      machine.memory.set8(0x9000, i);
      machine.release(machine.save());
    }
    return 100;
  };
  return { name: 'checkpoints: save after a write', unit: 'checkpoints', run };
};

const cases: BenchCase[] = [seeking(), saving()];
export default cases;
