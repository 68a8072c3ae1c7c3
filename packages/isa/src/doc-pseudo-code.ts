import { formatImmediate } from './doc-immediate.ts';
import { type Instruction, imm64, jumpTarget, loadedFunction } from './instruction.ts';
import type { BinaryAluName, ConditionName } from './names.ts';
import type { Bits, OperationForm, PseudoKind } from './operation.ts';
import type { Operation } from './table.ts';

/** What stands for the fields of an instruction in its pseudo-code. */
interface Terms {
  readonly dst: string;
  readonly src: string;
  /** `src`, or the immediate as the operation takes it. */
  readonly operand: string;
  /** Fields are named, not filled in. */
  readonly generic: boolean;
  /** The operand is an immediate that is 0. */
  readonly zero: boolean;
  readonly imm: string;
  readonly imm64: string;
  readonly nextImm: string;
  /** `dst + offset`, `r10 - 8`. */
  readonly dstAddress: string;
  readonly srcAddress: string;
  /** A place in the packet, `imm` behind `base`. */
  readonly packetAddress: (base: string) => string;
  readonly target: string;
  readonly callee: string;
}

/** Names for the numbers that an instruction refers to; what is left out or returns `undefined` shows as a number. */
export interface PseudoCodeNames {
  /** A slot, for example a label's or a function's name. */
  readonly slot?: (pc: number) => string | undefined;
  readonly helper?: (id: number) => string | undefined;
  /** The map that a 64-bit immediate load's `imm` names. */
  readonly map?: (imm: number) => string | undefined;
}

const OPERATORS: Readonly<Record<Exclude<BinaryAluName, 'Mov'>, string>> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  SDiv: '/',
  Or: '|',
  And: '&',
  Lsh: '<<',
  Rsh: '>>',
  Mod: '%',
  SMod: '%',
  Xor: '^',
  Arsh: '>>',
};

const COMPARISONS: Readonly<Record<ConditionName, string>> = {
  Jeq: '==',
  Jgt: '>',
  Jge: '>=',
  Jset: '&',
  Jne: '!=',
  Jsgt: '>',
  Jsge: '>=',
  Jlt: '<',
  Jle: '<=',
  Jslt: '<',
  Jsle: '<=',
};

/** Operations that read their operands' sign. */
const SIGNED: ReadonlySet<string> = new Set(['SDiv', 'SMod', 'Arsh', 'Jsgt', 'Jsge', 'Jslt', 'Jsle']);
/** 32-bit operations whose lower 32 result bits depend on the operands' lower 32 bits alone, without a cast. */
const LOW_BITS_SUFFICE: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Or', 'And', 'Xor', 'Lsh']);

type Form<Kind extends OperationForm['kind']> = Extract<OperationForm, { kind: Kind }>;

/** `(s32)r1`, and plain `r1` where the whole register is taken as it is. */
function cast(code: string, bits: 32 | 64, term: string): string {
  if (SIGNED.has(code)) return `(s${bits})${term}`;
  return bits === 64 || LOW_BITS_SUFFICE.has(code) ? term : `(u32)${term}`;
}

function division(code: 'Div' | 'SDiv' | 'Mod' | 'SMod', form: Form<'alu'>, t: Terms): string {
  const left = cast(code, form.bits, t.dst);
  const right = form.source === 'imm' ? t.operand : cast(code, form.bits, t.src);
  const divides = code === 'Div' || code === 'SDiv';
  const otherwise = divides ? '0' : form.bits === 32 ? `(u32)${t.dst}` : t.dst;
  if (t.zero) return otherwise;
  const quotient = `${left} ${OPERATORS[code]} ${right}`;
  const result = form.bits === 32 && code !== 'Div' && code !== 'Mod' ? `(u32)(${quotient})` : quotient;
  if (form.source === 'imm' && !t.generic) return result;
  const divisor = form.bits === 32 && form.source === 'reg' ? `(u32)${t.src}` : t.operand;
  return `${divisor} != 0 ? ${result} : ${otherwise}`;
}

function shift(code: 'Lsh' | 'Rsh' | 'Arsh', { bits, source }: Form<'alu'>, t: Terms): string {
  const amount = source === 'imm' ? t.operand : `(${t.src} & ${bits - 1})`;
  const shifted = `${cast(code, bits, t.dst)} ${OPERATORS[code]} ${amount}`;
  return bits === 32 && code !== 'Rsh' ? `(u32)(${shifted})` : shifted;
}

