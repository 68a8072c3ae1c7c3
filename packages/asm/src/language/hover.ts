import { helperByName, isMapType, constant as knownConstant, MAP_CREATE_FLAGS } from '@skep/abi';
import type { TextRange } from '@skep/base';
import { operation } from '@skep/isa';
import { memoryType } from '../kernel-operators.ts';
import type { Draft } from '../parse/draft.ts';
import { isDirective } from '../source/directive-names.ts';
import { programTypeByName } from '../source/program-type-names.ts';
import type { InstructionStatement, MapStatement } from '../source/statement.ts';
import { rangeOf, registerOf, type Token, textOf } from '../text/token.ts';
import { type Analysis, analyze, type LanguageOptions, sectionAt, type TextPosition } from './analysis.ts';
import {
  describeConstant,
  describeDirective,
  describeHelper,
  describeMapType,
  describeNumber,
  describeOperation,
  describeProgramType,
  describeRegister,
} from './describe.ts';
import { nameAt, tokenAt } from './name-at.ts';
import { calledHelper } from './signature.ts';

export interface Hover {
  /** What the contents are about. */
  readonly range: TextRange;
  /** Markdown. */
  readonly contents: string;
}

const OPERATION_OF: Readonly<Record<Exclude<Draft['kind'], 'operation'>, Parameters<typeof operation>[0]>> = {
  'named-call': 'CallLocal',
  'map-load': 'LoadMapFd',
  'function-load': 'LoadFunc',
  'symbol-load': 'LoadMapFd',
};

/** The instruction's documentation, and the helper's if it calls one. */
function describeInstruction({ draft }: InstructionStatement): string {
  const helper = calledHelper(draft);
  if (helper !== undefined) return describeHelper(helper);
  return describeOperation(draft.kind === 'operation' ? draft.op : operation(OPERATION_OF[draft.kind]));
}

function describeMap({ map, type, range }: MapStatement): string {
  return `Map \`${map.name}\` of type ${type.name}, declared in line ${range.line}.`;
}

/** What a word means where it stands in a directive. */
function describeInDirective(tokens: readonly Token[], index: number): string | undefined {
  const first = tokens[0]!.text.toLowerCase();
  const text = textOf(tokens[index]!);
  if (first === '.program' && index === 1) {
    const type = programTypeByName(text.toLowerCase());
    return type === undefined ? undefined : describeProgramType(type);
  }
  if (first !== '.map') return undefined;
  if (index === 2 && isMapType(text)) return describeMapType(text);
  const flag = MAP_CREATE_FLAGS.find(({ name }) => name === `BPF_F_${text.toUpperCase()}`);
  return flag === undefined ? undefined : describeConstant(flag);
}

/** What a name refers to: first what the source declares, then what Linux does. */
function describeName(analysis: Analysis, position: TextPosition): string | undefined {
  const found = nameAt(analysis, position);
  if (found === undefined) return undefined;
  const { name, kinds } = found;
  const map = kinds.includes('map') ? analysis.maps.find((statement) => statement.map.name === name) : undefined;
  if (map !== undefined) return describeMap(map);
  const place = kinds.includes('label') ? sectionAt(analysis, position.line).places.get(name) : undefined;
  if (place !== undefined) {
    const what = place.isFunction ? 'Function' : 'Label';
    return `${what} \`${name}\`: slot ${place.pc}, line ${place.range.line}.`;
  }
  const value = kinds.includes('constant') ? analysis.values.get(name) : undefined;
  if (value !== undefined) return describeConstant({ name, value });
  const known = knownConstant(name);
  if (known !== undefined) return describeConstant(known);
  const helper = kinds.includes('label') ? helperByName(name) : undefined;
  return helper === undefined ? undefined : describeHelper(helper);
}

function describeToken(
  analysis: Analysis,
  position: TextPosition,
  tokens: readonly Token[],
  index: number,
): string | undefined {
  const token = tokens[index]!;
  switch (token.kind) {
    case 'register': {
      const { number, bits } = registerOf(token);
      return number <= 10 ? describeRegister(number, bits) : undefined;
    }
    case 'number':
      return token.text.length <= 40 ? describeNumber(BigInt(token.text)) : undefined;
    case 'word':
    case 'string': {
      const name = token.text.toLowerCase();
      if (isDirective(name)) return describeDirective(name);
      const type = memoryType(name);
      const width = type === undefined ? undefined : `${type.bits / 8} bytes${type.signed ? ', sign-extended' : ''}.`;
      return describeInDirective(tokens, index) ?? describeName(analysis, position) ?? width;
    }
    default:
      return undefined;
  }
}

/** What stands at a position, explained; `undefined` where there is nothing to say. */
export function hover(text: string, position: TextPosition, options: LanguageOptions = {}): Hover | undefined {
  const analysis = analyze(text, options);
  const found = tokenAt(analysis, position);
  if (found === undefined) return undefined;
  const token = found.tokens[found.index]!;
  const own = describeToken(analysis, position, found.tokens, found.index);
  if (own !== undefined) return { range: rangeOf(token), contents: own };
  const statement = analysis.source.statements.find((candidate): candidate is InstructionStatement => {
    if (candidate.kind !== 'instruction' || candidate.range.line !== position.line) return false;
    return candidate.range.column <= position.column && position.column <= candidate.range.endColumn;
  });
  return statement === undefined ? undefined : { range: statement.range, contents: describeInstruction(statement) };
}
