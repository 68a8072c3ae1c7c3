import type { OperationName } from './names.ts';
import { addressMoves, binaryAlu, byteSwaps, signExtendingMoves, unaryAlu } from './rows/arithmetic.ts';
import { atomics, orderedAccesses } from './rows/atomics.ts';
import { callsAndExit, conditionalJumps, unconditionalJumps } from './rows/jumps.ts';
import { loads, packetLoads, stores, wideImmediates } from './rows/memory.ts';
import type { Row } from './rows/row.ts';

/** One row of the instruction table, under its name. */
export interface Operation extends Row {
  /** Position in the table: a dense number for tables of engines. Not stable across releases; never store it. */
  readonly index: number;
}

/** Every operation there is, once. Decoder, encoder, assemblers, engines, documentation and tests derive from it. */
export const OPERATIONS: readonly Operation[] = [
  ...binaryAlu(),
  ...unaryAlu(),
  ...signExtendingMoves(),
  ...byteSwaps(),
  ...addressMoves(),
  ...unconditionalJumps(),
  ...conditionalJumps(),
  ...callsAndExit(),
  ...wideImmediates(),
  ...packetLoads(),
  ...loads(),
  ...stores(),
  ...atomics(),
  ...orderedAccesses(),
].map((row, index) => ({ ...row, index }));

const BY_NAME = new Map(OPERATIONS.map((operation) => [operation.name, operation]));

export function operation(name: OperationName): Operation {
  return BY_NAME.get(name)!;
}

const BY_OPCODE: readonly (readonly Operation[])[] = Array.from({ length: 256 }, (_, opcode) =>
  OPERATIONS.filter((candidate) => candidate.opcode === opcode),
);

/** The operations that share an opcode byte; empty when the byte is unassigned. */
export function operationsWithOpcode(opcode: number): readonly Operation[] {
  return BY_OPCODE[opcode & 0xff]!;
}
