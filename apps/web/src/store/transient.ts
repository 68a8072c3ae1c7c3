import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Kind } from '../theme/regions.ts';

/** A range of the machine's memory, end excluded. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

export type DialogId = 'share' | 'shortcuts' | 'palette' | 'about';

/** What nobody saves: where the pointer is, and which dialog is open. */
export interface TransientState {
  /** Memory that the pointer or the focus leads to, in whatever panel it is. */
  readonly range?: AddressRange | undefined;
  /** Source line under the pointer in another panel. */
  readonly line?: number | undefined;
  readonly dialog?: DialogId | undefined;
  readonly dragging: boolean;
}

export type TransientStore = StoreApi<TransientState>;

export const createTransientStore = (): TransientStore => createStore<TransientState>()(() => ({ dragging: false }));

export const touches = (range: AddressRange | undefined, start: number, size: number): boolean =>
  range !== undefined && range.start < start + size && start < range.end;
