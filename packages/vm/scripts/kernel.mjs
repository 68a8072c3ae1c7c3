// What the scripts of this folder share: loading the project's TypeScript and asking a real kernel.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runnerImport } from 'vite';

/** The TypeScript module beside this one. */
export async function loadCases() {
  const { module } = await runnerImport(new URL('./cases.ts', import.meta.url).pathname, {
    configFile: false,
    logLevel: 'error',
  });
  return module;
}

/** The answers to requests, in their order. `oracle` is the folder that holds the program `kernel-oracle`. */
export async function askKernel(oracle, requests, options = []) {
  const child = spawn(join(oracle, 'kernel-oracle'), ['--kernel', '6.12', '--log-level', '4', ...options, '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = [];
  const done = (async () => {
    for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line));
  })();
  for (const request of requests) child.stdin.write(`${JSON.stringify(request)}\n`);
  child.stdin.end();
  await done;
  return answers;
}
