import { OPERATIONS, type Operation } from '@skep/isa';

/** Spellings that differ from the table's by rule, as ubpf, rbpf and bpf_conformance write them. */
function aliases({ mnemonic, form }: Operation): string[] {
  switch (form.kind) {
    case 'alu':
    case 'neg':
      return form.bits === 64 ? [mnemonic.replace(/64$/, '')] : [];
    case 'endian':
      return form.order === 'swap' ? [mnemonic.replace('bswap', 'swap')] : [];
    case 'load':
      return form.signed ? [`${mnemonic.replace('ldxs', 'ldx')}sx`] : [];
    case 'atomic':
      return [...xaddAliases(form), ...(form.bits === 64 ? [`${mnemonic}64`] : [])];
    default:
      return [];
  }
}

/** Before there were other atomic operations, the addition was a kind of store. */
function xaddAliases(form: Extract<Operation['form'], { kind: 'atomic' }>): string[] {
  if (form.code !== 'Add' || form.fetch) return [];
  const size = form.bits === 64 ? 'dw' : 'w';
  return [`stxxadd${size}`, `xadd${size}`];
}

function byMnemonic(): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const op of OPERATIONS) {
    if (op.form.kind === 'call') continue; // `call` decides by its operand; see parseCall.
    for (const name of new Set([op.mnemonic, ...aliases(op)])) {
      const operations = found.get(name);
      if (operations === undefined) found.set(name, [op]);
      else operations.push(op);
    }
  }
  return found;
}

/**
 * Operations by mnemonic, in lower case and with one blank between words. More than one where the operands decide:
 * register or immediate, or what a 64-bit immediate stands for.
 */
export const MNEMONICS = byMnemonic();

const FIRST_WORDS: ReadonlySet<string> = new Set(
  [...MNEMONICS.keys(), 'call', 'callx', 'ld_pseudo'].map((name) => name.split(' ')[0]!),
);

/** Whether an instruction in the mnemonic syntax can begin with this word. */
export const beginsMnemonic = (word: string): boolean => FIRST_WORDS.has(word.toLowerCase());

export const MNEMONIC_WORDS: readonly string[] = [...FIRST_WORDS];
