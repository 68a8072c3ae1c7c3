/** What to call the things that an instruction refers to by number. Where a name is missing, the number is printed. */
export interface InstructionNames {
  /** The place that a jump goes to. */
  readonly label?: (pc: number) => string | undefined;
  /** The function that a local call or a function's address refers to, by its first slot. */
  readonly function?: (pc: number) => string | undefined;
  /** A map by its index in the object. */
  readonly map?: (index: number) => string | undefined;
  /** A kernel function by its BTF number and the index of the BTF. */
  readonly kfunc?: (id: number, index: number) => string | undefined;
}

const PLAIN = /^[A-Za-z_.$][\w.$]*$/;
/** Words that mean something else where a name is expected. */
const RESERVED = /^(?:[rw]\d{1,3}|pc|helper|local|kfunc|runtime|kernel|unknown|sizeof)$/i;

/** A name as the source has it: quoted where it would be read as something else. */
export function quoteName(name: string): string {
  if (PLAIN.test(name) && !RESERVED.test(name)) return name;
  // Line breaks and other control characters cannot stand in a line; no tool makes such names.
  const printable = Array.from(name, (char) => (char < ' ' || char === '\u007f' ? '_' : char)).join('');
  return `"${printable.replace(/[\\"]/g, '\\$&')}"`;
}
