import type { HelperCall } from './helper.ts';

/** Bytes that a program may name by any number, as `copy_from_kernel_nofault` reads them; undefined where nothing is known. */
export function readKnown(call: HelperCall, address: bigint, size: number): Uint8Array | undefined {
  if (size === 0) return new Uint8Array(0);
  const at = startOf(call, address);
  if (at === undefined || !call.regions.check(at, size, false)) return undefined;
  call.checkedAddress(address, size, false);
  return call.memory.read(at, size);
}

/**
 * A string with its final 0, as `strncpy_from_kernel_nofault` reads it: of a longer one the first `size - 1` bytes and a 0.
 * Undefined when known memory ends before the string does.
 */
export function readKnownString(call: HelperCall, address: bigint, size: number): Uint8Array | undefined {
  if (size === 0) return new Uint8Array(0);
  const at = startOf(call, address);
  if (at === undefined) return undefined;
  const { region, offset } = call.regions.locate(at) ?? { region: undefined, offset: 0 };
  if (region === undefined) return undefined;
  const within = Math.min(size, region.size - offset);
  if (within === 0 || !call.regions.check(at, within, false)) return undefined;
  const bytes = call.memory.read(at, within);
  const end = bytes.indexOf(0);
  if (end < 0 && within < size) return undefined;
  const text = bytes.subarray(0, end < 0 ? size : end + 1);
  text[text.length - 1] = 0;
  call.checkedAddress(address, text.length, false);
  return text;
}

function startOf(call: HelperCall, address: bigint): number | undefined {
  return address < BigInt(call.memory.bytes.length) ? Number(address) : undefined;
}
