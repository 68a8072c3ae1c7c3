import type { OperationName } from '../names.ts';
import type { FieldUse, OperationRow } from '../operation.ts';

/** A row before its place in the table is known. */
export interface Row extends OperationRow {
  readonly name: OperationName;
}

export const WIDTHS = [32, 64] as const;
export const SIZES = [8, 16, 32, 64] as const;
export const OPERANDS = ['Imm', 'Reg'] as const;
export const SIZE_SUFFIX = { 8: 'b', 16: 'h', 32: 'w', 64: 'dw' } as const;

export const UNUSED: FieldUse = { dst: 'zero', src: 'zero', off: 'zero', imm: 'zero' };

export const BASE_GROUP = { 32: 'base32', 64: 'base64' } as const;
