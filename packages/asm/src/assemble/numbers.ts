import { evaluate, type Scope } from '../expression/evaluate.ts';
import { type Expression, literalValue } from '../expression/expression.ts';
import type { Problems } from '../text/problems.ts';

/**
 * A signed field of some bits. A number that fills the field without a sign, such as 0xffffffff in 32 bits, is taken
 * as its bit pattern, for that is how the kernel and others print it.
 */
function toField(value: bigint, bits: 16 | 32, unsigned: boolean): number | undefined {
  const half = 1n << BigInt(bits - 1);
  const signed = value >= 1n << 63n ? value - (1n << 64n) : value;
  if (signed < -half || signed >= (unsigned ? 2n * half : half)) return undefined;
  return Number(BigInt.asIntN(bits, signed));
}

const isHexLiteral = (expression: Expression): boolean =>
  expression.kind === 'number' ? expression.hex : expression.kind === 'unary' && isHexLiteral(expression.operand);

/** Values of expressions as fields of an instruction; `undefined` after reporting. */
export class FieldReader {
  readonly #scope: Scope;
  readonly #problems: Problems;

  constructor(scope: Scope, problems: Problems) {
    this.#scope = scope;
    this.#problems = problems;
  }

  value(expression: Expression): bigint | undefined {
    return evaluate(expression, this.#scope, this.#problems);
  }

  /** A 32-bit immediate. */
  imm(expression: Expression): number | undefined {
    const value = this.value(expression);
    if (value === undefined) return undefined;
    const field = toField(value, 32, true);
    if (field !== undefined) return field;
    const message = `${value} does not fit into the 32 bits of this instruction's immediate; a 64-bit load (\`r1 = … ll\`, \`lddw\`) takes more.`;
    this.#problems.report('immediate-range', expression.range, message);
    return undefined;
  }

  /** The 16-bit offset of a memory access. */
  offset(expression: Expression): number | undefined {
    return this.#short(expression, 'offset-range', (value) => {
      return `An offset lies between -32768 and 32767; ${value} does not.`;
    });
  }

  /** The 16-bit distance of a jump. */
  distance(expression: Expression): number | undefined {
    return this.#short(expression, 'jump-range', (value) => {
      return `This jump reaches -32768 to 32767 slots; for ${value} use \`gotol\` (\`ja32\`).`;
    });
  }

  /** Half of an immediate, 16 bits without a sign. */
  half(expression: Expression): number | undefined {
    const value = this.value(expression);
    if (value === undefined || (value >= 0n && value <= 0xffffn)) return value === undefined ? value : Number(value);
    this.#problems.report('immediate-range', expression.range, `An address space is 0 to 65535; ${value} is none.`);
    return undefined;
  }

  /** A whole slot, or a 64-bit immediate: its lower and upper 32 bits. */
  wide(expression: Expression): readonly [number, number] | undefined {
    const value = this.value(expression);
    if (value === undefined) return undefined;
    return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];
  }

  /** A count, a size or a number of something. */
  count(expression: Expression, most: number, what: string): number | undefined {
    const value = this.value(expression);
    if (value === undefined) return undefined;
    if (value >= 0n && value <= BigInt(most)) return Number(value);
    this.#problems.report('count-range', expression.range, `${what} lies between 0 and ${most}; ${value} does not.`);
    return undefined;
  }

  #short(expression: Expression, code: string, message: (value: bigint) => string): number | undefined {
    const value = this.value(expression);
    if (value === undefined) return undefined;
    const field = toField(value, 16, isHexLiteral(expression) && (literalValue(expression) ?? 0n) >= 0n);
    if (field === undefined) this.#problems.report(code, expression.range, message(value));
    return field;
  }
}
