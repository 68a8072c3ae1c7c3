import type { Region, RegionKind } from './region.ts';

/** A part of every element that is a region of its own: the key, or the value (of one CPU). */
export interface StridedField {
  readonly kind: RegionKind;
  /** From the element's first byte. */
  readonly offset: number;
  /** Bytes that may be accessed; padding after them belongs to nobody. */
  readonly size: number;
  readonly writable: boolean;
}

/** Equal elements one after the other, as a map stores them. An access must lie within one field of one element. */
export interface StridedRegion {
  /** Of the whole storage, for people: `values of counters`. */
  readonly label: string;
  readonly start: number;
  /** Bytes from one element to the next. */
  readonly stride: number;
  readonly count: number;
  /** Ascending and disjoint. */
  readonly fields: readonly StridedField[];
  readonly map?: number;
  /** Name of one field of one element, for people: `value of counters[6]`. */
  labelOf(element: number, field: number): string;
}

/** The field of an element as a region. */
function fieldRegion(strided: StridedRegion, element: number, field: number): Region {
  const { kind, offset, size, writable } = strided.fields[field]!;
  const start = strided.start + element * strided.stride + offset;
  const region = { kind, label: strided.labelOf(element, field), start, size, writable };
  return strided.map === undefined ? region : { ...region, map: strided.map };
}

/** The field that `address` lies in, or the nearest one of the same element; `address` lies within the storage. */
export function nearestField(strided: StridedRegion, address: number): Region {
  const element = Math.floor((address - strided.start) / strided.stride);
  const offset = (address - strided.start) % strided.stride;
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  strided.fields.forEach((field, index) => {
    const distance =
      offset < field.offset ? field.offset - offset : Math.max(0, offset - field.offset - field.size + 1);
    if (distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  });
  return fieldRegion(strided, element, best);
}

/** The whole storage as one region, for lists of regions. */
export function wholeRegion(strided: StridedRegion): Region {
  const { label, start, stride, count, map } = strided;
  const { kind, writable } = strided.fields.find((field) => field.kind === 'map-value') ?? strided.fields[0]!;
  const region = { kind, label, start, size: stride * count, writable };
  return map === undefined ? region : { ...region, map };
}
