import type { Location, Region } from './region.ts';
import { nearestField, type StridedRegion, wholeRegion } from './strided-region.ts';

/** Decides about an access that lies within a region, `offset` bytes from its start. */
export type AccessFilter = (offset: number, size: number, write: boolean) => boolean;

/**
 * A region's place in the table. Its window, `from` to `to`, is where an access needs no further look: the region, or of a
 * strided region the field that was accessed last.
 */
export class Owner {
  region: Region;
  readonly strided: StridedRegion | undefined;
  /** Called for every store. */
  readonly onStore: (() => void) | undefined;
  /** Asked about every access by an instruction, where there is one. */
  filter: AccessFilter | undefined;
  /** Whether a store may have happened; cleared by those whom it concerns. */
  written = true;
  live = true;
  start = 0;
  end = 0;
  from = 0;
  to = 0;
  writable = false;

  constructor(region: Region | StridedRegion, onStore?: () => void) {
    this.strided = 'stride' in region ? region : undefined;
    this.region = 'stride' in region ? wholeRegion(region) : region;
    this.onStore = onStore;
    this.place(this.region, true);
  }

  /** Exchanges the region, which must stay between its neighbours in the table, and says whether it may be accessed. */
  place(region: Region, live: boolean): void {
    this.region = region;
    this.start = region.start;
    this.end = region.start + region.size;
    this.setLive(live);
  }

  setLive(live: boolean): void {
    const plain = live && this.strided === undefined && this.filter === undefined && this.region.kind !== 'map';
    this.live = live;
    this.from = plain ? this.start : 0;
    this.to = plain ? this.end : 0;
    this.writable = plain && this.region.writable;
  }

  admits(address: number, size: number, write: boolean, filtered: boolean): boolean {
    if (!this.live) return false;
    if (this.filter !== undefined) {
      if (address < this.start || address + size > this.end) return false;
      return filtered ? this.filter(address - this.start, size, write) : this.region.writable || !write;
    }
    if (this.strided !== undefined && (address < this.from || address >= this.to)) this.#seek(this.strided, address);
    return address >= this.from && address + size <= this.to && (this.writable || !write);
  }

  near(address: number): Region {
    return this.strided === undefined ? this.region : nearestField(this.strided, address);
  }

  #seek(strided: StridedRegion, address: number): void {
    const offset = (address - this.start) % strided.stride;
    for (const field of strided.fields) {
      if (offset >= field.offset && offset < field.offset + field.size) {
        this.from = address - offset + field.offset;
        this.to = this.from + field.size;
        this.writable = field.writable;
        return;
      }
    }
  }
}

/**
 * Checks accesses, and remembers whom the last one belonged to: each instruction that accesses memory has a guard of its
 * own, because it mostly meets the same region again.
 */
export class Guard {
  readonly #table: RegionTable;
  readonly #filtered: boolean;
  #last = NOBODY;

  /** @param filtered whether regions' filters are asked: they are meant for instructions, not for helpers */
  constructor(table: RegionTable, filtered = true) {
    this.#table = table;
    this.#filtered = filtered;
  }

  /** Whether `size` bytes at `address` lie in one region that allows the access. Allocates nothing. */
  check(address: number, size: number, write: boolean): boolean {
    let owner = this.#last;
    if (address < owner.from || address + size > owner.to || (write && !owner.writable)) {
      owner = this.#table.ownerOf(address);
      if (!owner.admits(address, size, write, this.#filtered)) return false;
      this.#last = owner;
    }
    if (write) {
      owner.written = true;
      if (owner.onStore !== undefined) owner.onStore();
    }
    return true;
  }
}

/** The region nearest to an address and how far away it is. */
export interface Neighbour {
  readonly region: Region;
  /** Negative below the region's start, 0 within, positive from its end on (1 for the first byte after it). */
  readonly distance: number;
}

interface OwnerState {
  readonly owner: Owner;
  readonly region: Region;
  readonly live: boolean;
}

/** The table's changeable part, for a checkpoint. Opaque. */
export type RegionTableState = readonly OwnerState[];

const NOBODY = new Owner({ kind: 'memory', label: 'nobody', start: 0, size: 0, writable: false });

/**
 * Says what every address of the machine's memory belongs to. Regions never overlap. Most of them stand from the machine's
 * creation to its end; those that change (the packet's, stacks of frames, reserved ring buffer records) are part of a
 * checkpoint.
 */
export class RegionTable {
  /** By start. */
  #owners: Owner[] = [];
  readonly #guard = new Guard(this, false);

  /**
   * The caller sees to it that regions do not overlap. An empty region admits nothing but can be located.
   * `onStore` is called for every store that is let through.
   */
  add(region: Region | StridedRegion, onStore?: () => void): Owner {
    const owner = new Owner(region, onStore);
    this.#owners.splice(this.#indexAfter(owner.start), 0, owner);
    return owner;
  }

  /** Takes the region that starts at `start` out of the table; false when there is none. */
  remove(start: number): boolean {
    const index = this.#indexAfter(start) - 1;
    const owner = this.#owners[index];
    if (owner?.start !== start) return false;
    owner.setLive(false);
    this.#owners.splice(index, 1);
    return true;
  }

  /** Whether a helper may access `size` bytes at `address`: they lie in one region. Allocates nothing. */
  check(address: number, size: number, write: boolean): boolean {
    return this.#guard.check(address, size, write);
  }

  /** The region at an address, or the one that ends there. */
  locate(address: number): Location | undefined {
    for (const probe of [address, address - 1]) {
      const owner = this.ownerOf(probe);
      if (owner === NOBODY) continue;
      const region = owner.near(probe);
      const offset = address - region.start;
      if (offset >= 0 && offset <= region.size) return { region, offset };
    }
    const empty = this.#owners[this.#indexAfter(address) - 1];
    return empty?.live && empty.start === address ? { region: empty.region, offset: 0 } : undefined;
  }

  /** The region that the address lies in, or else the one that it is closest to. */
  nearest(address: number): Neighbour | undefined {
    const at = this.#indexAfter(address);
    const below = this.#owners.slice(0, at).findLast((owner) => owner.live);
    const above = this.#owners.slice(at).find((owner) => owner.live);
    const candidates = [below, above].flatMap((owner): Neighbour[] => {
      if (owner === undefined) return [];
      const region = owner.near(Math.max(Math.min(address, owner.end - 1), owner.start));
      return [{ region, distance: distanceTo(region, address) }];
    });
    return candidates.sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0];
  }

  /** By start; a strided region as one. */
  regions(): readonly Region[] {
    return this.#owners.flatMap((owner) => (owner.live ? [owner.region] : []));
  }

  save(): RegionTableState {
    return this.#owners.map((owner) => ({ owner, region: owner.region, live: owner.live }));
  }

  restore(state: RegionTableState): void {
    for (const owner of this.#owners) owner.setLive(false);
    this.#owners = state.map(({ owner }) => owner);
    for (const { owner, region, live } of state) {
      owner.place(region, live);
      owner.written = true;
    }
  }

  /** The live owner whose range holds the address, or one that admits nothing. */
  ownerOf(address: number): Owner {
    const owner = this.#owners[this.#indexAfter(address) - 1];
    return owner !== undefined && owner.live && address < owner.end ? owner : NOBODY;
  }

  /** Index of the first owner that starts above the address. */
  #indexAfter(address: number): number {
    let low = 0;
    let high = this.#owners.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#owners[middle]!.start <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function distanceTo(region: Region, address: number): number {
  if (address < region.start) return address - region.start;
  const past = address - (region.start + region.size);
  return past >= 0 ? past + 1 : 0;
}
