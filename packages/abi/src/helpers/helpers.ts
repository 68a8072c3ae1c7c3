import type { ProgramTypeName } from '../program-type.ts';
import { HELPER_IDS_BY_PROGRAM_TYPE } from './availability.ts';
import type { Helper } from './helper.ts';
import { formatSignature, parseSignature } from './parse-signature.ts';
import { HELPER_SIGNATURES } from './signatures.ts';
import { helperSince } from './since.ts';
import { HELPER_SUMMARIES } from './summaries.ts';

/** The helper functions of Linux 6.12, ascending by id. */
export const HELPERS: readonly Helper[] = HELPER_SIGNATURES.map((text, index) => {
  const prototype = parseSignature(text);
  const id = index + 1;
  return {
    ...prototype,
    id,
    signature: formatSignature(prototype),
    since: helperSince(id),
    summary: HELPER_SUMMARIES[prototype.name],
  };
});

const BY_NAME = new Map<string, Helper>(HELPERS.map((helper) => [helper.name, helper]));

export function helperById(id: number): Helper | undefined {
  return HELPERS[id - 1];
}

/** With or without the prefix `bpf_`. */
export function helperByName(name: string): Helper | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(`bpf_${name}`);
}

function parseRanges(text: string): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const range of text.split(' ')) {
    const [from, to] = range.split('-').map(Number);
    for (let id = from!; id <= (to ?? from!); id++) ids.add(id);
  }
  return ids;
}

const AVAILABLE = new Map(
  Object.entries(HELPER_IDS_BY_PROGRAM_TYPE).map(([type, ranges]) => [type, parseRanges(ranges)]),
);

/**
 * Whether Linux 6.12 lets programs of a type call a helper (some only with certain attach types, or only when sleepable).
 * `undefined` for `ext`, which may call what its target may call.
 */
export function helperAvailable(helper: Pick<Helper, 'id'>, type: ProgramTypeName): boolean | undefined {
  if (type === 'ext') return undefined;
  return AVAILABLE.get(type)?.has(helper.id) ?? false;
}

/** The program types that may call a helper. */
export function programTypesOfHelper(helper: Pick<Helper, 'id'>): readonly ProgramTypeName[] {
  return [...AVAILABLE].filter(([, ids]) => ids.has(helper.id)).map(([type]) => type as ProgramTypeName);
}
