import { parseArgs } from 'node:util';
import { differences } from '../batch/differences.ts';
import { type Command, UsageError } from '../command.ts';
import { readText } from '../input.ts';

function answers(path: string): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const line of readText(path).split('\n')) {
    if (line.trim() === '') continue;
    const answer = JSON.parse(line) as Record<string, unknown>;
    found.set(JSON.stringify(answer.id), answer);
  }
  return found;
}

/** Compares two files of batch answers: results, packets and maps, where both have them. */
export const diff: Command = {
  name: 'diff',
  summary: 'compare two files of batch answers',
  usage: 'OURS.jsonl THEIRS.jsonl [--json]',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [oursPath, theirsPath] = positionals;
    if (oursPath === undefined || theirsPath === undefined) throw new UsageError('diff takes two files of answers.');
    const ours = answers(oursPath);
    const theirs = answers(theirsPath);
    const found = [...theirs].flatMap(([id, answer]) =>
      differences(ours.get(id), answer).map((difference) => ({ id: JSON.parse(id) as unknown, ...difference })),
    );
    for (const difference of found) {
      const { id, field, ours: here, theirs: there } = difference;
      terminal.out(values.json ? JSON.stringify(difference) : `${String(id)}: ${field}: here ${here}, there ${there}`);
    }
    if (!values.json) {
      const different = new Set(found.map(({ id }) => JSON.stringify(id))).size;
      terminal.out(`${theirs.size} compared, ${theirs.size - different} equal, ${different} different`);
    }
    return found.length === 0 ? 0 : 1;
  },
};
