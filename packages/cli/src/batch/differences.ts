/** A field in which two answers to the same request differ. */
export interface Difference {
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
}

type Json = Record<string, unknown>;

/** Fields of a run that must be equal; the others depend on the machine that it ran on. */
const RUN_FIELDS = ['ok', 'errno', 'retval', 'data_size_out', 'data_out', 'ctx_size_out', 'ctx_out'];
const LOAD_FIELDS = ['ok', 'errno'];

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function compareFields(prefix: string, fields: readonly string[], ours: Json, theirs: Json): Difference[] {
  return fields.flatMap((field) => {
    const [here, there] = [show(ours[field]), show(theirs[field])];
    return here === there ? [] : [{ field: `${prefix}.${field}`, ours: here, theirs: there }];
  });
}

function compareRuns(ours: unknown, theirs: unknown): Difference[] {
  const theirRuns = (Array.isArray(theirs) ? theirs : [theirs]) as (Json | null)[];
  const ourRuns = (Array.isArray(ours) ? ours : [ours]) as (Json | null | undefined)[];
  return theirRuns.flatMap((there, index) => {
    const here = ourRuns[index];
    if (there === null || here === null || here === undefined) {
      return there === null && here === null ? [] : [{ field: `run[${index}]`, ours: show(here), theirs: show(there) }];
    }
    return compareFields(`run[${index}]`, RUN_FIELDS, here, there);
  });
}

/** Entries in an order of their own: a hash table's order depends on a seed that nobody sees. */
function sortedEntries(map: Json): string[] {
  return ((map.entries as unknown[] | undefined) ?? []).map((entry) => JSON.stringify(entry)).sort();
}

function compareMaps(ours: Json, theirs: Json): Difference[] {
  return Object.entries(theirs).flatMap(([name, map]) => {
    const here = ours[name] as Json | undefined;
    const there = map as Json;
    if (here === undefined) return [{ field: `maps.${name}`, ours: 'nothing', theirs: show(there) }];
    const [mine, others] = [sortedEntries(here), sortedEntries(there)];
    if (mine.join() === others.join()) return [];
    return [{ field: `maps.${name}.entries`, ours: mine.join(' '), theirs: others.join(' ') }];
  });
}

/** Where our answer departs from a kernel's. A `load` that we cannot tell is no difference. */
export function differences(ours: Json | undefined, theirs: Json): Difference[] {
  if (ours === undefined) return [{ field: 'answer', ours: 'nothing', theirs: 'present' }];
  if ((ours.request_error === undefined) !== (theirs.request_error === undefined)) {
    return [{ field: 'request_error', ours: show(ours.request_error), theirs: show(theirs.request_error) }];
  }
  const load =
    ours.load === undefined ? [] : compareFields('load', LOAD_FIELDS, ours.load as Json, (theirs.load ?? {}) as Json);
  const run = theirs.run === undefined ? [] : compareRuns(ours.run, theirs.run);
  const maps = theirs.maps === undefined ? [] : compareMaps((ours.maps ?? {}) as Json, theirs.maps as Json);
  return [...load, ...run, ...maps];
}
