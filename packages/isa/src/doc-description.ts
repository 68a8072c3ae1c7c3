import type { BinaryAluName, ConditionName } from './names.ts';
import type { OperationForm, PseudoKind } from './operation.ts';
import type { Operation } from './table.ts';

type Form<Kind extends OperationForm['kind']> = Extract<OperationForm, { kind: Kind }>;

const ZERO_EXTENDED = 'The upper 32 bits of the destination become 0.';
const SIGN_EXTENDED = 'The immediate is sign-extended to 64 bits.';

const WHAT: Readonly<Record<BinaryAluName, string>> = {
  Add: 'Adds the operand to the destination; overflow wraps around.',
  Sub: 'Subtracts the operand from the destination; overflow wraps around.',
  Mul: 'Multiplies the destination by the operand and keeps the low half of the product.',
  Div: 'Divides the destination by the operand, both unsigned, rounding down. Dividing by 0 gives 0.',
  SDiv: 'Divides the destination by the operand, both signed, rounding toward 0. Dividing by 0 gives 0; the least number divided by -1 stays itself.',
  Or: 'Sets in the destination every bit that is set in the operand.',
  And: 'Clears in the destination every bit that is clear in the operand.',
  Lsh: 'Shifts the destination left, filling with zeros.',
  Rsh: 'Shifts the destination right, filling with zeros.',
  Mod: 'Takes the remainder of dividing the destination by the operand, both unsigned. A remainder by 0 leaves the destination as it is.',
  SMod: 'Takes the remainder of dividing the destination by the operand, both signed; it has the destination’s sign. A remainder by 0 leaves the destination as it is; a remainder by -1 is 0.',
  Xor: 'Flips in the destination every bit that is set in the operand.',
  Mov: 'Copies the operand into the destination.',
  Arsh: 'Shifts the destination right, filling with copies of its sign bit.',
};

const SHIFTS: ReadonlySet<BinaryAluName> = new Set(['Lsh', 'Rsh', 'Arsh']);
const BY_ZERO: ReadonlySet<BinaryAluName> = new Set(['Div', 'SDiv', 'Mod', 'SMod']);

function describeArithmetic({ code, bits, source }: Form<'alu'>): string[] {
  const sentences = [WHAT[code]];
  if (SHIFTS.has(code)) {
    const mask = bits - 1;
    sentences.push(
      source === 'reg'
        ? `Only the operand’s low ${bits === 64 ? 6 : 5} bits count (operand & ${mask}).`
        : `Linux rejects a shift by ${bits} or more.`,
    );
  }
  if (BY_ZERO.has(code) && source === 'imm') sentences.push('Linux rejects an immediate divisor of 0.');
  if (bits === 32) sentences.push(`Works on the low 32 bits. ${ZERO_EXTENDED}`);
  else if (source === 'imm' && !SHIFTS.has(code)) sentences.push(SIGN_EXTENDED);
  return sentences;
}

const TESTS: Readonly<Record<ConditionName, string>> = {
  Jeq: 'Jumps if destination and operand are equal.',
  Jgt: 'Jumps if the destination is greater than the operand, both unsigned.',
  Jge: 'Jumps if the destination is greater than or equal to the operand, both unsigned.',
  Jset: 'Jumps if destination and operand have a set bit in common.',
  Jne: 'Jumps if destination and operand differ.',
  Jsgt: 'Jumps if the destination is greater than the operand, both signed.',
  Jsge: 'Jumps if the destination is greater than or equal to the operand, both signed.',
  Jlt: 'Jumps if the destination is less than the operand, both unsigned.',
  Jle: 'Jumps if the destination is less than or equal to the operand, both unsigned.',
  Jslt: 'Jumps if the destination is less than the operand, both signed.',
  Jsle: 'Jumps if the destination is less than or equal to the operand, both signed.',
};

function describeJump({ code, bits, source }: Form<'jump'>): string[] {
  const sentences = [TESTS[code]];
  if (bits === 32) sentences.push('Compares the low 32 bits only.');
  else if (source === 'imm') sentences.push(SIGN_EXTENDED);
  return sentences;
}

