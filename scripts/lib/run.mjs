import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string>} [env] added to this process's own
 * @property {boolean} [inherit] let it talk to the terminal instead of keeping what it says
 */

/**
 * @typedef {object} RunResult
 * @property {number} status exit status; 1 when a signal ended it or it did not start
 * @property {string} output standard output and error together, as they came; empty when inherited
 */

/**
 * Runs a program at the repository's root.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, { env = {}, inherit = false } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    /** @param {string} text */
    const keep = (text) => {
      output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      keep(`${program}: ${error.message}\n`);
      resolve({ status: 1, output });
    });
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

/**
 * Runs a JavaScript file with this Node.
 *
 * @param {string} file
 * @param {readonly string[]} [args]
 * @param {RunOptions} [options]
 */
export const runNode = (file, args = [], options) => run(process.execPath, [file, ...args], options);
