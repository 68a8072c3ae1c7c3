import {
  type Constant,
  type Helper,
  type MapTypeName,
  mapTypeFacts,
  type ProgramTypeName,
  programTypeFacts,
  programTypesOfHelper,
} from '@skep/abi';
import { type Operation, operationDoc } from '@skep/isa';
import { DIRECTIVES, type DirectiveName } from '../source/directive-names.ts';
import { helperSignature } from './signature.ts';

/** Source in a Markdown block. */
const block = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

/** A number in the forms that a reader may need: decimal, hexadecimal, and signed where that differs. */
export function describeNumber(value: bigint): string {
  const unsigned = BigInt.asUintN(64, value);
  const forms = [String(value), `0x${(value < 0n ? unsigned : value).toString(16)}`];
  if (value >= 0n && value < 1n << 32n && BigInt.asIntN(32, value) < 0n) {
    forms.push(`${BigInt.asIntN(32, value)} as 32 bits`);
  } else if (value >= 1n << 63n) forms.push(String(BigInt.asIntN(64, value)));
  return forms.join(' = ');
}

export function describeOperation(operation: Operation): string {
  const { title, pseudoCode, description, availability } = operationDoc(operation);
  return paragraphs(`**${title}**`, block(pseudoCode), description, availability);
}

export function describeHelper(helper: Helper): string {
  const { parameters, returns } = helperSignature(helper.id)!;
  const rows = parameters.map(
    ({ register, label, documentation }) => `- \`${register}\`: \`${label}\`. ${documentation}`,
  );
  const types = programTypesOfHelper(helper);
  const notes = [
    `Helper ${helper.id}, since Linux ${helper.since}`,
    helper.gplOnly ? 'GPL only' : undefined,
    helper.maySleep ? 'sleepable programs only' : undefined,
    helper.changesPacketData ? 'packet pointers are invalid after the call' : undefined,
    types.length === 0 ? undefined : `for ${types.join(', ')}`,
  ];
  return paragraphs(
    block(helper.signature),
    helper.summary,
    [...rows, `- ${returns}`].join('\n'),
    notes.filter((note) => note !== undefined).join(' · '),
  );
}

export function describeConstant({ name, value, doc }: Constant): string {
  return paragraphs(`\`${name}\` = ${describeNumber(value)}`, doc);
}

export function describeDirective(name: DirectiveName): string {
  const { usage, doc } = DIRECTIVES[name];
  return paragraphs(block(usage), doc);
}

export function describeMapType(type: MapTypeName): string {
  const facts = mapTypeFacts(type);
  return facts === undefined ? '' : paragraphs(`**${type}**`, facts.doc, `Since Linux ${facts.since}.`);
}

export function describeProgramType(type: ProgramTypeName): string {
  const facts = programTypeFacts(type);
  if (facts === undefined) return '';
  const attach = facts.attachTypes.length === 0 ? undefined : `Attach types: ${facts.attachTypes.join(', ')}.`;
  return paragraphs(`**${type}**`, facts.doc, attach, `Since Linux ${facts.since}.`);
}

/** What a register is for, by the calling convention (RFC 9669 section 2.1). */
export function describeRegister(number: number, bits: 32 | 64): string {
  const roles = [
    'Return value of a call, and of the program at `exit`.',
    'First argument of a call; at the start the address of the context.',
    ...['Second', 'Third', 'Fourth', 'Fifth'].map((nth) => `${nth} argument of a call.`),
    ...[6, 7, 8, 9].map(() => 'Keeps its value across calls.'),
    'The frame pointer: the end of this function’s stack, read-only.',
  ];
  const lost = number >= 1 && number <= 5 ? ' A call leaves no readable value in it.' : '';
  const half = bits === 32 ? `The lower 32 bits of r${number}; writing it clears the upper half.` : undefined;
  return paragraphs(`**${bits === 32 ? 'w' : 'r'}${number}**`, half, `${roles[number] ?? ''}${lost}`);
}