/** `r1 - 3` rather than `r1 + -3`. */
function signedSum(code: BinaryAluName, t: Terms): string | undefined {
  if ((code !== 'Add' && code !== 'Sub') || !t.operand.startsWith('-')) return undefined;
  return `${t.dst} ${code === 'Add' ? '-' : '+'} ${t.operand.slice(1)}`;
}

function arithmetic(form: Form<'alu'>, t: Terms): string {
  const { code, bits } = form;
  switch (code) {
    case 'Mov':
      return `${t.dst} = ${bits === 32 && form.source === 'reg' ? `(u32)${t.src}` : t.operand}`;
    case 'Div':
    case 'SDiv':
    case 'Mod':
    case 'SMod':
      return `${t.dst} = ${division(code, form, t)}`;
    case 'Lsh':
    case 'Rsh':
    case 'Arsh':
      return `${t.dst} = ${shift(code, form, t)}`;
    default: {
      const result = signedSum(code, t) ?? `${t.dst} ${OPERATORS[code]} ${t.operand}`;
      return `${t.dst} = ${bits === 32 ? `(u32)(${result})` : result}`;
    }
  }
}

function condition({ code, bits, source }: Form<'jump'>, t: Terms): string {
  const left = SIGNED.has(code) || bits === 32 ? cast(code, bits, t.dst) : t.dst;
  const right = source === 'imm' ? t.operand : cast(code, bits, t.src);
  const test = `${left} ${COMPARISONS[code]} ${right}`;
  return `if (${code === 'Jset' ? `(${test}) != 0` : test}) goto ${t.target}`;
}

const cell = (bits: Bits, address: string, sign = 'u'): string => `*(${sign}${bits} *)(${address})`;

function atomic({ code, bits, fetch }: Form<'atomic'>, t: Terms): string {
  const memory = cell(bits, t.dstAddress);
  const source = bits === 32 ? `(u32)${t.src}` : t.src;
  if (code === 'Cmpxchg') {
    const expected = bits === 32 ? '(u32)r0' : 'r0';
    return `atomic { old = ${memory}; if (old == ${expected}) ${memory} = ${source}; r0 = old }`;
  }
  if (code === 'Xchg') return `atomic { old = ${memory}; ${memory} = ${source}; ${t.src} = old }`;
  const operator = OPERATORS[code];
  if (!fetch) return `atomic { ${memory} ${operator}= ${source} }`;
  return `atomic { old = ${memory}; ${memory} = old ${operator} ${source}; ${t.src} = old }`;
}

function packetLoad({ bits, indirect }: Form<'load-packet'>, t: Terms): string {
  const memory = cell(bits, t.packetAddress(indirect ? `packet + ${t.src}` : 'packet'));
  return `r0 = ${bits === 8 ? memory : `be${bits}(${memory})`}`;
}

const WIDE: Readonly<Record<PseudoKind, (t: Terms) => string>> = {
  imm: (t) => t.imm64,
  'map-fd': (t) => `map(${t.callee})`,
  'map-value': (t) => `&value_of(map(${t.callee})) + ${t.nextImm}`,
  'btf-id': (t) => `&kernel_variable(${t.imm})`,
  func: (t) => `&${t.target}`,
  'map-idx': (t) => `map(${t.callee})`,
  'map-idx-value': (t) => `&value_of(map(${t.callee})) + ${t.nextImm}`,
};

function call({ callee }: Form<'call'>, t: Terms): string {
  const args = '(r1, r2, r3, r4, r5)';
  if (callee === 'local') return `r0 = ${t.target}${args}`;
  if (callee === 'register') return `r0 = ${t.dst}${args}`;
  return `r0 = ${t.callee}${args}`;
}

