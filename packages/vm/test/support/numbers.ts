import fc from 'fast-check';

const EDGES = [
  0n,
  1n,
  2n,
  31n,
  32n,
  33n,
  63n,
  64n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0x8000_0000_0000_0000n,
  0xffff_ffff_8000_0000n,
  0xffff_ffff_ffff_ffffn,
];

/** 64-bit numbers, often near those where carries, signs and widths change. */
export const uint64 = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.bigInt(0n, 0xffff_ffff_ffff_ffffn),
  fc.bigInt(0n, 0xffff_ffffn),
  fc.bigInt(0n, 70n),
);

/** Signed 32-bit immediates. */
export const int32 = uint64.map((value) => Number(BigInt.asIntN(32, value)));
