import { readFileSync } from 'node:fs';
import { PROGRAM_TYPES, type ProgramTypeName } from '@skep/abi';
import { hexToBytes } from '@skep/base';
import type { Syntax } from '@skep/session';
import { UsageError } from './command.ts';

const STANDARD_INPUT = 0;

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? STANDARD_INPUT : path);
  } catch (problem) {
    throw new UsageError(`${path} could not be read: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}

export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path));
}

/** Hexadecimal text, or `@FILE` for a file's bytes. */
export function bytesOption(value: string, option: string): Uint8Array<ArrayBuffer> {
  if (value.startsWith('@')) return new Uint8Array(readBytes(value.slice(1)));
  const bytes = hexToBytes(value);
  if (bytes === undefined)
    throw new UsageError(`${option} takes pairs of hexadecimal digits or @FILE, not "${value}".`);
  return bytes;
}

export function numberOption(value: string | undefined, option: string, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new UsageError(`${option} takes a whole number, not "${value}".`);
  return number;
}

export function syntaxOption(value: string | undefined): Syntax {
  if (value === undefined) return 'auto';
  if (value === 'kernel' || value === 'mnemonic' || value === 'auto') return value;
  throw new UsageError(`--syntax is kernel, mnemonic or auto, not "${value}".`);
}

export function programTypeOption(value: string | undefined): ProgramTypeName {
  if (value === undefined) return 'xdp';
  const type = PROGRAM_TYPES.find((known) => known === value);
  if (type === undefined)
    throw new UsageError(`--type is one of ${PROGRAM_TYPES.slice(1).join(', ')}; not "${value}".`);
  return type;
}
