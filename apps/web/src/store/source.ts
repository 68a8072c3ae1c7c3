import type { ProgramTypeName } from '@skep/abi';
import type { Breakpoint, Source, Syntax } from '@skep/session';
import type { CompilationReply } from '../worker/protocol.ts';

export interface SourceState {
  readonly text: string;
  readonly syntax: Syntax;
  readonly programType: ProgramTypeName;
  /** The sample that the text was loaded from; absent once it was changed. */
  readonly sample?: string | undefined;
  /** Lines that carry a breakpoint. */
  readonly breakpointLines: ReadonlySet<number>;
  /** Breakpoints on single slots, set in the instruction list. */
  readonly breakpointSlots: readonly Breakpoint[];
  /** Counts changes of what is compiled; an answer for an older one is not taken. */
  readonly epoch: number;
  /** The newest answer, perhaps of an older text. */
  readonly compilation?: CompilationReply | undefined;
  readonly compiledEpoch: number;
  /** The newest that can run: what the panels show, also while the text on the screen has errors. */
  readonly built?: CompilationReply | undefined;
  /** Where the cursor stands in the editor. */
  readonly cursorLine?: number | undefined;
}

export const initialSource: SourceState = {
  text: '',
  syntax: 'auto',
  programType: 'xdp',
  breakpointLines: new Set(),
  breakpointSlots: [],
  epoch: 0,
  compiledEpoch: -1,
};

export function withText(source: SourceState, text: string): SourceState {
  return text === source.text ? source : { ...source, text, sample: undefined, epoch: source.epoch + 1 };
}

export function withSyntax(source: SourceState, syntax: Syntax): SourceState {
  return syntax === source.syntax ? source : { ...source, syntax, epoch: source.epoch + 1 };
}

export function withProgramType(source: SourceState, programType: ProgramTypeName): SourceState {
  return programType === source.programType ? source : { ...source, programType, epoch: source.epoch + 1 };
}

/** Takes the answer for `epoch`; an answer that came late leaves the newer one in place. */
export function withCompilation(source: SourceState, epoch: number, compilation: CompilationReply): SourceState {
  if (epoch <= source.compiledEpoch) return source;
  const built = compilation.runnable ? compilation : source.built;
  return { ...source, compilation, compiledEpoch: epoch, built };
}

export function toggleLine(source: SourceState, line: number): SourceState {
  const lines = new Set(source.breakpointLines);
  if (!lines.delete(line)) lines.add(line);
  return { ...source, breakpointLines: lines };
}

function toggleSlot(source: SourceState, { program, pc }: Breakpoint): SourceState {
  const others = source.breakpointSlots.filter((slot) => slot.program !== program || slot.pc !== pc);
  const found = others.length < source.breakpointSlots.length;
  return { ...source, breakpointSlots: found ? others : [...others, { program, pc }] };
}

/** A breakpoint set in the instruction list: the line's, where the instruction begins one; so links carry it too. */
export function toggleInstruction(source: SourceState, at: Breakpoint): SourceState {
  const line = source.built?.programs[at.program]?.instructions.find(({ pc }) => pc === at.pc)?.origin?.line;
  if (line === undefined) return toggleSlot(source, at);
  const ofLine = effectiveBreakpoints({ ...source, breakpointLines: new Set([line]), breakpointSlots: [] });
  return ofLine.some(({ program, pc }) => program === at.program && pc === at.pc)
    ? toggleLine(source, line)
    : toggleSlot(source, at);
}

export const toSource = ({ text, syntax, programType }: SourceState): Source => ({ text, syntax, programType });

/** The text on the screen is compiled without errors, so there is something to run. */
export const isRunnable = (source: SourceState): boolean =>
  source.compilation?.runnable === true && source.compiledEpoch === source.epoch;

/** The machine stands in a program that the text on the screen no longer is, because it has errors. */
export const isOutdated = ({ compilation, built }: SourceState): boolean =>
  built !== undefined && compilation?.runnable === false;

/** Slots that the lines' and the list's breakpoints stand for together. */
export function effectiveBreakpoints(
  source: Pick<SourceState, 'built' | 'breakpointLines' | 'breakpointSlots'>,
): Breakpoint[] {
  const { built, breakpointLines, breakpointSlots } = source;
  if (built === undefined) return [];
  const found = new Map<string, Breakpoint>();
  const add = (program: number, pc: number): void => void found.set(`${program}:${pc}`, { program, pc });
  built.programs.forEach(({ instructions }, program) => {
    let last: number | undefined;
    for (const { pc, origin } of instructions) {
      // Only where a line begins: one that became several instructions stops once.
      if (origin !== undefined && origin.line !== last && breakpointLines.has(origin.line)) add(program, pc);
      last = origin?.line;
    }
  });
  for (const { program, pc } of breakpointSlots) {
    if (built.programs[program]?.instructions.some((one) => one.pc === pc)) add(program, pc);
  }
  return [...found.values()];
}
