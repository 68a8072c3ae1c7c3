import type { InitialEntry, ValueFormat } from '@skep/abi';
import { evaluate, type Scope } from '../expression/evaluate.ts';
import type { Literal } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';
import { encodeCharacters, encodeNumber, encodeText, FORMAT_BYTES } from './value-format.ts';

const EXAMPLES: Readonly<Partial<Record<ValueFormat, string>>> = {
  ipv4: '10.0.0.1',
  ipv6: '"fe80::1"',
  mac: '02:00:00:00:00:01',
};

/** Turns the keys and values in a map's braces into bytes; `undefined` after reporting. */
export class LiteralEncoder {
  readonly #scope: Scope;
  readonly #programs: ReadonlySet<string>;
  readonly #problems: Problems;

  /** @param programs names that entries of a program array may have */
  constructor(scope: Scope, programs: ReadonlySet<string>, problems: Problems) {
    this.#scope = scope;
    this.#programs = programs;
    this.#problems = problems;
  }

  /** @param size in bytes; a list fills it element by element, in the format */
  encode(literal: Literal, size: number, format: ValueFormat | undefined): Uint8Array<ArrayBuffer> | undefined {
    if (literal.kind === 'list') return this.#list(literal, size, format);
    if (literal.kind === 'text') return this.#text(literal, size, format);
    const value = evaluate(literal.expression, this.#scope, this.#problems);
    if (value === undefined) return undefined;
    const bytes = encodeNumber(value, size, format?.startsWith('be') === true || isAddress(format));
    if (bytes !== undefined) return bytes;
    const message = `${value} does not fit into ${size} bytes.`;
    this.#problems.report('value-range', literal.range, message);
    return undefined;
  }

  /** The name of a program, for a program array. */
  program(literal: Literal): InitialEntry['value'] | undefined {
    const name = nameOf(literal);
    if (name === undefined) return this.encode(literal, 4, undefined);
    if (this.#programs.has(name)) return { program: name };
    const message = `There is no program ${quote(name)}.`;
    this.#problems.unknownName('unknown-program', literal.range, name, message, () => this.#programs);
    return undefined;
  }

  #text(
    literal: Extract<Literal, { kind: 'text' }>,
    size: number,
    format: ValueFormat | undefined,
  ): Uint8Array<ArrayBuffer> | undefined {
    const bytes = encodeText(literal.text, format) ?? encodeText(literal.text, undefined);
    if (bytes?.length === size) return bytes;
    if (format === 'u8') return this.#characters(literal, size);
    const example = format === undefined ? undefined : EXAMPLES[format];
    const wanted = example === undefined ? `${2 * size} hexadecimal digits` : `an address such as ${example}`;
    this.#problems.report('bad-value', literal.range, `Expected ${wanted}, but found ${quote(literal.text)}.`);
    return undefined;
  }

  /** `"hello\n"` for `u8[16]` */
  #characters(literal: Extract<Literal, { kind: 'text' }>, size: number): Uint8Array<ArrayBuffer> | undefined {
    const bytes = encodeCharacters(literal.text, size);
    if (bytes !== undefined) return bytes;
    const message = `This text does not fit into ${size} bytes.`;
    this.#problems.report('bad-value', literal.range, message);
    return undefined;
  }

  #list(
    literal: Extract<Literal, { kind: 'list' }>,
    size: number,
    format: ValueFormat | undefined,
  ): Uint8Array<ArrayBuffer> | undefined {
    const step = format === undefined ? 1 : FORMAT_BYTES[format];
    if (literal.items.length * step !== size) {
      const message = `Expected ${size / step} elements of ${step} bytes, but found ${literal.items.length}.`;
      this.#problems.report('bad-value', literal.range, message);
      return undefined;
    }
    const bytes = new Uint8Array(size);
    let complete = true;
    for (const [index, item] of literal.items.entries()) {
      const element = this.encode(item, step, format);
      if (element === undefined) complete = false;
      else bytes.set(element, index * step);
    }
    return complete ? bytes : undefined;
  }
}

/** A number given for an address reads as people write addresses: the highest byte first. */
const isAddress = (format: ValueFormat | undefined): boolean =>
  format === 'ipv4' || format === 'ipv6' || format === 'mac';

function nameOf(literal: Literal): string | undefined {
  if (literal.kind === 'text') return literal.text;
  return literal.kind === 'expression' && literal.expression.kind === 'name' ? literal.expression.name : undefined;
}
