import {
  ATTACH_TYPES,
  CONSTANTS,
  contextOf,
  HELPERS,
  type Helper,
  helperAvailable,
  MAP_CREATE_FLAGS,
  MAP_TYPES,
  mapTypeFacts,
  PROGRAM_TYPES,
  type ProgramTypeName,
  programTypeFacts,
  VALUE_FORMATS,
  verdictsOf,
} from '@skep/abi';
import { operationDoc } from '@skep/isa';
import { MEMORY_TYPE_NAMES } from '../kernel-operators.ts';
import { ASSIGNMENT_WORDS } from '../parse/kernel/assignment.ts';
import { ATOMIC_CALLS } from '../parse/kernel/atomic.ts';
import { MNEMONICS } from '../parse/mnemonic/mnemonics.ts';
import { DIRECTIVES, MAP_OPTIONS } from '../source/directive-names.ts';
import { describeConstant, describeHelper, describeOperation, describeRegister } from './describe.ts';
import type { SymbolKind } from './symbols.ts';

export type CompletionKind =
  | 'statement'
  | 'mnemonic'
  | 'directive'
  | 'register'
  | 'helper'
  | 'field'
  | 'keyword'
  | 'type'
  | SymbolKind;

export interface Completion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What replaces `Completions.range`. */
  readonly insert: string;
  /** `insert` has tab stops: `$1`, `${1:text}`, `${1|one,two|}`. */
  readonly isSnippet: boolean;
  /** Beside the label: a signature, a value, the type of a map. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Lower comes first; among equals the editor decides. */
  readonly rank: number;
}

type Extra = Partial<Pick<Completion, 'insert' | 'detail' | 'documentation' | 'rank'>>;

export const item = (kind: CompletionKind, label: string, extra: Extra = {}): Completion => ({
  kind,
  label,
  insert: label,
  isSnippet: false,
  rank: 1,
  ...extra,
});

const documented = (facts: { readonly doc: string } | undefined): Extra =>
  facts === undefined ? {} : { documentation: facts.doc };

/** Behind what the program itself offers. */
const LATER = 2;
const LAST = 3;

const HELPER_ITEMS: readonly (readonly [Helper, Completion])[] = HELPERS.map((helper) => [
  helper,
  item('helper', helper.name, { detail: helper.signature, documentation: describeHelper(helper), rank: LATER }),
]);

/** Helpers, those that the program may not call last. */
export const helperItems = (type: ProgramTypeName): readonly Completion[] =>
  HELPER_ITEMS.map(([helper, found]) => (helperAvailable(helper, type) === false ? { ...found, rank: LAST } : found));

const CONSTANT_ITEMS: readonly Completion[] = [...CONSTANTS.values()].map((constant) =>
  item('constant', constant.name, {
    detail: String(constant.value),
    documentation: describeConstant(constant),
    rank: LAST,
  }),
);

/** Constants of Linux; the program's own return codes and its context's fields come first. */
export function constantItems(type: ProgramTypeName): readonly Completion[] {
  const verdicts = new Set(verdictsOf(type).map(({ name }) => name));
  const context = contextOf(type);
  return CONSTANT_ITEMS.map((found) => {
    const isField = context !== undefined && found.label.startsWith(`${context.name}.`);
    if (!isField && !verdicts.has(found.label)) return found;
    return { ...found, kind: isField ? 'field' : 'constant', rank: LATER };
  });
}

export const MNEMONIC_ITEMS: readonly Completion[] = [...MNEMONICS].map(([name, [operation]]) => {
  const detail = operationDoc(operation!).pseudoCode;
  return item('mnemonic', name, { detail, documentation: describeOperation(operation!), rank: LATER });
});

export const DIRECTIVE_ITEMS: readonly Completion[] = Object.entries(DIRECTIVES).map(([name, { usage, doc }]) =>
  item('directive', name, { detail: usage, documentation: doc, rank: LATER }),
);

export const REGISTER_ITEMS: readonly Completion[] = Array.from({ length: 11 }, (_, number) =>
  item('register', `r${number}`, { documentation: describeRegister(number, 64) }),
);
export const HALF_REGISTER_ITEMS: readonly Completion[] = Array.from({ length: 11 }, (_, number) =>
  item('register', `w${number}`, { documentation: describeRegister(number, 32), rank: LATER }),
);

export const PROGRAM_TYPE_ITEMS: readonly Completion[] = PROGRAM_TYPES.slice(1).map((type) =>
  item('type', type, documented(programTypeFacts(type))),
);
export const MAP_TYPE_ITEMS: readonly Completion[] = MAP_TYPES.slice(1).map((type) =>
  item('type', type, documented(mapTypeFacts(type))),
);
export const FORMAT_ITEMS: readonly Completion[] = VALUE_FORMATS.map((format) => item('type', format));
export const MAP_OPTION_ITEMS: readonly Completion[] = Object.entries(MAP_OPTIONS).map(([option, doc]) =>
  item('keyword', `${option}=`, { documentation: doc }),
);

/** Flags as the language writes them, those first that the type of the map takes. */
export function flagItems(mapType: string): readonly Completion[] {
  const type = MAP_TYPES.find((name) => name === mapType);
  const fitting = type === undefined ? [] : (mapTypeFacts(type)?.flags ?? []);
  return MAP_CREATE_FLAGS.map((flag) =>
    item('constant', flag.name.slice('BPF_F_'.length).toLowerCase(), {
      detail: flag.name,
      documentation: describeConstant(flag),
      rank: fitting.includes(flag.name) ? 1 : LAST,
    }),
  );
}

/** Attach types, those first that programs of the type take. */
export function attachItems(type: ProgramTypeName | undefined): readonly Completion[] {
  const fitting: readonly string[] = type === undefined ? [] : (programTypeFacts(type)?.attachTypes ?? []);
  return ATTACH_TYPES.map((name) => item('type', name, { rank: fitting.includes(name) ? 1 : LAST }));
}

/** What can stand between `*(` and ` *)`. */
export const MEMORY_TYPE_ITEMS: readonly Completion[] = MEMORY_TYPE_NAMES.map((name) =>
  item('type', name, { insert: `${name} *` }),
);

/** Operations that are written as words behind `r0 =`. */
export const OPERATION_ITEMS: readonly Completion[] = [...ASSIGNMENT_WORDS, ...ATOMIC_CALLS].map((word) =>
  item('keyword', word, { rank: LATER }),
);

export const LICENSE_ITEMS: readonly Completion[] = ['GPL', 'Dual BSD/GPL', 'Dual MIT/GPL', 'MIT'].map((license) =>
  item('keyword', license),
);
