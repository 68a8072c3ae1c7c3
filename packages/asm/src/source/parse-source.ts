import type { TextRange } from '@skep/base';
import type { Draft } from '../parse/draft.ts';
import { parseKernelInstruction } from '../parse/kernel/instruction.ts';
import { parseMnemonicInstruction } from '../parse/mnemonic/instruction.ts';
import { beginsMnemonic } from '../parse/mnemonic/mnemonics.ts';
import type { Syntax } from '../syntax.ts';
import { Cursor } from '../text/cursor.ts';
import { lexLine } from '../text/lexer.ts';
import { Problems, quote } from '../text/problems.ts';
import { rangeOf, spanOf, type Token, textOf } from '../text/token.ts';
import { detectSyntax } from './detect-syntax.ts';
import { parseDirective } from './directive.ts';
import { type SourceLine, splitLines } from './lines.ts';
import { programTypeOfSection } from './program-type-names.ts';
import type { InstructionStatement, Named, Statement } from './statement.ts';

export interface ParsedSource {
  readonly syntax: Syntax;
  readonly lines: readonly SourceLine[];
  /** In the order of the text, those that could be understood. */
  readonly statements: readonly Statement[];
}

/** A function that bpftool announces: `int count(struct xdp_md * ctx):` */
const LONGEST_PROTOTYPE = 1000;
const PROTOTYPE = /^[A-Za-z_].*?\b([A-Za-z_]\w*)\(.*\):$/;

function acceptLabel(cursor: Cursor): Token | undefined {
  if (cursor.sees('<') && cursor.sees('>', 2) && cursor.sees(':', 3)) {
    cursor.next();
    const name = cursor.next();
    cursor.next();
    cursor.next();
    return name;
  }
  const name = cursor.peek();
  if (!cursor.sees(':', 1) || !['word', 'string', 'register'].includes(name.kind)) return undefined;
  if (name.kind === 'register') {
    cursor.fail('bad-label', rangeOf(name), `${quote(name.text)} is a register; a label needs another name.`);
    return undefined;
  }
  cursor.next();
  cursor.next();
  return name;
}

class SourceParser {
  readonly #syntax: Syntax;
  readonly #problems: Problems;
  readonly #isLog: boolean;
  readonly statements: Statement[] = [];

  /** @param isLog whether the lines are a verifier log, which has messages between the instructions */
  constructor(syntax: Syntax, isLog: boolean, problems: Problems) {
    this.#syntax = syntax;
    this.#isLog = isLog;
    this.#problems = problems;
  }

  /** Reads one line; answers how many it took, for a map's braces may go over several. */
  readLine(lines: readonly SourceLine[], index: number): number {
    const line = lines[index]!;
    const mayBePrototype = line.text.endsWith('):') && line.text.length <= LONGEST_PROTOTYPE;
    const prototype = mayBePrototype ? PROTOTYPE.exec(line.text)?.[1] : undefined;
    if (prototype !== undefined && line.tokens.length > 0) {
      const range = spanOf(rangeOf(line.tokens[0]!), rangeOf(line.tokens.at(-1)!));
      this.statements.push({ kind: 'function', function: { name: prototype, range } });
      return 1;
    }
    if (line.relocation !== undefined) this.#relocate(line, line.relocation);
    if (line.section !== undefined) this.#beginSection(line, line.section);
    const cursor = new Cursor(line.tokens, this.#problems);
    for (let label = acceptLabel(cursor); label !== undefined; label = acceptLabel(cursor)) {
      this.#addLabel({ name: textOf(label), range: rangeOf(label) }, line.isSymbol === true);
    }
    cursor.markStart();
    const token = cursor.peek();
    if (token.kind === 'end') {
      this.#readBareBytes(line);
      return 1;
    }
    if (token.kind === 'word' && token.text.startsWith('.')) return this.#readDirective(lines, index, token);
    this.#readInstruction(cursor, line);
    return 1;
  }

  #readDirective(lines: readonly SourceLine[], index: number, start: Token): number {
    const line = lines[index]!;
    const tokens = line.tokens.slice(line.tokens.indexOf(start));
    const taken = start.text.toLowerCase() === '.map' ? takeBraces(lines, index, tokens) : 1;
    const directive = parseDirective(new Cursor(tokens, this.#problems), line.text);
    if (directive !== undefined) this.statements.push(directive);
    return taken;
  }

  /** A symbol of an object file is a function, save for those that LLVM makes for blocks. */
  #addLabel(label: Named, isSymbol: boolean): void {
    const isFunction = isSymbol && !/^\.?LBB\d+_\d+$/.test(label.name);
    this.statements.push(isFunction ? { kind: 'function', function: label } : { kind: 'label', label });
  }

  /** llvm-objdump numbers the instructions of each section from 0: each is a program of its own. */
  #beginSection(line: SourceLine, section: string): void {
    const range = wholeLine(line);
    const type = programTypeOfSection(section);
    this.statements.push({ kind: 'program', ...(type === undefined ? {} : { type: { name: type, range } }), range });
  }

