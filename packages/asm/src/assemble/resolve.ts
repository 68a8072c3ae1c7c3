import { HELPERS, helperAvailable, helperById, helperByName, type ProgramTypeName } from '@skep/abi';
import type { TextRange } from '@skep/base';
import { type Instruction, type Operation, type OperationName, operation } from '@skep/isa';
import type {
  Draft,
  FunctionLoadDraft,
  MapLoadDraft,
  MapReference,
  NamedCallDraft,
  OperationDraft,
  SymbolLoadDraft,
  Target,
} from '../parse/draft.ts';
import { type Problems, quote } from '../text/problems.ts';
import type { Layout } from './layout.ts';
import type { FieldReader } from './numbers.ts';
import type { ConstantScope } from './scope.ts';

/** An instruction's fields, without its place. */
export type Fields = Omit<Instruction, 'pc'>;

/** Everything that the names in one program can mean. */
export interface Meanings {
  readonly layout: Layout;
  /** Places by the label that jumps to `exit` mean where there is no such label. */
  readonly exitOf: (pc: number) => number | undefined;
  /** Indices by name. */
  readonly maps: ReadonlyMap<string, number>;
  readonly programName: string;
  readonly programType: ProgramTypeName;
  readonly scope: ConstantScope;
  readonly numbers: FieldReader;
  readonly kfunc: (name: string) => number | undefined;
  readonly problems: Problems;
}

function fieldsOf(op: Operation, fields: Partial<Omit<Fields, 'op'>>): Fields {
  const { src = 0, off = 0, imm = 0 } = op.select;
  return { op, dst: 0, src, off, imm, nextImm: 0, ...fields };
}

const named = (name: OperationName, fields: Partial<Omit<Fields, 'op'>>): Fields => fieldsOf(operation(name), fields);

/** Turns drafts into instructions, once every name's meaning is known. Answers `undefined` after reporting. */
export class Resolver {
  readonly #meanings: Meanings;

  constructor(meanings: Meanings) {
    this.#meanings = meanings;
  }

  resolve(draft: Draft, pc: number): Fields | undefined {
    switch (draft.kind) {
      case 'operation':
        return this.#operation(draft, pc);
      case 'named-call':
        return this.#namedCall(draft, pc);
      case 'map-load':
        return this.#mapLoad(draft);
      case 'function-load':
        return this.#functionLoad(draft, pc);
      case 'symbol-load':
        return this.#symbolLoad(draft, pc);
    }
  }

