import type { MapDefinition } from '@skep/abi';
import { err, ok, type Result } from '@skep/base';
import type { Memory } from '../memory.ts';
import type { StridedRegion } from '../strided-region.ts';
import { EINVAL, ENOTSUPP, EPERM } from './errno.ts';
import type { MachineMap, MapElement } from './machine-map.ts';
import { BPF_EXIST, BPF_F_LOCK, BPF_F_RDONLY, BPF_F_RDONLY_PROG, BPF_F_WRONLY } from './map-flags.ts';
import { mapHeader } from './map-header.ts';
import type { Errno, MapEntry } from './map-instance.ts';

/** Where a map is to live. The memory from `start` on must be zero. */
export interface MapPlace {
  readonly memory: Memory;
  /** A multiple of 8. */
  readonly start: number;
  /** Position in `BpfObject.maps`. */
  readonly index: number;
  readonly cpus: number;
}

/** Up to here a loop is faster than a block copy. */
const FEW_BYTES = 16;

/** What all maps have in common: the header, and what the system call refuses before it asks the map type. */
export abstract class MapBase implements MachineMap {
  readonly definition: MapDefinition;
  readonly index: number;
  readonly start: number;
  abstract readonly byteLength: number;
  abstract readonly storage: readonly StridedRegion[];
  protected readonly memory: Memory;
  protected readonly cpus: number;

  constructor(definition: MapDefinition, { memory, start, index, cpus }: MapPlace) {
    this.definition = definition;
    this.memory = memory;
    this.start = start;
    this.index = index;
    this.cpus = cpus;
  }

  get size(): number {
    return mapHeader.size(this.memory, this.start);
  }

  get version(): number {
    return mapHeader.version(this.memory, this.start);
  }

  touch(): void {
    mapHeader.touch(this.memory, this.start);
  }

  lookupAddress(_key: number, _cpu: number): number {
    return 0;
  }
  updateFrom(_key: number, _value: number, _flags: number, _cpu: number): Errno {
    return ENOTSUPP;
  }
  deleteAt(_key: number, _cpu: number): Errno {
    return ENOTSUPP;
  }
  nextElement(_cursor: bigint, _cpu: number, _frame: number): MapElement | undefined {
    return undefined;
  }
  directValue(_offset: number): number | undefined {
    return undefined;
  }

  abstract entries(): Iterable<MapEntry>;

  consume(): readonly Uint8Array[] {
    return [];
  }

  lookup(key: Uint8Array): Result<readonly Uint8Array[], Errno> {
    if (this.#has(BPF_F_WRONLY)) return err(EPERM);
    if (key.length !== this.definition.keySize) return err(EINVAL);
    return this.lookupFromUser(key);
  }

  update(key: Uint8Array, values: readonly Uint8Array[], flags: number): Result<void, Errno> {
    if (this.#has(BPF_F_RDONLY)) return err(EPERM);
    if (key.length !== this.definition.keySize) return err(EINVAL);
    if (values.length === 0 || values.some((value) => value.length !== this.definition.valueSize)) return err(EINVAL);
    const errno = this.updateFromUser(key, values, flags);
    return errno === 0 ? ok(undefined) : err(errno);
  }

  delete(key: Uint8Array): Result<void, Errno> {
    if (this.#has(BPF_F_RDONLY)) return err(EPERM);
    if (key.length !== this.definition.keySize) return err(EINVAL);
    const errno = this.deleteFromUser(key);
    return errno === 0 ? ok(undefined) : err(errno);
  }

  protected abstract lookupFromUser(key: Uint8Array): Result<readonly Uint8Array[], Errno>;
  protected abstract updateFromUser(key: Uint8Array, values: readonly Uint8Array[], flags: number): Errno;
  protected abstract deleteFromUser(key: Uint8Array): Errno;

  /** Whether a program may write the values that it looks up. */
  protected get valuesWritable(): boolean {
    return !this.#has(BPF_F_RDONLY_PROG);
  }

  protected unknownUpdateFlags(flags: number): boolean {
    return (flags & ~BPF_F_LOCK) >>> 0 > BPF_EXIST;
  }

  /** Whether an update asks for the value's spin lock where there is none. */
  protected lacksLock(flags: number): boolean {
    return (flags & BPF_F_LOCK) !== 0 && this.definition.spinLock === undefined;
  }

  /** Copies a value in, from this memory or from elsewhere, leaving the spin lock's bytes alone. */
  protected copyValue(to: number, bytes: Uint8Array, at: number): void {
    const { valueSize, spinLock } = this.definition;
    if (spinLock === undefined) {
      this.#copy(to, bytes, at, valueSize);
      return;
    }
    const after = spinLock + 4;
    this.#copy(to, bytes, at, spinLock);
    this.#copy(to + after, bytes, at + after, valueSize - after);
  }

  /** A value as the system call returns it: a spin lock reads as 0. */
  protected readValue(at: number): Uint8Array {
    const { valueSize, spinLock } = this.definition;
    const value = this.memory.read(at, valueSize);
    if (spinLock !== undefined) value.fill(0, spinLock, spinLock + 4);
    return value;
  }

  protected copyKey(to: number, bytes: Uint8Array, at: number): void {
    this.#copy(to, bytes, at, this.definition.keySize);
  }

  #has(flag: number): boolean {
    return (this.definition.flags & flag) !== 0;
  }

  #copy(to: number, bytes: Uint8Array, at: number, size: number): void {
    if (size <= FEW_BYTES) for (let i = 0; i < size; i++) this.memory.set8(to + i, bytes[at + i]!);
    else if (bytes === this.memory.bytes) this.memory.copy(to, at, size);
    else this.memory.write(to, bytes.subarray(at, at + size));
  }
}
