import type { Diagnostic } from '@skep/base';
import { err, ok, type Result } from '@skep/base';
import { type Instruction, imm64, loadedFunction } from '@skep/isa';
import { mapHandle } from '../layout.ts';
import type { MachineMap } from '../maps/machine-map.ts';

function problem({ pc }: Instruction, code: string, message: string): { ok: false; error: Diagnostic } {
  return err({ code, severity: 'error', message, position: { kind: 'slot', pc } });
}

function mapAt({ pc, imm }: Instruction, maps: readonly MachineMap[]): MachineMap | string {
  const known = maps.length === 0 ? 'the object has no maps' : `the object's maps are 0 to ${maps.length - 1}`;
  return maps[imm] ?? `Instruction ${pc} refers to map ${imm}, but ${known}.`;
}

/** The value that a 64-bit immediate load gives, or why it has none. */
export function wideImmediate(instruction: Instruction, maps: readonly MachineMap[]): Result<bigint, Diagnostic> {
  const { pc, op, imm, nextImm } = instruction;
  const pseudo = op.form.kind === 'load-imm64' ? op.form.pseudo : 'imm';
  if (pseudo === 'imm' || pseudo === 'btf-id') return ok(imm64(instruction));
  if (pseudo === 'func') return ok(BigInt(loadedFunction(instruction)!));
  const map = mapAt(instruction, maps);
  if (typeof map === 'string') return problem(instruction, 'vm/no-such-map', map);
  if (pseudo === 'map-fd' || pseudo === 'map-idx') return ok(BigInt(mapHandle(imm)));
  const address = map.directValue(nextImm >>> 0);
  if (address !== undefined) return ok(BigInt(address));
  const message = `Instruction ${pc} takes the address of byte ${nextImm >>> 0} of the value of ${map.definition.name}, which has no such byte: only array maps with one element, and only bytes of their value, can be named so.`;
  return problem(instruction, 'vm/no-direct-value', message);
}
