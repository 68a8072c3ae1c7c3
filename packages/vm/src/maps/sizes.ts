/** `value` rounded up to a multiple of 8: the kernel aligns every key and value so. */
export function round8(value: number): number {
  return Math.ceil(value / 8) * 8;
}

export function roundUpToPowerOfTwo(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}
