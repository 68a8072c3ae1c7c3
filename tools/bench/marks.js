/**
 * @typedef {import('./measure.js').Measurement} Measurement
 *
 * @typedef {object} Mark a figure that must hold
 * @property {number} [ratioAtLeast] median ratio
 * @property {number} [tolerance] share of the ratio by which it may fall short
 * @property {number} [rateAtLeast] median units per second, without tolerance
 */

/**
 * What became of the mark of one case: `undefined` when it has none.
 *
 * @param {Mark | undefined} mark
 * @param {Measurement} measured
 * @returns {{ met: boolean, text: string } | undefined}
 */
export function judge(mark, { ratio, rate, unit }) {
  if (mark === undefined) return undefined;
  const misses = [];
  const { ratioAtLeast, tolerance = 0, rateAtLeast } = mark;
  if (ratioAtLeast !== undefined) {
    const floor = ratioAtLeast * (1 - tolerance);
    if (!(ratio !== undefined && ratio.median >= floor)) misses.push(`below ${ratioText(floor)} ×`);
  }
  if (rateAtLeast !== undefined && !(rate.median >= rateAtLeast)) misses.push(`below ${scaled(rateAtLeast)} ${unit}/s`);
  return misses.length === 0
    ? { met: true, text: 'mark met' }
    : { met: false, text: `mark missed: ${misses.join(', ')}` };
}

/**
 * Marks whose case was not among those measured; they guard nothing.
 *
 * @param {Readonly<Record<string, Mark>>} marks
 * @param {ReadonlySet<string>} measured keys, `package/case name`
 */
export const orphans = (marks, measured) => Object.keys(marks).filter((key) => !measured.has(key));

/**
 * A ratio with two digits that say something, however small it is.
 *
 * @param {number} value
 */
export const ratioText = (value) => (value < 0.095 ? value.toPrecision(2) : value.toFixed(2));

/** @param {number} value */
export function scaled(value) {
  const [divisor, letter] =
    value >= 1e9 ? [1e9, ' G'] : value >= 1e6 ? [1e6, ' M'] : value >= 1e3 ? [1e3, ' k'] : [1, ' '];
  return `${(value / divisor).toPrecision(3)}${letter}`;
}
