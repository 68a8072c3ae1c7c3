// What the scripts of this folder load: the cases, and how they are put to a real kernel.
export { casesOf, FAMILIES } from '../test/helpers/all-cases.ts';
export { runCase } from '../test/helpers/helper-case.ts';
export { kernelOutcome as helperOutcome, kernelRequest as helperRequest } from '../test/helpers/kernel-case.ts';
export { encodeSlots } from '../test/helpers/slots.ts';
export { runOnMachine } from '../test/maps/map-case.ts';
export { kernelOutcome as mapOutcome, kernelRequest as mapRequest } from '../test/maps/map-program.ts';
export { randomMapCase, randomTwoCpuCase } from '../test/maps/random-map-case.ts';
