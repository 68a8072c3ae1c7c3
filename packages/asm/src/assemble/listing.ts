import { bytesToHex } from '@skep/base';
import { decodeAt, encode } from '@skep/isa';
import type { InstructionStatement } from '../source/statement.ts';
import type { Problems } from '../text/problems.ts';
import type { Fields } from './resolve.ts';

/** Whether llvm-objdump prints the instruction `found` as the text that was read as `written`. */
function isPrintedAs(found: Fields, written: Fields): boolean {
  if (found.op.opcode !== written.op.opcode || found.dst !== written.dst) return false;
  const { form } = found.op;
  switch (form.kind) {
    case 'call':
      return found.imm === written.imm;
    case 'load-imm64':
      return found.imm === written.imm && (form.pseudo !== 'imm' || found.nextImm === written.nextImm);
    case 'load-packet':
      return form.indirect && found.src === written.src && written.imm === 0;
    case 'atomic':
    case 'load-acquire':
    case 'store-release':
      return isPlainAddition(written) && found.src === written.src && found.off === written.off;
    default:
      return false;
  }
}

/** llvm-objdump prints atomic operations that it does not know, or has not been told of, as additions. */
const isPlainAddition = ({ op: { form } }: Fields): boolean =>
  form.kind === 'atomic' && form.code === 'Add' && !form.fetch;

/**
 * The instruction that a listing means. llvm-objdump prints `call 1` for helpers, kfuncs and subprograms, only half of
 * a 64-bit load that is no number, packet loads without their offset, and some atomic operations as others; the bytes
 * beside the text tell what it is.
 */
export function fieldsOfListing({ listing }: InstructionStatement, written: Fields): Fields {
  const found = listing?.bytes === undefined ? undefined : decodeAt(listing.bytes, 0).instruction;
  return found !== undefined && isPrintedAs(found, written) ? found : written;
}

/** Warns where the columns of a listing and its text, which counts, disagree: somebody has edited it. */
export function checkListing({ listing, range }: InstructionStatement, fields: Fields, problems: Problems): void {
  const hex = (opcode: number): string => `0x${opcode.toString(16).padStart(2, '0')}`;
  if (listing?.opcode !== undefined && listing.opcode !== fields.op.opcode) {
    const message = `The listing gives opcode ${hex(listing.opcode)}, but this text is an instruction with opcode ${hex(fields.op.opcode)}; the text counts.`;
    problems.report('listing-mismatch', range, message, { severity: 'warning' });
  }
  if (listing?.bytes === undefined) return;
  const bytes = bytesToHex(encode([fields]));
  if (bytes === bytesToHex(listing.bytes)) return;
  const message = `The listing gives other bytes than this text has (${bytes}); the text counts.`;
  problems.report('listing-mismatch', range, message, { severity: 'warning' });
}