function describeEndian({ order, bits }: Form<'endian'>): string[] {
  const rest = bits === 64 ? [] : [`The bits above the low ${bits} become 0.`];
  if (order === 'swap') return [`Reverses the order of the low ${bits / 8} bytes.`, ...rest];
  if (order === 'be') {
    return [
      `Converts the low ${bits} bits between the machine’s byte order and big endian, the order of network headers: on a little-endian machine the bytes are swapped.`,
      ...rest,
    ];
  }
  return [
    `Converts the low ${bits} bits between the machine’s byte order and little endian: on a little-endian machine ${bits === 64 ? 'nothing changes' : 'this only truncates'}.`,
    ...rest,
  ];
}

const CALLS: Readonly<Record<Form<'call'>['callee'], readonly string[]>> = {
  helper: [
    'Calls the kernel’s helper function with the number imm, with r1 to r5 as arguments; the result is in r0.',
    'r1 to r5 hold nothing afterwards, r6 to r9 keep their values.',
  ],
  local: [
    'Calls a function of the same program, at imm slots after the next one, with r1 to r5 as arguments; the result is in r0.',
    'The callee has a stack of its own (512 bytes) and may change r1 to r5; r6 to r9 and r10 are restored on return. At most 8 functions may be active.',
  ],
  kfunc: [
    'Calls the kernel function whose type has the BTF id imm, with r1 to r5 as arguments; the result is in r0.',
    'A module’s function is found through the file descriptor at index offset of the program’s fd_array. r1 to r5 hold nothing afterwards.',
  ],
  register: ['Calls the function whose address is in the destination.', 'Compilers may emit it, but Linux rejects it.'],
};

const MAP_BY_FD =
  'While a program is being loaded, imm is the map’s file descriptor; the kernel puts the map’s address in its place.';
const MAP_BY_INDEX = 'imm is an index into the list of file descriptors (fd_array) given when the program is loaded.';
const VALUE =
  'next_imm is an offset within the value. Only for array maps with one entry, as compilers use them for global variables.';

const WIDE: Readonly<Record<PseudoKind, readonly string[]>> = {
  imm: ['Loads a 64-bit number: the low half is imm, the high half the immediate of the second slot.'],
  'map-fd': ['Loads a map, to be passed to a helper.', MAP_BY_FD],
  'map-value': ['Loads the address of a map’s first value.', MAP_BY_FD, VALUE],
  'btf-id': [
    'Loads the address of a kernel variable, or of a per-CPU variable’s base, whose BTF id is imm.',
    'The second slot’s immediate is the file descriptor of a module’s BTF, or 0 for the kernel’s.',
  ],
  func: [
    'Loads the address of a function of the same program, at imm slots after the next one.',
    'It serves as a callback for helpers such as bpf_loop and cannot be called directly.',
  ],
  'map-idx': ['Loads a map, to be passed to a helper.', MAP_BY_INDEX],
  'map-idx-value': ['Loads the address of a map’s first value.', MAP_BY_INDEX, VALUE],
};

function describePacketLoad({ bits, indirect }: Form<'load-packet'>): string[] {
  const bytes = bits === 8 ? 'the byte' : `${bits / 8} bytes`;
  return [
    `Loads ${bytes} at offset ${indirect ? 'src + imm' : 'imm'} of the packet into r0${bits === 8 ? '' : ', converted from network byte order'}. r6 must hold the context.`,
    'Beyond the packet’s end the program ends at once and returns 0. r1 to r5 hold nothing afterwards.',
    'A remnant of classic BPF, for socket filters and the like; not for XDP.',
  ];
}

function describeAtomic({ code, bits, fetch }: Form<'atomic'>): string[] {
  const aligned = `The address must be a multiple of ${bits / 8}.`;
  const zero = bits === 32 ? ['The upper 32 bits of the register written become 0.'] : [];
  const width = bits === 32 ? '32-bit ' : '';
  if (code === 'Cmpxchg') {
    return [
      `Compares the ${width}memory cell with r0 and, if they are equal, stores the source there; in one indivisible step.`,
      'r0 always gets what the cell held before, whether it was exchanged or not.',
      ...zero,
      aligned,
    ];
  }
  if (code === 'Xchg') {
    return ['Exchanges the source and the memory cell in one indivisible step.', ...zero, aligned];
  }
  const verb = {
    Add: 'Adds the source to',
    Or: 'Ors the source into',
    And: 'Ands the source into',
    Xor: 'Exclusive-ors the source into',
  };
  const first = `${verb[code]} the memory cell in one indivisible step.`;
  return fetch ? [first, 'The source register gets what the cell held before.', ...zero, aligned] : [first, aligned];
}

