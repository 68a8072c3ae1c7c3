import { helperById } from '@skep/abi';
import { type Bits, type Instruction, jumpTarget, type OperationForm } from '@skep/isa';
import { ALU_OPERATORS, ATOMIC_OPERATORS, CONDITION_OPERATORS } from '../kernel-operators.ts';
import { type InstructionNames, quoteName } from './names.ts';
import { formatImm64, formatPseudoLoad, formatReference, signed } from './wide.ts';

/**
 * `source` can be assembled again; `log` is what Linux 6.12's verifier prints behind `(18) `, which does not mark
 * 64-bit immediates and does not tell kfuncs of modules apart.
 */
export type KernelForm = 'source' | 'log';

interface Context {
  readonly instruction: Instruction;
  readonly names: InstructionNames;
  readonly form: KernelForm;
}

const letter = (bits: 32 | 64): string => (bits === 32 ? 'w' : 'r');
const type = (bits: Bits, isSigned = false): string => `(${isSigned ? 's' : 'u'}${bits} *)`;
const address = (register: number, off: number): string => `(r${register} ${signed(off)})`;
const unsignedHex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

/** A label, or the distance that the verifier prints. */
function target({ instruction, names }: Context, distance: number): string {
  const name = names.label?.(jumpTarget(instruction)!);
  return name === undefined ? `pc${signed(distance)}` : quoteName(name);
}

function formatCall(context: Context, callee: Extract<OperationForm, { kind: 'call' }>['callee']): string {
  const { instruction, names, form } = context;
  const { imm, off, dst } = instruction;
  switch (callee) {
    case 'helper':
      return `call ${helperById(imm)?.name ?? (imm === 0 ? 'bpf_unspec' : 'unknown')}#${imm}`;
    case 'local': {
      const name = names.function?.(jumpTarget(instruction)!);
      return name === undefined ? `call pc${signed(imm)}` : `call ${quoteName(name)}`;
    }
    case 'kfunc': {
      const name = names.kfunc?.(imm, off);
      const index = off === 0 || form === 'log' ? '' : `, ${off}`;
      return `call ${name === undefined ? 'kernel-function' : quoteName(name)}#${imm}${index}`;
    }
    case 'register':
      return `callx r${dst}`;
  }
}

function formatAtomic({ instruction }: Context, form: Extract<OperationForm, { kind: 'atomic' }>): string {
  const { dst, src, off } = instruction;
  const memory = `${type(form.bits)}${address(dst, off)}`;
  const suffix = form.bits === 64 ? '64' : '';
  switch (form.code) {
    case 'Cmpxchg':
      return `r0 = atomic${suffix}_cmpxchg(${memory}, r0, r${src})`;
    case 'Xchg':
      return `r${src} = atomic${suffix}_xchg(${memory}, r${src})`;
    default:
      return form.fetch
        ? `r${src} = atomic${suffix}_fetch_${form.code.toLowerCase()}(${memory}, r${src})`
        : `lock *${memory} ${ATOMIC_OPERATORS[form.code]} r${src}`;
  }
}

function formatWide({ instruction, names, form }: Context, pseudo: string): string {
  const reference = formatReference(instruction, names);
  if (reference !== undefined) return `r${instruction.dst} = ${reference}`;
  if (pseudo !== 'imm') return formatPseudoLoad(instruction);
  return `r${instruction.dst} = ${formatImm64(instruction)}${form === 'source' ? ' ll' : ''}`;
}

/** One instruction as the verifier of Linux 6.12 prints it. */
export function formatKernel(instruction: Instruction, names: InstructionNames, kernelForm: KernelForm): string {
  const { dst, src, off, imm, op } = instruction;
  const { form } = op;
  const context = { instruction, names, form: kernelForm };
  switch (form.kind) {
    case 'alu': {
      const r = letter(form.bits);
      return `${r}${dst} ${ALU_OPERATORS[form.code]} ${form.source === 'imm' ? imm : `${r}${src}`}`;
    }
    case 'neg':
      return `${letter(form.bits)}${dst} = -${letter(form.bits)}${dst}`;
    case 'movsx':
      return `${letter(form.bits)}${dst} = (s${form.from})${letter(form.bits)}${src}`;
    case 'endian':
      return `r${dst} = ${op.mnemonic} r${dst}`;
    case 'addr-space-cast':
      return `r${dst} = addr_space_cast(r${src}, ${imm >>> 16}, ${imm & 0xffff})`;
    case 'mov-percpu':
      return `r${dst} = &(void __percpu *)(r${src})`;
    case 'ja':
      return form.wide ? `gotol ${target(context, imm)}` : `goto ${target(context, off)}`;
    case 'may-goto':
      return `may_goto ${target(context, off)}`;
    case 'jump': {
      const r = letter(form.bits);
      const second = form.source === 'imm' ? unsignedHex(imm) : `${r}${src}`;
      return `if ${r}${dst} ${CONDITION_OPERATORS[form.code]} ${second} goto ${target(context, off)}`;
    }
    case 'call':
      return formatCall(context, form.callee);
    case 'exit':
      return 'exit';
    case 'load-imm64':
      return formatWide(context, form.pseudo);
    case 'load-packet':
      return `r0 = *${type(form.bits)}skb[${form.indirect ? `r${src} + ${imm}` : imm}]`;
    case 'load':
      return `r${dst} = *${type(form.bits, form.signed)}${address(src, off)}`;
    case 'store':
      return `*${type(form.bits)}${address(dst, off)} = ${form.source === 'imm' ? imm : `r${src}`}`;
    case 'atomic':
      return formatAtomic(context, form);
    case 'load-acquire':
      return `r${dst} = load_acquire(${type(form.bits)}${address(src, off)})`;
    case 'store-release':
      return `store_release(${type(form.bits)}${address(dst, off)}, r${src})`;
  }
}
