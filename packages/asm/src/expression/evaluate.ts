import type { TextRange } from '@skep/base';
import type { Problems } from '../text/problems.ts';
import type { BinaryOperator, Expression } from './expression.ts';

/** What names mean where an expression stands. */
export interface Scope {
  /** Reports the name and answers `undefined` if nothing has it. */
  lookUp(name: string, range: TextRange): bigint | undefined;
}

const LEAST = -(1n << 63n);
const MOST = (1n << 64n) - 1n;

function compute(
  operator: BinaryOperator,
  left: bigint,
  right: bigint,
  fail: (message: string) => undefined,
): bigint | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    case '|':
      return left | right;
    case '/':
    case '%':
      if (right === 0n) return fail('This divides by zero.');
      return operator === '/' ? left / right : left % right;
    case '<<':
    case '>>':
      if (right < 0n || right > 63n) return fail(`This shifts by ${right}; a shift moves by 0 to 63 bits.`);
      return operator === '<<' ? left << right : left >> right;
  }
}

/** The value, exact; `undefined` after reporting an unknown name, a division by zero or more than 64 bits. */
export function evaluate(expression: Expression, scope: Scope, problems: Problems): bigint | undefined {
  const fail = (message: string): undefined => {
    problems.report('bad-expression', expression.range, message);
    return undefined;
  };
  const within = (value: bigint | undefined): bigint | undefined =>
    value === undefined || (value >= LEAST && value <= MOST) ? value : fail('This number does not fit into 64 bits.');

  if (expression.kind === 'number') return within(expression.value);
  if (expression.kind === 'name') return scope.lookUp(expression.name, expression.range);
  if (expression.kind === 'unary') {
    const operand = evaluate(expression.operand, scope, problems);
    if (operand === undefined || expression.operator === '+') return operand;
    return within(expression.operator === '-' ? -operand : ~operand);
  }
  const left = evaluate(expression.left, scope, problems);
  const right = evaluate(expression.right, scope, problems);
  if (left === undefined || right === undefined) return undefined;
  return within(compute(expression.operator, left, right, fail));
}
