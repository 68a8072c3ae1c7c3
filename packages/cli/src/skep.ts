import { writeSync } from 'node:fs';
import process from 'node:process';
import { main } from './main.ts';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/** Writes all of it now: output through a pipe is otherwise lost when the process ends. */
function write(descriptor: number, text: string): void {
  const bytes = new TextEncoder().encode(`${text}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (problem) {
      const code = (problem as { code?: string }).code;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw problem;
    }
  }
}

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => write(STANDARD_OUTPUT, text),
  error: (text) => write(STANDARD_ERROR, text),
});
