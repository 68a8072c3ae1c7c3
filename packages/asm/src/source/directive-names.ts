/** The directives, with what a reader needs to know to write one. */
export const DIRECTIVES = {
  '.program': {
    usage: '.program TYPE [NAME] [attach=ATTACH_TYPE]',
    doc: 'Begins a program. Several programs may follow each other; they share the maps and constants.',
  },
  '.license': {
    usage: '.license GPL',
    doc: 'The license that the kernel is told; GPL opens the helpers marked GPL-only.',
  },
  '.map': {
    usage: '.map NAME TYPE key=SIZE value=SIZE entries=N [flags=FLAGS] [{ KEY: VALUE, … }]',
    doc: 'Declares a map. SIZE is a format such as u32, ipv4 or u8[16], or a number of bytes.',
  },
  '.const': { usage: '.const NAME EXPRESSION', doc: 'Names a number, for use wherever a number can stand.' },
  '.func': { usage: '.func NAME', doc: 'Begins a subprogram, for `call NAME` or `func[NAME]`.' },
  '.raw': {
    usage: '.raw WORD …',
    doc: 'Slots as 64-bit numbers whose lowest byte is the opcode, for what is no instruction.',
  },
} as const;

export type DirectiveName = keyof typeof DIRECTIVES;

export const DIRECTIVE_NAMES = Object.keys(DIRECTIVES) as readonly DirectiveName[];

export const isDirective = (text: string): text is DirectiveName => Object.hasOwn(DIRECTIVES, text);

/** What compilers write between instructions that says nothing about them: symbols, alignment, debug information. */
const IGNORED =
  /^\.(?:text|globl|global|local|hidden|weak|type|size|p2align|align|balign|file|loc|ident|addrsig|addrsig_sym|cfi_\w+)$/;

export const isIgnoredDirective = (text: string): boolean => IGNORED.test(text);

/** Options of `.map`, and what stands behind their `=`. */
export const MAP_OPTIONS = {
  key: 'a format or a number of bytes',
  value: 'a format or a number of bytes',
  entries: 'how many elements the map can hold',
  flags: 'BPF_F_… flags joined by |',
} as const;
export type MapOption = keyof typeof MAP_OPTIONS;
