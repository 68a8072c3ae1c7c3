import { type Command, type ExitStatus, type Terminal, UsageError } from './command.ts';
import { asm } from './commands/asm.ts';
import { batch } from './commands/batch.ts';
import { diff } from './commands/diff.ts';
import { disasm } from './commands/disasm.ts';
import { random } from './commands/random.ts';
import { replay } from './commands/replay.ts';
import { run } from './commands/run.ts';

const COMMANDS: readonly Command[] = [asm, disasm, run, replay, batch, random, diff];

function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'skep: assemble, run and replay eBPF programs',
    '',
    'usage: skep COMMAND [options]',
    '',
    ...lines,
    '',
    '`skep COMMAND --help` tells more.',
  ].join('\n');
}

/** `parseArgs` reports a bad command line with a TypeError that has a code. */
function isUsageProblem(problem: unknown): problem is Error {
  if (problem instanceof UsageError) return true;
  const code = problem instanceof TypeError ? (problem as TypeError & { code?: string }).code : undefined;
  return code?.startsWith('ERR_PARSE_ARGS') ?? false;
}

/** Runs a command line, without `node skep`. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(help());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    terminal.error(`skep knows no command "${name}".\n\n${help()}`);
    return 2;
  }
  if (rest.includes('--help')) {
    terminal.out(`usage: skep ${command.name} ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (problem) {
    if (!isUsageProblem(problem)) throw problem;
    terminal.error(`${problem.message}\nusage: skep ${command.name} ${command.usage}`);
    return 2;
  }
}