  #operation(draft: OperationDraft, pc: number): Fields | undefined {
    const { op, dst, src } = draft;
    const off = this.#off(draft, pc);
    const imm = this.#imm(draft, pc);
    if (off === undefined || imm === undefined) return undefined;
    if (op.name === 'CallHelper') this.#checkHelper(imm[0], draft.range);
    return fieldsOf(op, { dst, src, off, imm: imm[0], nextImm: imm[1] });
  }

  #off({ op, off, target }: OperationDraft, pc: number): number | undefined {
    const { numbers } = this.#meanings;
    if (op.fields.off === 'jump' && target !== undefined) return this.#distance(target, pc, 16);
    if (off === undefined) return op.select.off ?? 0;
    return op.fields.off === 'index' ? numbers.count(off, 0x7fff, 'The index of a BTF') : numbers.offset(off);
  }

  /** Both halves; the upper is 0 for instructions of one slot. */
  #imm(draft: OperationDraft, pc: number): readonly [number, number] | undefined {
    const { op, imm, nextImm, target } = draft;
    const { numbers } = this.#meanings;
    if (op.fields.imm === 'jump' && target !== undefined) return withUpper(this.#distance(target, pc, 32));
    if (imm === undefined) return [op.select.imm ?? 0, 0];
    if ('kind' in imm) {
      if (op.slots === 2 && nextImm === undefined) return numbers.wide(imm);
      const upper = nextImm === undefined ? 0 : numbers.imm(nextImm);
      const lower = numbers.imm(imm);
      if (lower !== undefined && op.slots === 1) this.#hintSignExtension(draft, lower);
      return lower === undefined || upper === undefined ? undefined : [lower, upper];
    }
    const [upper, lower] = [numbers.half(imm[0]), numbers.half(imm[1])];
    return upper === undefined || lower === undefined ? undefined : [(upper << 16) | lower, 0];
  }

  /** `r1 = 0xffffffff` surprises: the register becomes all ones. */
  #hintSignExtension({ op, imm }: OperationDraft, field: number): void {
    const { form } = op;
    if (form.kind !== 'alu' || form.bits !== 64 || field >= 0 || imm === undefined || !('kind' in imm)) return;
    if (imm.kind !== 'number' || imm.value >= 1n << 63n) return;
    const extended = BigInt.asUintN(64, BigInt(field)).toString(16);
    const message = `The immediate is 32 bits wide and sign-extended to 64: the operand is 0x${extended}.`;
    this.#meanings.problems.report('sign-extended', imm.range, message, { severity: 'hint' });
  }

  #distance(target: Target, pc: number, bits: 16 | 32): number | undefined {
    const { numbers, problems } = this.#meanings;
    if (target.kind === 'distance') {
      return bits === 16 ? numbers.distance(target.distance) : numbers.imm(target.distance);
    }
    const to = this.#place(target.name, pc) ?? this.#reportUnknownLabel(target.name, target.range, pc);
    if (to === undefined) return undefined;
    if (to === this.#meanings.layout.slots) {
      const message = `${quote(target.name)} stands behind the last instruction; something must follow it, such as \`exit\`.`;
      problems.report('label-at-end', target.range, message);
    }
    const distance = to - pc - 1;
    if (bits === 32 || (distance >= -0x8000 && distance <= 0x7fff)) return distance;
    const message = `${quote(target.name)} is ${distance} slots away; this jump reaches -32768 to 32767. Use \`gotol\` (\`ja32\`).`;
    problems.report('jump-range', target.range, message);
    return undefined;
  }

  #place(name: string, pc: number): number | undefined {
    const { layout, programName, exitOf } = this.#meanings;
    const label = layout.labels.get(name);
    if (label !== undefined) return label.pc;
    if (name === programName) return 0;
    return name === 'exit' ? exitOf(pc) : undefined;
  }

  /** The distance that a constant stands for, if the name is one. */
  #reportUnknownLabel(name: string, range: TextRange, pc: number): number | undefined {
    const { layout, scope, problems } = this.#meanings;
    const constant = scope.constants.get(name);
    if (constant !== undefined) return pc + 1 + Number(BigInt.asIntN(32, constant.value));
    const message = `There is no label ${quote(name)} in this program.`;
    problems.unknownName('unknown-label', range, name, message, () => layout.labels.keys());
    return undefined;
  }

  #namedCall(draft: NamedCallDraft, pc: number): Fields | undefined {
    const { name, callee } = draft;
    if (callee === 'kfunc') return this.#kfuncCall(draft);
    const place = callee === 'helper' || draft.number !== undefined ? undefined : this.#functionPlace(name);
    if (place !== undefined) return named('CallLocal', { imm: place - pc - 1 });
    if (callee !== 'local') {
      const helper = helperByName(name);
      if (helper !== undefined || name === 'unknown' || name === 'bpf_unspec' || callee === 'helper') {
        return this.#helperCall(draft, helper?.id);
      }
      if (draft.number !== undefined || this.#meanings.kfunc(name) !== undefined) return this.#kfuncCall(draft);
    }
    return this.#reportUnknownFunction(draft);
  }

  #functionPlace(name: string): number | undefined {
    const { layout, programName } = this.#meanings;
    return layout.labels.get(name)?.pc ?? (name === programName ? 0 : undefined);
  }

  /** Some helpers are there for certain types of programs only. */
  #checkHelper(id: number, range: TextRange): void {
    const { programType, problems } = this.#meanings;
    const helper = helperById(id);
    if (helper === undefined || helperAvailable(helper, programType) !== false) return;
    const message = `Linux does not let ${programType} programs call ${helper.name}.`;
    problems.report('helper-unavailable', range, message, { severity: 'warning' });
  }

  /** A helper by name, by number, or by both, which then must agree. */
  #helperCall(draft: NamedCallDraft, id: number | undefined): Fields | undefined {
    const { numbers, problems } = this.#meanings;
    if (id !== undefined) this.#checkHelper(id, draft.nameRange);
    if (draft.number === undefined) {
      return id === undefined ? this.#reportUnknownFunction(draft) : named('CallHelper', { imm: id });
    }
    const imm = numbers.imm(draft.number);
    if (imm === undefined) return undefined;
    if (id === undefined || id === imm) return named('CallHelper', { imm });
    const other = helperById(imm);
    if (other === undefined) {
      // bpftool shows the address of a loaded program's helper in the place of its number.
      const message = `${imm} is no helper's number; the call goes to ${draft.name}, number ${id}.`;
      problems.report('helper-number', draft.range, message, {
        severity: 'warning',
        suggestion: `call ${draft.name}#${id}`,
      });
      return named('CallHelper', { imm: id });
    }
    const message = `${draft.name} is helper ${id}, but number ${imm} is ${other.name}.`;
    problems.report('helper-mismatch', draft.range, message, { suggestion: `call ${draft.name}#${id}` });
    return undefined;
  }

  #kfuncCall(draft: NamedCallDraft): Fields | undefined {
    const { numbers, kfunc, problems } = this.#meanings;
    const off = draft.index === undefined ? 0 : numbers.count(draft.index, 0x7fff, 'The index of a BTF');
    const imm = draft.number === undefined ? kfunc(draft.name) : numbers.imm(draft.number);
    if (imm === undefined && draft.number === undefined) {
      const message = `The BTF number of the kernel function ${quote(draft.name)} is not known; write \`call kfunc NUMBER\`.`;
      problems.report('unknown-kfunc', draft.nameRange, message);
    }
    return imm === undefined || off === undefined ? undefined : named('CallKfunc', { imm, off });
  }

  #reportUnknownFunction({ name, nameRange, callee }: NamedCallDraft): undefined {
    const { layout, problems } = this.#meanings;
    const candidates = function* (): Iterable<string> {
      yield* layout.labels.keys();
      for (const helper of callee === 'local' ? [] : HELPERS) {
        yield helper.name;
        yield helper.name.slice('bpf_'.length);
      }
    };
    const what = callee === 'local' ? 'no function' : 'neither a function of this program nor a helper';
    const message = `${quote(name)} is ${what}.`;
    problems.unknownName('unknown-function', nameRange, name, message, candidates);
    return undefined;
  }

  #mapIndex(map: MapReference): number | undefined {
    const { maps, numbers, problems } = this.#meanings;
    if (map.kind === 'number') {
      const number = numbers.imm(map.number);
      if (number !== undefined && (number < 0 || number >= maps.size)) {
        const message = `There is no map number ${number}; this source declares ${maps.size} with \`.map\`.`;
        problems.report('undeclared-map', map.range, message, { severity: 'warning' });
      }
      return number;
    }
    const index = maps.get(map.name);
    if (index === undefined) {
      const how = maps.size === 0 ? ' Declare it with `.map`.' : '';
      const message = `There is no map ${quote(map.name)}.${how}`;
      problems.unknownName('unknown-map', map.range, map.name, message, () => maps.keys());
    }
    return index;
  }

  #mapLoad({ dst, map, byIndex, valueOffset }: MapLoadDraft): Fields | undefined {
    const imm = this.#mapIndex(map);
    const nextImm = valueOffset === undefined ? 0 : this.#meanings.numbers.imm(valueOffset);
    if (imm === undefined || nextImm === undefined) return undefined;
    const name = valueOffset === undefined ? (byIndex ? 'LoadMapIdx' : 'LoadMapFd') : undefined;
    return named(name ?? (byIndex ? 'LoadMapIdxValue' : 'LoadMapValue'), { dst, imm, nextImm });
  }

  #functionLoad({ dst, target }: FunctionLoadDraft, pc: number): Fields | undefined {
    const imm = this.#distance(target, pc, 32);
    return imm === undefined ? undefined : named('LoadFunc', { dst, imm });
  }

  #symbolLoad({ dst, name, nameRange }: SymbolLoadDraft, pc: number): Fields | undefined {
    const { maps, scope } = this.#meanings;
    const map = maps.get(name);
    if (map !== undefined) return named('LoadMapFd', { dst, imm: map });
    const place = this.#functionPlace(name);
    if (place !== undefined) return named('LoadFunc', { dst, imm: place - pc - 1 });
    const value = scope.lookUp(name, nameRange);
    if (value === undefined) return undefined;
    const [imm, nextImm] = [BigInt.asIntN(32, value), BigInt.asIntN(32, value >> 32n)].map(Number) as [number, number];
    return named('LoadImm64', { dst, imm, nextImm });
  }
}

const withUpper = (lower: number | undefined): readonly [number, number] | undefined =>
  lower === undefined ? undefined : [lower, 0];
