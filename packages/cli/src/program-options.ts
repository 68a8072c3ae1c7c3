import { type Compilation, createSession, type Session } from '@skep/session';
import type { Terminal } from './command.ts';
import { numberOption, programTypeOption, readText, syntaxOption } from './input.ts';
import { diagnosticLine, toJson } from './report.ts';

/** Options of every command that takes a program. */
export const PROGRAM_OPTIONS = {
  syntax: { type: 'string' },
  type: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Options of every command that runs one. */
export const RUN_OPTIONS = {
  ...PROGRAM_OPTIONS,
  cpus: { type: 'string' },
  seed: { type: 'string' },
  budget: { type: 'string' },
} as const;

export const PROGRAM_USAGE = '[--type xdp] [--syntax kernel|mnemonic|auto] [--json]';
export const RUN_USAGE = `[--cpus N] [--seed N] [--budget N] ${PROGRAM_USAGE}`;

const DEFAULT_BUDGET = 10_000_000;

interface Values {
  readonly syntax?: string | undefined;
  readonly type?: string | undefined;
  readonly json?: boolean | undefined;
  readonly cpus?: string | undefined;
  readonly seed?: string | undefined;
  readonly budget?: string | undefined;
}

export interface RunSettings {
  readonly cpus: number;
  readonly seed: number;
  readonly budget: number;
}

export function runSettings(values: Values): RunSettings {
  return {
    cpus: Math.max(1, numberOption(values.cpus, '--cpus', 1)),
    seed: numberOption(values.seed, '--seed', 1),
    budget: numberOption(values.budget, '--budget', DEFAULT_BUDGET),
  };
}

/** A session with the file's program loaded; undefined when it has errors, which are then printed. */
export function loadProgram(
  path: string,
  values: Values,
  terminal: Terminal,
): { readonly session: Session; readonly compilation: Compilation } | undefined {
  const session = createSession(runSettings(values));
  const compilation = session.load({
    text: readText(path),
    syntax: syntaxOption(values.syntax),
    programType: programTypeOption(values.type),
  });
  if (compilation.object !== undefined) {
    if (!values.json) for (const each of compilation.diagnostics) terminal.error(diagnosticLine(path, each));
    return { session, compilation };
  }
  if (values.json) terminal.out(toJson({ ok: false, diagnostics: compilation.diagnostics }));
  else for (const each of compilation.diagnostics) terminal.error(diagnosticLine(path, each));
  return undefined;
}
