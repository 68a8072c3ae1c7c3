/** How a packet's bytes now lie against those before the run: now's byte `i` was the byte `i + shift` before. */
export function shiftOf(now: Uint8Array, before: Uint8Array): number {
  const grown = now.length - before.length;
  if (grown === 0) return 0;
  const common = Math.min(now.length, before.length);
  let prefix = 0;
  while (prefix < common && now[prefix] === before[prefix]) prefix++;
  let suffix = 0;
  while (suffix < common && now[now.length - 1 - suffix] === before[before.length - 1 - suffix]) suffix++;
  return suffix > prefix ? -grown : 0;
}

/** True where a byte is new or differs from what it was. */
export function differs(now: Uint8Array, before: Uint8Array, shift: number, index: number): boolean {
  return now[index] !== before[index + shift];
}
