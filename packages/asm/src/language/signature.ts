import { type Helper, type HelperArgument, helperById, helperByName } from '@skep/abi';
import type { Draft } from '../parse/draft.ts';
import { analyze, type LanguageOptions, type TextPosition } from './analysis.ts';

/** An argument of a helper: the register that carries it, and what it must be. */
export interface SignatureParameter {
  /** `r1` to `r5`. */
  readonly register: string;
  /** `const void *key` */
  readonly label: string;
  /** One sentence, in the verifier's terms. */
  readonly documentation: string;
}

export interface Signature {
  readonly helper: Helper;
  /** As C writes it. */
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly SignatureParameter[];
  /** What r0 holds after the call. */
  readonly returns: string;
}

const KIND_TEXTS: Readonly<Partial<Record<HelperArgument['kind'], string>>> = {
  map: 'A map.',
  'map-key': 'Address of a key of the map.',
  'map-value': 'Address of a value of the map.',
  mem: 'Address of memory; its size is the next argument.',
  size: 'A number of bytes, at least 1.',
  'size-or-zero': 'A number of bytes; 0 is allowed.',
  ctx: 'The context that the program was given.',
  any: 'Any initialized value.',
  scalar: 'A number.',
  func: 'A function of this program: `func[name]`.',
  'const-str': 'Address of a text in read-only memory.',
  unchecked: 'Not looked at.',
};

const pointerTo = (type: string, name: string): string => (type.endsWith('*') ? type + name : `${type} ${name}`);

function documentArgument({ kind, size, nullable, access, releases }: HelperArgument): string {
  const isMemory = kind === 'mem' && size !== undefined;
  const what = isMemory ? `Address of ${size} bytes.` : (KIND_TEXTS[kind] ?? `A ${kind.replaceAll('-', ' ')}.`);
  const writes = kind === 'mem' && access === 'write' ? ' The helper fills it.' : '';
  return `${what}${writes}${nullable ? ' NULL is allowed.' : ''}${releases ? ' The call releases it.' : ''}`;
}

function documentReturn({ returns: { kind, nullable, type } }: Helper): string {
  if (kind === 'void') return 'r0 holds nothing afterwards.';
  return `r0: ${type}${nullable ? ', NULL if there is none' : ''}`;
}

/** What a helper takes in which register, by name (with or without `bpf_`) or number. */
export function helperSignature(nameOrId: string | number): Signature | undefined {
  const helper = typeof nameOrId === 'number' ? helperById(nameOrId) : helperByName(nameOrId);
  if (helper === undefined) return undefined;
  return {
    helper,
    label: helper.signature,
    documentation: helper.summary,
    parameters: helper.args.map((argument, index) => ({
      register: `r${index + 1}`,
      label: pointerTo(argument.type, argument.name),
      documentation: documentArgument(argument),
    })),
    returns: documentReturn(helper),
  };
}

/** The helper that a call goes to, if its text tells. */
export function calledHelper(draft: Draft): Helper | undefined {
  if (draft.kind === 'named-call') return helperByName(draft.name);
  if (draft.kind !== 'operation' || draft.op.name !== 'CallHelper') return undefined;
  return draft.imm !== undefined && 'kind' in draft.imm && draft.imm.kind === 'number'
    ? helperById(Number(BigInt.asIntN(32, draft.imm.value)))
    : undefined;
}

/** The helper called in the line of a position. */
export function signatureHelp(
  text: string,
  position: TextPosition,
  options: LanguageOptions = {},
): Signature | undefined {
  const { source } = analyze(text, options);
  const statement = source.statements.find((found) => {
    return found.kind === 'instruction' && found.range.line === position.line;
  });
  const helper = statement?.kind === 'instruction' ? calledHelper(statement.draft) : undefined;
  return helper === undefined ? undefined : helperSignature(helper.id);
}
