import { parseArgs } from 'node:util';
import { disassemble } from '@skep/asm';
import { bytesToHex, hexToBytes } from '@skep/base';
import { validate } from '@skep/isa';
import { type Command, UsageError } from '../command.ts';
import { readBytes } from '../input.ts';
import { diagnosticLine, toJson } from '../report.ts';

/** Raw slots, or text that consists of hexadecimal digits and blanks only. */
function codeOf(bytes: Uint8Array): Uint8Array {
  return hexToBytes(new TextDecoder().decode(bytes)) ?? bytes;
}

export const disasm: Command = {
  name: 'disasm',
  summary: 'print bytes as instructions',
  usage: 'FILE [--syntax kernel|mnemonic] [--json]   (FILE holds raw slots or hexadecimal text)',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { syntax: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [path] = positionals;
    if (path === undefined) throw new UsageError('disasm takes a file of bytes, or - for standard input.');
    const { syntax = 'kernel' } = values;
    if (syntax !== 'kernel' && syntax !== 'mnemonic')
      throw new UsageError(`--syntax is kernel or mnemonic, not "${syntax}".`);
    const code = codeOf(readBytes(path));
    const lines = disassemble(code, { syntax });
    const { diagnostics } = validate(code);
    if (values.json) {
      const instructions = lines.map(({ pc, bytes, text, target }) => ({ pc, bytes: bytesToHex(bytes), text, target }));
      terminal.out(toJson({ ok: diagnostics.length === 0, instructions, diagnostics }));
    } else {
      for (const { pc, text } of lines) terminal.out(`${String(pc).padStart(4)}: ${text}`);
      for (const each of diagnostics) terminal.error(diagnosticLine(path, each));
    }
    return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};