  /** A relocation belongs to the instruction above it. */
  #relocate(line: SourceLine, name: string): void {
    const above = this.statements.at(-1);
    if (above?.kind !== 'instruction') return;
    const column = line.text.lastIndexOf(name) + 1;
    const range = { line: line.number, column, endLine: line.number, endColumn: column + name.length };
    this.statements[this.statements.length - 1] = { ...above, relocation: { name, range } };
  }

  /** llvm-objdump's `<unknown>`: the bytes beside it are all there is. */
  #readBareBytes(line: SourceLine): void {
    const bytes = line.listing?.bytes;
    if (bytes === undefined) return;
    const range = wholeLine(line);
    this.statements.push({ kind: 'raw', words: wordsOf(bytes, range), range });
  }

  #readInstruction(cursor: Cursor, line: SourceLine): void {
    const { listing, tokens } = line;
    if (listing?.bytes !== undefined && cursor.sees('<') && cursor.sees('unknown', 1) && cursor.sees('>', 2)) {
      this.#readBareBytes(line);
      return;
    }
    if (this.#isLog && listing === undefined && !this.#isInstruction(tokens.slice(tokens.indexOf(cursor.peek())))) {
      const range = spanOf(rangeOf(cursor.peek()), rangeOf(tokens.at(-1)!));
      const message = 'This line is taken for a message of the verifier and left out.';
      this.#problems.report('log-message', range, message, { severity: 'hint' });
      return;
    }
    const draft = this.#parseInstruction(cursor, listing?.opcode === WIDE_OPCODE);
    if (draft === undefined) return;
    const range = spanOf(draft.range, rangeOf(tokens.at(-1)!));
    if (listing === undefined) this.#warnOfSeparator(line);
    const text = line.text.slice(range.column - 1, range.endColumn - 1);
    const statement: InstructionStatement = { kind: 'instruction', draft, text, range };
    this.statements.push(listing === undefined ? statement : { ...statement, listing });
  }

  /** In other assemblers `;` separates instructions; here what follows is a comment, which is easy to overlook. */
  #warnOfSeparator({ text, number, comments }: SourceLine): void {
    const comment = comments.at(-1);
    if (comment === undefined || text[comment.column - 1] !== ';') return;
    const { tokens } = lexLine(text, number, comment.column);
    if (tokens.length === 0 || !this.#isInstruction(tokens)) return;
    const range = spanOf(rangeOf(tokens[0]!), rangeOf(tokens.at(-1)!));
    const message = 'A `;` begins a comment, so this instruction is left out; it needs a line of its own.';
    this.#problems.report('instruction-in-comment', range, message, { severity: 'warning' });
  }

  /** Tries without telling anybody what is wrong. */
  #isInstruction(tokens: readonly Token[]): boolean {
    return this.#parseInstruction(new Cursor(tokens, new Problems(false)), false) !== undefined;
  }

  #parseInstruction(cursor: Cursor, wide: boolean): Draft | undefined {
    if (this.#syntax === 'kernel') return parseKernelInstruction(cursor, wide, beginsMnemonic);
    return parseMnemonicInstruction(cursor);
  }
}

const wholeLine = ({ number, text }: SourceLine): TextRange => ({
  line: number,
  column: 1,
  endLine: number,
  endColumn: text.length + 1,
});

/** The opcode byte of a 64-bit immediate load. */
const WIDE_OPCODE = 0x18;

function wordsOf(bytes: Uint8Array, range: InstructionStatement['range']): RawWords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 8 }, (_, slot) => {
    return { kind: 'number', value: view.getBigUint64(8 * slot, true), hex: true, range } as const;
  });
}
type RawWords = Extract<Statement, { kind: 'raw' }>['words'];

/**
 * Appends the tokens of further lines until the braces close. A line that begins with a dot ends the search, so that
 * a brace that is never closed does not swallow the program.
 */
function takeBraces(lines: readonly SourceLine[], index: number, tokens: Token[]): number {
  const opens = (found: readonly Token[]): number =>
    found.reduce((sum, { text }) => sum + (text === '{' ? 1 : text === '}' ? -1 : 0), 0);
  let taken = 1;
  let depth = opens(tokens);
  while (depth > 0 && index + taken < lines.length) {
    const next = lines[index + taken]!;
    if (next.tokens[0]?.text.startsWith('.') === true) break;
    // Within braces a number and a colon are a key, not the column of a listing.
    const found = next.listing === undefined ? next.tokens : lexLine(next.text, next.number).tokens;
    for (const token of found) tokens.push(token);
    depth += opens(found);
    taken++;
  }
  return taken;
}

/** Reads a whole source; lines that are wrong are reported and left out. */
export function parseSource(text: string, syntax: Syntax | 'auto', problems: Problems): ParsedSource {
  const lines = splitLines(text);
  const chosen = syntax === 'auto' ? detectSyntax(lines) : syntax;
  const isLog = lines.some(({ listing }) => listing?.opcode !== undefined && listing.pc !== undefined);
  const parser = new SourceParser(chosen, isLog, problems);
  for (let index = 0; index < lines.length; ) index += parser.readLine(lines, index);
  return { syntax: chosen, lines, statements: parser.statements };
}
