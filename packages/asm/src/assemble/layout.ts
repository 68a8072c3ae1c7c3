import { slotsOf } from '../parse/draft.ts';
import type { InstructionStatement, Named, RawStatement, Statement } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';

export type CodeStatement = InstructionStatement | RawStatement;

/** A place in a program that has a name. */
export interface Label extends Named {
  readonly pc: number;
  /** Declared with `.func`. */
  readonly isFunction: boolean;
}

export interface PlacedCode {
  readonly pc: number;
  readonly statement: CodeStatement;
}

/** A program's code with every slot's place known. */
export interface Layout {
  readonly code: readonly PlacedCode[];
  readonly slots: number;
  readonly labels: ReadonlyMap<string, Label>;
}

const slotsOfStatement = (statement: CodeStatement): number =>
  statement.kind === 'raw' ? statement.words.length : slotsOf(statement.draft);

const isCode = (statement: Statement): statement is CodeStatement =>
  statement.kind === 'instruction' || statement.kind === 'raw';

function addLabel(labels: Map<string, Label>, label: Label, problems: Problems): void {
  const earlier = labels.get(label.name);
  if (earlier === undefined || (earlier.pc === label.pc && !earlier.isFunction)) {
    labels.set(label.name, label);
    return;
  }
  const message = `The name ${quote(label.name)} is given to two places of this program.`;
  const related = [{ position: { kind: 'text', range: earlier.range }, message: 'First given here.' }] as const;
  problems.report('duplicate-label', label.range, message, { related });
}

/** The slot that a verifier log or bpftool gives an instruction. */
const loggedPc = (statement: Statement): number | undefined =>
  statement.kind === 'instruction' && statement.listing?.opcode !== undefined ? statement.listing.pc : undefined;

/**
 * A verifier log shows instructions in the order it explored them, some several times. This brings them into the
 * program's order, each once. Any other source is returned as it is.
 */
function inProgramOrder(statements: readonly Statement[], problems: Problems): readonly Statement[] {
  const logged = statements.map(loggedPc);
  if (logged.includes(undefined) || logged.every((pc, index) => index === 0 || pc! > logged[index - 1]!)) {
    return statements;
  }
  const byPc = new Map<number, InstructionStatement>();
  for (const statement of statements as readonly InstructionStatement[]) {
    const pc = statement.listing!.pc!;
    const earlier = byPc.get(pc);
    if (earlier === undefined) byPc.set(pc, statement);
    else if (earlier.text !== statement.text) {
      const message = `The listing has two different instructions ${pc}: ${quote(earlier.text)} and ${quote(statement.text)}.`;
      problems.report('listing-conflict', statement.range, message);
    }
  }
  return [...byPc].sort(([a], [b]) => a - b).map(([, statement]) => statement);
}

function checkGap(previous: PlacedCode | undefined, statement: CodeStatement, problems: Problems): void {
  if (previous === undefined || statement.kind === 'raw' || previous.statement.kind === 'raw') return;
  const [before, after] = [previous.statement.listing?.pc, statement.listing?.pc];
  if (before === undefined || after === undefined || after <= before) return;
  const expected = before + slotsOfStatement(previous.statement);
  if (after === expected) return;
  const message =
    after > expected
      ? `The listing leaves out what is between ${expected} and ${after}; jumps across the gap will go wrong.`
      : `The listing numbers this instruction ${after}, but ${expected} comes next.`;
  problems.report('listing-gap', statement.range, message, { severity: 'warning' });
}

/** Gives each statement of a program its slot, and each label its place. */
export function layOut(statements: readonly Statement[], problems: Problems): Layout {
  const code: PlacedCode[] = [];
  const labels = new Map<string, Label>();
  let pc = 0;
  for (const statement of inProgramOrder(statements, problems)) {
    if (statement.kind === 'label') addLabel(labels, { ...statement.label, pc, isFunction: false }, problems);
    else if (statement.kind === 'function') addLabel(labels, { ...statement.function, pc, isFunction: true }, problems);
    else if (isCode(statement)) {
      checkGap(code.at(-1), statement, problems);
      code.push({ pc, statement });
      pc += slotsOfStatement(statement);
    }
  }
  return { code, slots: pc, labels };
}
