import type { TextRange } from '@skep/base';
import type { Cursor } from '../text/cursor.ts';
import { rangeOf, spanOf, type Token } from '../text/token.ts';

export type UnaryOperator = '-' | '~' | '+';
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '^' | '|';

/** A number, a constant's name, or arithmetic on them. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint; readonly hex: boolean; readonly range: TextRange }
  | { readonly kind: 'name'; readonly name: string; readonly range: TextRange }
  | {
      readonly kind: 'unary';
      readonly operator: UnaryOperator;
      readonly operand: Expression;
      readonly range: TextRange;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly range: TextRange;
    };

/** How tightly operators bind, as in C. */
const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '<<': 4,
  '>>': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** More digits than any 64-bit number has, leading zeros included. */
const MOST_DIGITS = 80;
const DEEPEST = 32;
const MOST_OPERATORS = 256;

const isBinary = (token: Token): boolean => token.kind === 'punctuation' && token.text in PRECEDENCE;

export const numberExpression = (value: number | bigint, range: TextRange): Expression => ({
  kind: 'number',
  value: BigInt(value),
  hex: false,
  range,
});

function parseNumber(cursor: Cursor): Expression {
  const token = cursor.next();
  const range = rangeOf(token);
  if (token.text.length > MOST_DIGITS) {
    cursor.fail('bad-number', range, `A number of ${token.text.length} digits is too large: 64 bits hold at most 20.`);
    return numberExpression(0, range);
  }
  const hex = /^0x/i.test(token.text);
  if (!hex && /^0\d/.test(token.text)) {
    const decimal = token.text.replace(/^0+(?=\d)/, '');
    const message = `\`${token.text}\` is read as the decimal number ${decimal}; octal numbers are not known here.`;
    cursor.problems.report('leading-zero', range, message, { severity: 'warning', suggestion: decimal });
  }
  return { kind: 'number', value: BigInt(token.text), hex, range };
}

/** `LIMIT`, `xdp_md.data`, `__sk_buff.cb[1]`, `sizeof(xdp_md)` */
function parseName(cursor: Cursor): Expression {
  const token = cursor.next();
  const range = rangeOf(token);
  const isSize = token.text === 'sizeof' && cursor.sees('(');
  const isElement = token.text.includes('.') && cursor.sees('[') && cursor.sees(']', 2);
  if (!isSize && !isElement) return { kind: 'name', name: token.text, range };
  const [open, inner, close] = [cursor.next(), cursor.next(), cursor.next()];
  if (close.text !== ')' && close.text !== ']') cursor.unexpected('`)`');
  return {
    kind: 'name',
    name: token.text + open.text + inner.text + close.text,
    range: spanOf(range, rangeOf(close)),
  };
}

class ExpressionParser {
  readonly #cursor: Cursor;
  #depth = 0;
  #operators = 0;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  binary(lowest: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.#cursor.peek();
      if (!isBinary(token)) return left;
      const operator = token.text as BinaryOperator;
      if (PRECEDENCE[operator] < lowest || this.#tooLong()) return left;
      this.#cursor.next();
      const right = this.binary(PRECEDENCE[operator] + 1);
      left = { kind: 'binary', operator, left, right, range: spanOf(left.range, right.range) };
    }
  }

  unary(): Expression {
    const token = this.#cursor.peek();
    const range = rangeOf(token);
    if (this.#depth >= DEEPEST) {
      this.#cursor.fail('expression-too-deep', range, `An expression may be nested ${DEEPEST} deep at most.`);
    }
    if (token.kind === 'number') return parseNumber(this.#cursor);
    if (token.kind === 'word') return parseName(this.#cursor);
    for (const operator of ['-', '~', '+'] as const) {
      if (this.#cursor.accept(operator)) {
        const operand = this.#nested(() => this.unary());
        return { kind: 'unary', operator, operand, range: spanOf(range, operand.range) };
      }
    }
    if (this.#cursor.accept('(')) {
      const inner = this.#nested(() => this.binary(1));
      this.#cursor.expect(')');
      return inner;
    }
    this.#cursor.unexpected('a number or a constant');
    return numberExpression(0, range);
  }

  #nested(parse: () => Expression): Expression {
    this.#depth++;
    const expression = parse();
    this.#depth--;
    return expression;
  }

  #tooLong(): boolean {
    if (++this.#operators <= MOST_OPERATORS) return false;
    const range = rangeOf(this.#cursor.peek());
    this.#cursor.fail('expression-too-long', range, `An expression may have ${MOST_OPERATORS} operators at most.`);
    return true;
  }
}

/** A number, a constant, or arithmetic with `+ - * / % << >> & ^ | ~ ( )`, binding as in C. */
export function parseExpression(cursor: Cursor): Expression {
  return new ExpressionParser(cursor).binary(1);
}

/** A literal without arithmetic, perhaps negative: its value is what the author sees. */
export function literalValue(expression: Expression): bigint | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'unary' && expression.operand.kind === 'number' && expression.operator !== '~') {
    return expression.operator === '-' ? -expression.operand.value : expression.operand.value;
  }
  return undefined;
}
