import type { Program, ProgramTypeName, Subprogram } from '@skep/abi';
import type { TextRange } from '@skep/base';
import { SLOT_BYTES, writeSlot } from '@skep/isa';
import type { InstructionStatement, RawStatement } from '../source/statement.ts';
import type { Problems } from '../text/problems.ts';
import type { Label, Layout } from './layout.ts';
import { checkListing, fieldsOfListing } from './listing.ts';
import type { FieldReader } from './numbers.ts';
import type { Fields, Resolver } from './resolve.ts';

export interface ProgramHeading {
  readonly name: string;
  readonly type: ProgramTypeName;
  readonly expectedAttachType?: string;
  /** Where the program is declared, or its first line. */
  readonly range: TextRange;
}

/** A function of a program: where it begins and what it is called. */
function subprogramsOf(heading: ProgramHeading, layout: Layout, called: ReadonlySet<number>): readonly Subprogram[] {
  const names = new Map<number, string>();
  const name = ({ pc, name: text }: Label): void => {
    if (!names.has(pc)) names.set(pc, text);
  };
  const labels = [...layout.labels.values()];
  for (const label of labels.filter(({ isFunction }) => isFunction)) name(label);
  for (const label of labels.filter(({ pc }) => called.has(pc))) name(label);
  const starts = [...new Set([...names.keys(), ...called])].filter((pc) => pc > 0 && pc < layout.slots);
  const others = starts.sort((a, b) => a - b).map((pc) => ({ name: names.get(pc) ?? `func_${pc}`, pc }));
  return [{ name: heading.name, pc: 0 }, ...others];
}

/** The slot of this program that a local call or a function's address refers to. */
function calledPlace({ op, imm }: Fields, pc: number): number | undefined {
  const isCall = op.form.kind === 'call' && op.form.callee === 'local';
  const isAddress = op.form.kind === 'load-imm64' && op.form.pseudo === 'func';
  return isCall || isAddress ? pc + 1 + imm : undefined;
}

/** Writes one program's slots. */
export class ProgramWriter {
  readonly #resolver: Resolver;
  readonly #numbers: FieldReader;
  readonly #problems: Problems;
  readonly #code: Uint8Array<ArrayBuffer>;
  readonly #origins: (TextRange | undefined)[];
  readonly #called = new Set<number>();
  readonly #layout: Layout;

  constructor(layout: Layout, resolver: Resolver, numbers: FieldReader, problems: Problems) {
    this.#layout = layout;
    this.#resolver = resolver;
    this.#numbers = numbers;
    this.#problems = problems;
    this.#code = new Uint8Array(layout.slots * SLOT_BYTES);
    this.#origins = Array.from({ length: layout.slots }, () => undefined);
  }

  write(heading: ProgramHeading): Program {
    for (const { pc, statement } of this.#layout.code) {
      this.#origins[pc] = statement.range;
      if (statement.kind === 'raw') this.#writeRaw(statement, pc);
      else this.#writeInstruction(statement, pc);
    }
    const { range: _, ...fields } = heading;
    const subprograms = subprogramsOf(heading, this.#layout, this.#called);
    return { ...fields, code: this.#code, origins: this.#origins, subprograms };
  }

  #writeRaw({ words, range }: RawStatement, pc: number): void {
    for (const [index, word] of words.entries()) {
      const halves = this.#numbers.wide(word);
      if (halves === undefined) continue;
      this.#origins[pc + index] = words.length === 1 ? range : word.range;
      const view = new DataView(this.#code.buffer, (pc + index) * SLOT_BYTES, SLOT_BYTES);
      view.setInt32(0, halves[0], true);
      view.setInt32(4, halves[1], true);
    }
  }

  #writeInstruction(statement: InstructionStatement, pc: number): void {
    const written = this.#resolver.resolve(statement.draft, pc);
    if (written === undefined) return;
    const fields = fieldsOfListing(statement, written);
    checkListing(statement, fields, this.#problems);
    const place = calledPlace(fields, pc);
    if (place !== undefined) this.#called.add(place);
    const { op, dst, src, off, imm, nextImm } = fields;
    writeSlot(this.#code, pc, { opcode: op.opcode, dst, src, off, imm });
    if (op.slots === 2) writeSlot(this.#code, pc + 1, { opcode: 0, dst: 0, src: 0, off: 0, imm: nextImm });
  }
}