function describeLoad({ bits, signed }: Form<'load'>): string[] {
  const bytes = bits === 8 ? 'one byte' : `${bits / 8} bytes`;
  const first = `Loads ${bytes} from memory at src + offset, in the machine’s byte order (little endian on most).`;
  if (signed) return [first, 'The upper bits of the destination become copies of the sign bit.'];
  return bits === 64 ? [first] : [first, 'The upper bits of the destination become 0.'];
}

function describeStore({ bits, source }: Form<'store'>): string[] {
  const bytes = bits === 8 ? 'one byte' : `${bits / 8} bytes`;
  const order = 'in the machine’s byte order (little endian on most)';
  if (source === 'reg') {
    const what = bits === 64 ? 'the source' : `the low ${bits} bits of the source`;
    return [`Stores ${what} into memory at dst + offset, ${order}.`];
  }
  const how = bits === 64 ? [SIGN_EXTENDED] : bits === 32 ? [] : ['The immediate is cut to that size.'];
  return [`Stores the immediate as ${bytes} into memory at dst + offset, ${order}.`, ...how];
}

/** What an operation does, with its edge cases, in a few sentences. */
export function descriptionOf({ form }: Operation): string {
  return sentencesOf(form).join(' ');
}

function sentencesOf(form: OperationForm): readonly string[] {
  switch (form.kind) {
    case 'alu':
      return describeArithmetic(form);
    case 'neg':
      return [
        'Replaces the destination by its negative (two’s complement); the least number stays itself.',
        ...(form.bits === 32 ? [`Works on the low 32 bits. ${ZERO_EXTENDED}`] : []),
      ];
    case 'movsx':
      return [
        `Copies the low ${form.from} bits of the source as a signed number of ${form.bits} bits.`,
        ...(form.bits === 32 ? [ZERO_EXTENDED] : []),
      ];
    case 'endian':
      return describeEndian(form);
    case 'addr-space-cast':
      return [
        'Converts an arena pointer between the program’s address space (0) and the one shared with user space (1); imm is 1 to come from space 1, 65536 to go there.',
        'Only for programs that use an arena map.',
      ];
    case 'mov-percpu':
      return [
        'Turns a per-CPU offset into this CPU’s address.',
        'The kernel itself puts it into verified programs; a program that holds it is rejected.',
      ];
    case 'ja':
      return [
        form.wide
          ? 'Jumps imm slots forward from the next instruction, or backward if negative; the distance has 32 bits.'
          : 'Jumps offset slots forward from the next instruction, or backward if negative; the distance has 16 bits.',
      ];
    case 'may-goto':
      return [
        'Counts down a hidden budget and jumps once it is used up, so that a loop is sure to end.',
        'In Linux 6.12 all of a function’s may_goto instructions share a budget of 8388608 for each call.',
      ];
    case 'jump':
      return describeJump(form);
    case 'call':
      return CALLS[form.callee];
    case 'exit':
      return ['Returns from the function; r0 is the result. From the outermost function this ends the program.'];
    case 'load-imm64':
      return [...WIDE[form.pseudo], 'Takes two slots; nothing may jump to the second.'];
    case 'load-packet':
      return describePacketLoad(form);
    case 'load':
      return describeLoad(form);
    case 'store':
      return describeStore(form);
    case 'atomic':
      return describeAtomic(form);
    case 'load-acquire':
      return [
        'Loads from memory; no access that follows in the program takes effect before it.',
        ...(form.bits === 64 ? [] : ['The upper bits of the destination become 0.']),
        `The address must be a multiple of ${form.bits / 8}.`,
      ];
    case 'store-release':
      return [
        'Stores into memory; every access that precedes it in the program takes effect before it.',
        `The address must be a multiple of ${form.bits / 8}.`,
      ];
  }
}
