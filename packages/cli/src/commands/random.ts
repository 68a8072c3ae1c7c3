import { parseArgs } from 'node:util';
import { bytesToHex } from '@skep/base';
import { verifiableProgram } from '@skep/fuzz';
import type { Command } from '../command.ts';
import { numberOption } from '../input.ts';

/** Prints requests for `skep batch` and for the kernel oracle: one random program that Linux accepts in each line. */
export const random: Command = {
  name: 'random',
  summary: 'print random programs that Linux accepts, as batch requests',
  usage: '[--count N] [--seed N]',
  async run(args, terminal) {
    const { values } = parseArgs({ args: [...args], options: { count: { type: 'string' }, seed: { type: 'string' } } });
    const count = numberOption(values.count, '--count', 100);
    const seed = numberOption(values.seed, '--seed', 1);
    for (let id = seed; id < seed + count; id++) {
      const { code, maps, packet } = verifiableProgram(id);
      const request = {
        id,
        prog_type: 'xdp',
        insns: bytesToHex(code),
        maps: maps.map(({ name, type, keySize, valueSize, maxEntries }) => ({
          name,
          type,
          key_size: keySize,
          value_size: valueSize,
          max_entries: maxEntries,
        })),
        run: { data_in: bytesToHex(packet) },
      };
      terminal.out(JSON.stringify(request));
    }
    return 0;
  },
};