function render({ form }: Operation, t: Terms): string {
  switch (form.kind) {
    case 'alu':
      return arithmetic(form, t);
    case 'neg':
      return `${t.dst} = ${form.bits === 32 ? `(u32)-${t.dst}` : `-${t.dst}`}`;
    case 'movsx':
      return `${t.dst} = (${form.bits === 32 ? 'u32' : 's64'})(s${form.from})${t.src}`;
    case 'endian':
      return `${t.dst} = ${form.order === 'swap' ? 'bswap' : form.order}${form.bits}(${t.dst})`;
    case 'addr-space-cast':
      return `${t.dst} = addr_space_cast(${t.src}, ${t.imm})`;
    case 'mov-percpu':
      return `${t.dst} = ${t.src} + this_cpu_offset`;
    case 'ja':
      return `goto ${t.target}`;
    case 'may-goto':
      return `if (--iterations_left < 0) goto ${t.target}`;
    case 'jump':
      return condition(form, t);
    case 'call':
      return call(form, t);
    case 'exit':
      return 'return r0';
    case 'load-imm64':
      return `${t.dst} = ${WIDE[form.pseudo](t)}`;
    case 'load-packet':
      return packetLoad(form, t);
    case 'load':
      return `${t.dst} = ${form.signed ? `(s64)${cell(form.bits, t.srcAddress, 's')}` : cell(form.bits, t.srcAddress)}`;
    case 'store': {
      const value = form.source === 'imm' || form.bits === 64 ? t.operand : `(u${form.bits})${t.src}`;
      return `${cell(form.bits, t.dstAddress)} = ${value}`;
    }
    case 'atomic':
      return atomic(form, t);
    case 'load-acquire':
      return `${t.dst} = load_acquire(${cell(form.bits, t.srcAddress)})`;
    case 'store-release': {
      const value = form.bits === 64 ? t.src : `(u${form.bits})${t.src}`;
      return `store_release(${cell(form.bits, t.dstAddress)}, ${value})`;
    }
  }
}

const refersToFunction = ({ form }: Operation): boolean => form.kind === 'call' || form.kind === 'load-imm64';

/** Casts the immediate where 32 bits of it are taken as an unsigned number. */
function genericOperand({ form }: Operation): string {
  if ('source' in form && form.source === 'reg') return 'src';
  const narrow = (form.kind === 'alu' || form.kind === 'jump') && form.bits === 32;
  const shifts = form.kind === 'alu' && (form.code === 'Rsh' || form.code === 'Arsh');
  return narrow && !shifts && !SIGNED.has(form.code) && !LOW_BITS_SUFFICE.has(form.code) ? '(u32)imm' : 'imm';
}

/** Pseudo-code with `dst`, `src`, `imm` and `offset` for the fields: `dst = (u32)(dst + src)`. */
export function pseudoCodeOf(op: Operation): string {
  const jumpField = op.fields.imm === 'jump' ? 'imm' : 'offset';
  return render(op, {
    dst: 'dst',
    src: 'src',
    operand: genericOperand(op),
    generic: true,
    zero: false,
    imm: 'imm',
    imm64: '(next_imm << 32) | (u32)imm',
    nextImm: 'next_imm',
    dstAddress: 'dst + offset',
    srcAddress: 'src + offset',
    packetAddress: (base) => `${base} + imm`,
    target: refersToFunction(op) ? 'function[pc + 1 + imm]' : `pc + 1 + ${jumpField}`,
    callee: op.form.kind === 'call' ? `${op.form.callee}[imm]` : 'imm',
  });
}

function address(register: string, offset: number): string {
  if (offset === 0) return register;
  return offset < 0 ? `${register} - ${-offset}` : `${register} + ${offset}`;
}

function calleeName(instruction: Instruction, names: PseudoCodeNames): string {
  const { op, imm } = instruction;
  if (op.form.kind !== 'call') return names.map?.(imm) ?? String(imm);
  return op.form.callee === 'helper' ? (names.helper?.(imm) ?? `helper[${imm}]`) : `kfunc[${imm}]`;
}

/** Pseudo-code of one instruction with its registers and numbers: `r0 = (u32)(r0 + 7)`. Jumps name the slot they go to. */
export function pseudoCode(instruction: Instruction, names: PseudoCodeNames = {}): string {
  const { op, imm, off } = instruction;
  const dst = `r${instruction.dst}`;
  const src = `r${instruction.src}`;
  const immediate = op.fields.imm === 'value';
  const target = jumpTarget(instruction) ?? loadedFunction(instruction) ?? 0;
  const where = refersToFunction(op) ? `function[${target}]` : String(target);
  return render(op, {
    dst,
    src,
    operand: immediate ? formatImmediate(op, imm) : src,
    generic: false,
    zero: immediate && imm === 0,
    imm: String(imm),
    imm64: `0x${imm64(instruction).toString(16)}`,
    nextImm: String(instruction.nextImm >>> 0),
    dstAddress: address(dst, off),
    srcAddress: address(src, off),
    packetAddress: (base) => address(base, imm),
    target: names.slot?.(target) ?? where,
    callee: calleeName(instruction, names),
  });
}
