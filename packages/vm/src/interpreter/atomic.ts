import type { OperationName } from '@skep/isa';
import { Guard } from '../region-table.ts';
import type { Core } from './core.ts';
import type { Handler } from './handler.ts';
import { LOADS, STORES } from './load-store.ts';
import { word } from './register-file.ts';

type AtomicName = Extract<OperationName, `Atomic${string}`>;
type OrderedName = Extract<OperationName, `LoadAcquire${string}` | `StoreRelease${string}`>;
/** Of 32 bits, as JavaScript's bit operations see them. */
type Modify = (old: number, operand: number) => number;

const add: Modify = (old, operand) => (old + operand) | 0;
const or: Modify = (old, operand) => old | operand;
const and: Modify = (old, operand) => old & operand;
const xor: Modify = (old, operand) => old ^ operand;
const exchange: Modify = (_old, operand) => operand;

/** Refuses an address that is not a multiple of the size. `base` is a register's word. */
function misaligned(core: Core, pc: number, base: number, off: number, size: number): number {
  const address = core.registers.u64[base >>> 1]! + BigInt(off);
  const message = `Instruction ${pc} is atomic and ${size} bytes wide, so its address must be a multiple of ${size}; 0x${address.toString(16)} is not.`;
  return core.fault('vm/misaligned-atomic', pc, message);
}

/** Works word by word; only an addition carries from the lower word to the upper one. */
function readModifyWrite(size: 4 | 8, modify: Modify, fetch: boolean): Handler {
  const carries = modify === add;
  return (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, size, true)) return core.refuse(pc, dst, off, size, true);
      if (address % size !== 0) return misaligned(core, pc, dst, off, size);
      const low = memory.get32(address);
      const newLow = modify(low | 0, i32[src]!);
      const high = size === 8 ? memory.get32(address + 4) : 0;
      memory.set32(address, newLow);
      if (size === 8) {
        const carry = carries && newLow >>> 0 < low ? 1 : 0;
        memory.set32(address + 4, modify(high | 0, i32[src + 1]!) + carry);
      }
      if (fetch) {
        i32[src] = low;
        i32[src + 1] = high;
      }
      return next;
    };
  };
}

/** Compares with r0, stores `src` where they are equal; r0 receives what was there. */
function compareExchange(size: 4 | 8): Handler {
  return (core, { pc, dst, src, off, next }) => {
    const { memory } = core;
    const guard = new Guard(core.regions);
    const { i32, u64 } = core.registers;
    return () => {
      const address = (i32[dst]! + off) | 0;
      if (i32[dst + 1]! !== 0 || !guard.check(address, size, true)) return core.refuse(pc, dst, off, size, true);
      if (address % size !== 0) return misaligned(core, pc, dst, off, size);
      const equal = i32[word(0)] === (memory.get32(address) | 0);
      const old = size === 8 ? memory.get64(address) : BigInt(memory.get32(address));
      if (size === 8 ? old === u64[0] : equal) {
        memory.set32(address, i32[src]!);
        if (size === 8) memory.set32(address + 4, i32[src + 1]!);
      }
      u64[0] = old;
      return next;
    };
  };
}

/** A plain access that must be aligned: there is only one CPU to be seen by. `base` says which register addresses. */
function ordered(plain: Handler, size: number, base: 'dst' | 'src'): Handler {
  return (core, operands) => {
    const { pc, off } = operands;
    const step = plain(core, operands);
    const { i32 } = core.registers;
    const at = operands[base];
    return () => ((i32[at]! + off) % size === 0 ? step() : misaligned(core, pc, at, off, size));
  };
}

/** RFC 9669, section 5.3. */
export const ATOMICS: Record<AtomicName, Handler> = {
  AtomicAdd32: readModifyWrite(4, add, false),
  AtomicAdd64: readModifyWrite(8, add, false),
  AtomicFetchAdd32: readModifyWrite(4, add, true),
  AtomicFetchAdd64: readModifyWrite(8, add, true),
  AtomicOr32: readModifyWrite(4, or, false),
  AtomicOr64: readModifyWrite(8, or, false),
  AtomicFetchOr32: readModifyWrite(4, or, true),
  AtomicFetchOr64: readModifyWrite(8, or, true),
  AtomicAnd32: readModifyWrite(4, and, false),
  AtomicAnd64: readModifyWrite(8, and, false),
  AtomicFetchAnd32: readModifyWrite(4, and, true),
  AtomicFetchAnd64: readModifyWrite(8, and, true),
  AtomicXor32: readModifyWrite(4, xor, false),
  AtomicXor64: readModifyWrite(8, xor, false),
  AtomicFetchXor32: readModifyWrite(4, xor, true),
  AtomicFetchXor64: readModifyWrite(8, xor, true),
  AtomicXchg32: readModifyWrite(4, exchange, true),
  AtomicXchg64: readModifyWrite(8, exchange, true),
  AtomicCmpxchg32: compareExchange(4),
  AtomicCmpxchg64: compareExchange(8),
};

/** Linux 6.15's ordered accesses (`BPF_LOAD_ACQ`, `BPF_STORE_REL`). */
export const ORDERED: Record<OrderedName, Handler> = {
  LoadAcquire8: ordered(LOADS.Load8, 1, 'src'),
  LoadAcquire16: ordered(LOADS.Load16, 2, 'src'),
  LoadAcquire32: ordered(LOADS.Load32, 4, 'src'),
  LoadAcquire64: ordered(LOADS.Load64, 8, 'src'),
  StoreRelease8: ordered(STORES.Store8, 1, 'dst'),
  StoreRelease16: ordered(STORES.Store16, 2, 'dst'),
  StoreRelease32: ordered(STORES.Store32, 4, 'dst'),
  StoreRelease64: ordered(STORES.Store64, 8, 'dst'),
};
