/**
 * @typedef {import('./bench-case.ts').BenchCase} BenchCase
 * @typedef {import('./bench-case.ts').Work} Work
 *
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} low
 * @property {number} high
 *
 * @typedef {object} Measurement
 * @property {string} name
 * @property {string} unit
 * @property {Spread} rate units per second
 * @property {string | undefined} against name of the other side
 * @property {Spread | undefined} ratio speed over the other side's, round by round; above 1 is faster
 *
 * @typedef {object} Pace how long and how often to measure
 * @property {number} rounds
 * @property {number} warmUp milliseconds per side before anything counts
 * @property {number} sample milliseconds that one sample lasts at least
 * @property {() => number} now milliseconds
 */

/**
 * Measures a case against its baseline: warm-up, then rounds in which the two sides take turns, so that whatever slows
 * the machine down slows both.
 *
 * @param {BenchCase} bench
 * @param {Pace} pace
 * @returns {Promise<Measurement>}
 */
export async function measure(bench, pace) {
  const sides = [bench.run, ...(bench.against === undefined ? [] : [bench.against.run])];
  const calls = [];
  for (const side of sides) calls.push(await warmUp(side, pace));

  /** @type {number[][]} */
  const rates = sides.map(() => []);
  for (let round = 0; round < pace.rounds; round++) {
    const order = [...sides.keys()];
    if (round % 2 === 1) order.reverse();
    for (const side of order) {
      rates[side]?.push(await sample(/** @type {Work} */ (sides[side]), calls[side] ?? 1, pace.now));
    }
  }

  const [own = [], other] = rates;
  return {
    name: bench.name,
    unit: bench.unit,
    rate: spread(own),
    against: bench.against?.name,
    ratio: other && spread(own.map((rate, round) => rate / (other[round] ?? Number.NaN))),
  };
}

/**
 * Runs until the engine's compilers have seen enough; returns how many calls fill a sample.
 *
 * @param {Work} work
 * @param {Pace} pace
 */
async function warmUp(work, { warmUp: length, sample: sampleLength, now }) {
  const start = now();
  let calls = 0;
  let last = 0;
  do {
    const before = now();
    await work();
    last = now() - before;
    calls++;
  } while (now() - start < length);
  // The last call is the fastest we know; the mean would count the slow first ones.
  const perCall = Math.min(last, (now() - start) / calls);
  return Math.max(1, Math.ceil(sampleLength / Math.max(perCall, 1e-3)));
}

/**
 * @param {Work} work
 * @param {number} calls
 * @param {() => number} now
 * @returns {Promise<number>} units per second
 */
async function sample(work, calls, now) {
  let units = 0;
  const start = now();
  for (let call = 0; call < calls; call++) {
    const done = work();
    units += typeof done === 'number' ? done : await done;
  }
  return (units / (now() - start)) * 1000;
}

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return { median, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN };
}
