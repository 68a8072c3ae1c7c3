import type { BpfObject } from '@skep/abi';
import { assemble } from '@skep/asm';
import { hexToBytes } from '@skep/base';
import { createMachine, type MachineEvent } from '@skep/vm';
import { runEvent } from '../../src/event-history.ts';

/** The parts of a bpf_conformance case, by the name after `-- `. */
function sections(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let current = '';
  for (const line of text.split('\n')) {
    const heading = /^-- (.+)$/.exec(line)?.[1];
    if (heading !== undefined) current = heading.trim();
    else found.set(current, `${found.get(current) ?? ''}${line}\n`);
  }
  return found;
}

/** `-- raw`: one 64-bit word a line, as a number. */
function rawCode(text: string): Uint8Array<ArrayBuffer> {
  const words = text.split('\n').flatMap((line) => line.replace(/#.*/, '').trim() || []);
  const code = new Uint8Array(words.length * 8);
  words.forEach((word, index) => new DataView(code.buffer).setBigUint64(index * 8, BigInt(word), true));
  return code;
}

function objectOf(parts: Map<string, string>): BpfObject {
  const raw = parts.get('raw');
  if (raw !== undefined) {
    const program = { name: 'case', type: 'unspec', code: rawCode(raw), origins: [], subprograms: [] } as const;
    return { programs: [program], maps: [], license: 'GPL' };
  }
  const { object, diagnostics } = assemble(parts.get('asm')!, { syntax: 'mnemonic', programType: 'xdp' });
  if (object === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return object;
}

/** Assembles and runs a case. Results are hexadecimal, so that a failure can be read. */
export function runConformanceCase(text: string): { readonly expected: string; readonly actual: string } {
  const parts = sections(text);
  const expected = `0x${BigInt(parts.get('result')!.trim()).toString(16)}`;
  const data = hexToBytes((parts.get('mem') ?? '').replace(/#.*/g, ''))!;
  const event: MachineEvent = { kind: 'memory', data, time: 0n, cpu: 0 };
  const machine = createMachine(objectOf(parts), { cpus: 1, seed: 1, budget: 1_000_000, memoryLimit: 1 << 24 });
  if (!machine.ok) throw new Error(machine.error.map(({ message }) => message).join('\n'));
  const result = runEvent(machine.value, event);
  if (!result.ok) throw new Error(result.error.message);
  const stop = result.value;
  return { expected, actual: stop.reason === 'exited' ? `0x${stop.r0.toString(16)}` : JSON.stringify(stop) };
}
