import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { readBytes } from '../input.ts';
import { loadProgram, RUN_OPTIONS, RUN_USAGE } from '../program-options.ts';
import { diagnosticLine, toJson } from '../report.ts';

const MOST_ENTRIES = 1024;

export const replay: Command = {
  name: 'replay',
  summary: 'run a program on every packet of a capture',
  usage: `FILE --capture FILE ${RUN_USAGE}`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...RUN_OPTIONS, capture: { type: 'string' } },
    });
    const [path] = positionals;
    if (path === undefined || values.capture === undefined)
      throw new UsageError('replay takes a source file and a capture.');
    const loaded = loadProgram(path, values, terminal);
    if (loaded === undefined) return 1;
    const { session, compilation } = loaded;
    const opened = session.openCapture(values.capture, readBytes(values.capture));
    const result = opened.ok ? await session.replay() : opened;
    if (!result.ok) {
      terminal.error(diagnosticLine(values.capture, result.error));
      return 1;
    }
    const { verdicts, counts, instructions, complete } = result.value;
    const maps = compilation.maps.map(({ name }, index) => ({
      name,
      entries: session.mapEntries(index, 0, MOST_ENTRIES),
    }));
    if (values.json) {
      terminal.out(toJson({ ok: complete, counts, instructions, verdicts, maps }));
    } else {
      for (const { verdict, packets, bytes } of counts) terminal.out(`${verdict}: ${packets} packets, ${bytes} bytes`);
      terminal.out(`${verdicts.length} packets, ${instructions} instructions`);
      if (!complete) terminal.error('The replay ended early: a run used up its budget of instructions.');
    }
    return complete ? 0 : 1;
  },
};
