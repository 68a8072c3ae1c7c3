import type { OperationName } from '@skep/isa';
import { Guard } from '../region-table.ts';
import type { Handler } from './handler.ts';

type LoadName = Extract<OperationName, `Load${8 | 16 | 32 | 64}` | `LoadSX${string}`>;
type StoreName = 'Store8' | 'Store16' | 'Store32' | 'Store64';

/*
 * Addresses are added in 32 bits: why that is exact is told in `layout.ts`. A base register with anything in its upper
 * word is no address.
 */

/** RFC 9669, sections 5.1 and 5.2. */
export const LOADS: Record<LoadName, Handler> = {
  Load8: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 1, false)) return core.refuse(pc, src, off, 1, false);
      i32[dst] = memory.get8(address);
      i32[dst + 1] = 0;
      return next;
    };
  },
  Load16: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 2, false)) return core.refuse(pc, src, off, 2, false);
      i32[dst] = memory.get16(address);
      i32[dst + 1] = 0;
      return next;
    };
  },
  Load32: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 4, false)) return core.refuse(pc, src, off, 4, false);
      i32[dst] = memory.get32(address);
      i32[dst + 1] = 0;
      return next;
    };
  },
  Load64: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 8, false)) return core.refuse(pc, src, off, 8, false);
      i32[dst] = memory.get32(address);
      i32[dst + 1] = memory.get32(address + 4);
      return next;
    };
  },
  LoadSX8: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 1, false)) return core.refuse(pc, src, off, 1, false);
      const value = (memory.get8(address) << 24) >> 24;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    };
  },
  LoadSX16: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 2, false)) return core.refuse(pc, src, off, 2, false);
      const value = (memory.get16(address) << 16) >> 16;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    };
  },
  LoadSX32: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[src]! + off) | 0;
      if (i32[src + 1]! !== 0 || !guard.check(address, 4, false)) return core.refuse(pc, src, off, 4, false);
      const value = memory.get32(address) | 0;
      i32[dst] = value;
      i32[dst + 1] = value >> 31;
      return next;
    };
  },
};

/** RFC 9669, section 5.1. */
export const STORES: Record<StoreName, Handler> = {
  Store8: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, 1, true)) return core.refuse(pc, dst, off, 1, true);
      memory.set8(address, i32[src]!);
      return next;
    };
  },
  Store16: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, 2, true)) return core.refuse(pc, dst, off, 2, true);
      memory.set16(address, i32[src]!);
      return next;
    };
  },
  Store32: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, 4, true)) return core.refuse(pc, dst, off, 4, true);
      memory.set32(address, i32[src]!);
      return next;
    };
  },
  Store64: (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, 8, true)) return core.refuse(pc, dst, off, 8, true);
      memory.set32(address, i32[src]!);
      memory.set32(address + 4, i32[src + 1]!);
      return next;
    };
  },
};
