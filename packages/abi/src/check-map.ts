import type { Diagnostic } from '@skep/base';
import type { MapDefinition } from './bpf-object.ts';
import { flagByName, mapFlagNames } from './flags.ts';
import { type MapTypeFacts, mapTypeFacts, type SizeRule } from './map-facts.ts';

/** Bytes of a page on x86-64. */
const PAGE_BYTES = 4096;

function describe({ min, max, step }: SizeRule): string {
  if (min === max) return String(min);
  if (step === 1) return `${min} to ${max}`;
  return min + step === max ? `${min} or ${max}` : `a multiple of ${step} from ${min} to ${max}`;
}

const fits = (size: number, { min, max, step }: SizeRule): boolean =>
  size >= min && size <= max && (size - min) % step === 0;

function checkMaxEntries(entries: number, { type, maxEntries }: MapTypeFacts): string | undefined {
  if (maxEntries === 'zero') return entries === 0 ? undefined : `must be 0, because ${type} maps have no fixed size`;
  if (entries < 1) return 'must be at least 1';
  if (maxEntries === 'positive') return undefined;
  const powerOfTwo = (entries & (entries - 1)) === 0;
  return powerOfTwo && entries % PAGE_BYTES === 0
    ? undefined
    : `is the size in bytes and must be a power of two of at least ${PAGE_BYTES}`;
}

function checkFlags(flags: number, facts: MapTypeFacts): string | undefined {
  const given = mapFlagNames(flags);
  const wrong = given.find((name) => !facts.flags.includes(name));
  if (wrong !== undefined) return `${wrong} is not a flag of ${facts.type} maps`;
  const missing = facts.requiredFlags.find((name) => !given.includes(name));
  if (missing === undefined) return undefined;
  return `${facts.type} maps need the flag ${missing} (${flagByName(missing)!.value})`;
}

/** What keeps Linux 6.12 from creating a map: sizes, number of entries and flags that do not suit its type. */
export function checkMapDefinition(map: MapDefinition): readonly Diagnostic[] {
  const facts = mapTypeFacts(map.type);
  const problem = (code: string, text: string): Diagnostic => ({
    code,
    severity: 'error',
    message: `Map ${map.name}: ${text}.`,
    ...(map.origin === undefined ? {} : { position: { kind: 'text', range: map.origin } }),
  });
  if (facts === undefined) return [problem('abi/bad-map-type', `${map.type} is not a type of map`)];
  const problems: Diagnostic[] = [];
  for (const field of ['keySize', 'valueSize'] as const) {
    if (fits(map[field], facts[field])) continue;
    const what = field === 'keySize' ? 'key' : 'value';
    const rule = describe(facts[field]);
    problems.push(
      problem(`abi/bad-${what}-size`, `the ${what}s of ${map.type} maps take ${rule} bytes, not ${map[field]}`),
    );
  }
  const entries = checkMaxEntries(map.maxEntries, facts);
  if (entries !== undefined)
    problems.push(problem('abi/bad-max-entries', `max_entries ${entries}, not ${map.maxEntries}`));
  const flags = checkFlags(map.flags, facts);
  if (flags !== undefined) problems.push(problem('abi/bad-map-flags', flags));
  return problems;
}
