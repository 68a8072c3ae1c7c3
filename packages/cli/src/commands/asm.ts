import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { loadProgram, PROGRAM_OPTIONS, PROGRAM_USAGE } from '../program-options.ts';
import { toJson } from '../report.ts';

export const asm: Command = {
  name: 'asm',
  summary: 'assemble a source file to bytes',
  usage: `FILE [--output FILE] ${PROGRAM_USAGE}`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...PROGRAM_OPTIONS, output: { type: 'string', short: 'o' } },
    });
    const [path] = positionals;
    if (path === undefined) throw new UsageError('asm takes a source file.');
    const loaded = loadProgram(path, values, terminal);
    if (loaded === undefined) return 1;
    const { object, programs, maps, syntax, diagnostics } = loaded.compilation;
    if (values.output !== undefined) writeFileSync(values.output, object!.programs[0]!.code);
    else if (values.json) {
      const listed = programs.map((program, index) => ({ ...program, code: object!.programs[index]!.code }));
      terminal.out(toJson({ ok: true, syntax, license: object!.license, programs: listed, maps, diagnostics }));
    } else {
      for (const { name, instructions } of programs) {
        if (programs.length > 1) terminal.out(`; ${name}`);
        for (const { bytes } of instructions) for (const slot of bytes.match(/.{16}/g) ?? []) terminal.out(slot);
      }
    }
    return 0;
  },
};
