import type { Draft } from '../parse/draft.ts';
import type { Layout, PlacedCode } from './layout.ts';

const isExit = ({ statement }: PlacedCode): boolean =>
  statement.kind === 'instruction' && statement.draft.kind === 'operation' && statement.draft.op.form.kind === 'exit';

/** The name of the place that a call or a function load refers to. */
function calledName(draft: Draft): string | undefined {
  if (draft.kind === 'named-call') return draft.name;
  const target = draft.kind === 'operation' || draft.kind === 'function-load' ? draft.target : undefined;
  const isCall = draft.kind === 'function-load' || (draft.kind === 'operation' && draft.op.form.kind === 'call');
  return isCall && target?.kind === 'label' ? target.name : undefined;
}

/** Slots that functions begin at, ascending: those declared, and labels that are called. */
function functionStarts({ code, labels }: Layout): readonly number[] {
  const called = new Set(
    code.map(({ statement }) => (statement.kind === 'instruction' ? calledName(statement.draft) : undefined)),
  );
  const starts = [...labels.values()].filter(({ isFunction, name }) => isFunction || called.has(name));
  return [0, ...starts.map(({ pc }) => pc)].sort((a, b) => a - b);
}

/** The position of the first number that is at least `wanted`, in an ascending list. */
function lowerBound(numbers: readonly number[], wanted: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (numbers[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Where a jump to `exit` goes if there is no such label: to the first exit instruction, as bpf_conformance's
 * assembler has it, but within the function of the jump.
 */
export function exitFinder(layout: Layout): (pc: number) => number | undefined {
  let found: { exits: readonly number[]; starts: readonly number[] } | undefined;
  return (pc) => {
    found ??= { exits: layout.code.filter(isExit).map((code) => code.pc), starts: functionStarts(layout) };
    const { exits, starts } = found;
    const next = lowerBound(starts, pc + 1);
    const exit = exits[lowerBound(exits, starts[next - 1] ?? 0)];
    return exit !== undefined && exit < (starts[next] ?? layout.slots) ? exit : exits[0];
  };
}
