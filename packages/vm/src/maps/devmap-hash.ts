import { EINVAL } from './errno.ts';
import { HashMap } from './hash-map.ts';
import { BPF_EXIST } from './map-flags.ts';
import type { Errno } from './map-instance.ts';

/**
 * `devmap_hash` (`kernel/bpf/devmap.c`): network devices by any 32-bit key. Laid out as a hash map; programs may only look
 * elements up and redirect to them.
 */
export class DevmapHash extends HashMap {
  /** Address of the value under a key, or 0. */
  slot(index: number): number {
    const key = new Uint8Array(Uint32Array.of(index).buffer);
    const node = this.table.find(key, 0, index);
    return node === 0 ? 0 : this.table.valueOf(node, 0);
  }

  protected override get valuesWritable(): boolean {
    return false;
  }

  /** A device must have a number; BPF_EXIST is let through for an absent key, as the kernel does. */
  protected override updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno {
    if (flags > BPF_EXIST || values[0]!.subarray(0, 4).every((byte) => byte === 0)) return EINVAL;
    return super.updateFromUser(key, values, flags & ~BPF_EXIST);
  }
}
