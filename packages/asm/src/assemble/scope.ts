import { CONSTANTS, constant as knownConstant } from '@skep/abi';
import type { TextRange } from '@skep/base';
import { evaluate, type Scope } from '../expression/evaluate.ts';
import type { ConstantStatement, Named } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';

export interface Constant extends Named {
  readonly value: bigint;
}

/** The names that stand for numbers in one source. */
export class ConstantScope implements Scope {
  readonly #problems: Problems;
  readonly #constants = new Map<string, Constant>();
  /** Names that stand for something else, and how it is referred to: `map[counters]`. */
  readonly #others: ReadonlyMap<string, string>;
  readonly #declared: ReadonlyMap<string, TextRange>;

  /**
   * @param statements in the order of the text: a constant may use those above it
   * @param others names that are no numbers, and how to write a reference to them
   */
  constructor(statements: readonly ConstantStatement[], others: ReadonlyMap<string, string>, problems: Problems) {
    this.#problems = problems;
    this.#others = others;
    this.#declared = new Map(statements.map(({ constant }) => [constant.name, constant.range]));
    for (const statement of statements) this.#define(statement);
  }

  get constants(): ReadonlyMap<string, Constant> {
    return this.#constants;
  }

  #define({ constant, value: expression }: ConstantStatement): void {
    const earlier = this.#constants.get(constant.name);
    if (earlier !== undefined) {
      const message = `The constant ${quote(constant.name)} is defined twice.`;
      const related = [{ position: { kind: 'text', range: earlier.range }, message: 'First defined here.' }] as const;
      this.#problems.report('duplicate-constant', constant.range, message, { related });
      return;
    }
    const value = evaluate(expression, this, this.#problems);
    if (value !== undefined) this.#constants.set(constant.name, { ...constant, value });
  }

  lookUp(name: string, range: TextRange): bigint | undefined {
    const value = this.#constants.get(name)?.value ?? knownConstant(name)?.value;
    if (value === undefined) this.#reportUnknown(name, range);
    return value;
  }

  #reportUnknown(name: string, range: TextRange): void {
    const declared = this.#declared.get(name);
    const other = this.#others.get(name);
    if (declared !== undefined && declared.line >= range.line) {
      const message = `The constant ${quote(name)} is defined in line ${declared.line}; constants may only use those above them.`;
      this.#problems.report('constant-order', range, message);
    } else if (declared !== undefined) {
      // Its definition is wrong, which is reported there; until then it has no value.
      this.#problems.report('constant-without-value', range, `The constant ${quote(name)} has no value.`);
    } else if (other !== undefined) {
      const message = `${quote(name)} is not a number; write \`${other}\`.`;
      this.#problems.report('not-a-number', range, message, { suggestion: other });
    } else {
      const candidates = (): string[] => [...this.#constants.keys(), ...CONSTANTS.keys()];
      const message = `There is no constant ${quote(name)}.`;
      this.#problems.unknownName('unknown-constant', range, name, message, candidates);
    }
  }
}
