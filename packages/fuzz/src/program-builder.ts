import { encode, type Instruction, type OperationName, operation } from '@skep/isa';

type Fields = Partial<Pick<Instruction, 'dst' | 'src' | 'off' | 'imm' | 'nextImm'>>;

/** A place that jumps can go to before it is known where it is. */
export interface Label {
  readonly id: number;
}

/** Puts a program together instruction by instruction, resolving forward jumps. */
export class ProgramBuilder {
  readonly #instructions: Omit<Instruction, 'pc'>[] = [];
  readonly #jumps: { readonly index: number; readonly pc: number; readonly label: Label }[] = [];
  readonly #places = new Map<Label, number>();
  #pc = 0;
  #labels = 0;

  /** Slots so far. */
  get length(): number {
    return this.#pc;
  }

  emit(name: OperationName, fields: Fields = {}): void {
    const op = operation(name);
    const {
      dst = 0,
      src = op.select.src ?? 0,
      off = op.select.off ?? 0,
      imm = op.select.imm ?? 0,
      nextImm = 0,
    } = fields;
    this.#instructions.push({ op, dst, src, off, imm, nextImm });
    this.#pc += op.slots;
  }

  label(): Label {
    return { id: this.#labels++ };
  }

  /** Emits a jump or local call whose distance is filled in when the label has its place. */
  jump(name: OperationName, label: Label, fields: Fields = {}): void {
    this.#jumps.push({ index: this.#instructions.length, pc: this.#pc, label });
    this.emit(name, fields);
  }

  place(label: Label): void {
    this.#places.set(label, this.#pc);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const instructions = [...this.#instructions];
    for (const { index, pc, label } of this.#jumps) {
      const instruction = instructions[index]!;
      const distance = this.#places.get(label)! - pc - 1;
      const field = instruction.op.fields.imm === 'jump' ? 'imm' : 'off';
      instructions[index] = { ...instruction, [field]: distance };
    }
    return encode(instructions);
  }
}
