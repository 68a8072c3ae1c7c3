// What the scripts of this folder share: loading the project's TypeScript and asking a real kernel.
import { spawn } from 'node:child_process';
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

/** The answers to cases of helpers. What is printed first after a boot never arrives, so something else is printed before. */
export async function askKernelAboutHelpers(oracle, cases, { casesOf, helperRequest }) {
  const printing = casesOf('format', 1, 4)[3];
  const answers = await askKernel(oracle, [printing, ...cases].map(helperRequest));
  return answers.slice(1);
}

/** The answers to requests, in their order. `oracle` is the program that asks one: a JSON request a line in, an answer a line out. */
export async function askKernel(oracle, requests, options = []) {
  const child = spawn(oracle, ['--kernel', '6.12', '--log-level', '4', ...options, '-'], {
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
