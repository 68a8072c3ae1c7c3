import { parseArgs } from 'node:util';
import { answerLine } from '../batch/answer.ts';
import { type Command, UsageError } from '../command.ts';
import { readText } from '../input.ts';

/** Answers each line of a file of requests with a line. */
export const batch: Command = {
  name: 'batch',
  summary: 'answer requests in the schema of the kernel oracle, one JSON object a line',
  usage: 'FILE.jsonl',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [path] = positionals;
    if (path === undefined) throw new UsageError('batch takes a file of requests, or - for standard input.');
    for (const line of readText(path).split('\n')) if (line.trim() !== '') terminal.out(answerLine(line));
    return 0;
  },
};
