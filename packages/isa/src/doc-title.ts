import type { BinaryAluName, ConditionName } from './names.ts';
import type { PseudoKind } from './operation.ts';
import type { Operation } from './table.ts';

const ARITHMETIC: Readonly<Record<BinaryAluName, string>> = {
  Add: 'Add',
  Sub: 'Subtract',
  Mul: 'Multiply',
  Div: 'Divide, unsigned',
  SDiv: 'Divide, signed',
  Or: 'Bitwise or',
  And: 'Bitwise and',
  Lsh: 'Shift left',
  Rsh: 'Shift right, logical',
  Mod: 'Remainder, unsigned',
  SMod: 'Remainder, signed',
  Xor: 'Bitwise exclusive or',
  Mov: 'Move',
  Arsh: 'Shift right, arithmetic',
};

const CONDITIONAL: Readonly<Record<ConditionName, string>> = {
  Jeq: 'Jump if equal',
  Jgt: 'Jump if greater, unsigned',
  Jge: 'Jump if greater or equal, unsigned',
  Jset: 'Jump if any bit is set',
  Jne: 'Jump if not equal',
  Jsgt: 'Jump if greater, signed',
  Jsge: 'Jump if greater or equal, signed',
  Jlt: 'Jump if less, unsigned',
  Jle: 'Jump if less or equal, unsigned',
  Jslt: 'Jump if less, signed',
  Jsle: 'Jump if less or equal, signed',
};

const ATOMIC = {
  Add: 'add',
  Or: 'bitwise or',
  And: 'bitwise and',
  Xor: 'bitwise exclusive or',
  Xchg: 'exchange',
  Cmpxchg: 'compare and exchange',
};

const WIDE: Readonly<Record<PseudoKind, string>> = {
  imm: 'Load a 64-bit number',
  'map-fd': 'Load a map',
  'map-value': 'Load the address of a map’s value',
  'btf-id': 'Load the address of a kernel variable',
  func: 'Load the address of a function',
  'map-idx': 'Load a map, by index',
  'map-idx-value': 'Load the address of a map’s value, by index',
};

const CALLEE = {
  helper: 'Call a helper function',
  local: 'Call a function of the program',
  kfunc: 'Call a kernel function',
  register: 'Call by address',
};

const ORDER = { le: 'Convert to little endian', be: 'Convert to big endian', swap: 'Swap bytes' };

const operandWord = (source: 'imm' | 'reg'): string => (source === 'imm' ? 'immediate' : 'register');

/** What an operation is called: `Add, 64 bits, register`. */
export function titleOf({ form }: Operation): string {
  switch (form.kind) {
    case 'alu':
      return `${ARITHMETIC[form.code]}, ${form.bits} bits, ${operandWord(form.source)}`;
    case 'neg':
      return `Negate, ${form.bits} bits`;
    case 'movsx':
      return `Move with sign extension, ${form.from} to ${form.bits} bits`;
    case 'endian':
      return `${ORDER[form.order]}, ${form.bits} bits`;
    case 'addr-space-cast':
      return 'Cast between address spaces';
    case 'mov-percpu':
      return 'Move to this CPU’s address';
    case 'ja':
      return form.wide ? 'Jump, far' : 'Jump';
    case 'may-goto':
      return 'Jump when the loop has run too often';
    case 'jump':
      return `${CONDITIONAL[form.code]}, ${form.bits} bits, ${operandWord(form.source)}`;
    case 'call':
      return CALLEE[form.callee];
    case 'exit':
      return 'Return';
    case 'load-imm64':
      return WIDE[form.pseudo];
    case 'load-packet':
      return `Load from the packet, ${form.bits} bits${form.indirect ? ', indirect' : ''}`;
    case 'load':
      return `Load${form.signed ? ' with sign extension' : ''}, ${form.bits} bits`;
    case 'store':
      return `Store, ${form.bits} bits, ${operandWord(form.source)}`;
    case 'atomic':
      return `Atomic ${form.fetch && form.code !== 'Xchg' && form.code !== 'Cmpxchg' ? 'fetch and ' : ''}${ATOMIC[form.code]}, ${form.bits} bits`;
    case 'load-acquire':
      return `Load with acquire ordering, ${form.bits} bits`;
    case 'store-release':
      return `Store with release ordering, ${form.bits} bits`;
  }
}
