import { err, ok, type Result } from '@skep/base';

/** Turns a value from outside into one of a known type, or says in a few words what it should have been and where. */
export type Check<Value> = (value: unknown, path: string) => Result<Value, string>;

export type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A short form of a value that was not wanted. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

const unwanted = (path: string, wanted: string, value: unknown) => err(`"${path}" is ${shown(value)}, not ${wanted}`);

/** A text of up to `max` UTF-16 code units that matches the pattern, if there is one; `what` names it in a complaint. */
export const text =
  (max: number, pattern?: RegExp, what = 'a text'): Check<string> =>
  (value, path) => {
    if (typeof value !== 'string') return unwanted(path, what, value);
    if (value.length > max) return err(`"${path}" is ${value.length} characters long, over the limit of ${max}`);
    return pattern === undefined || pattern.test(value) ? ok(value) : unwanted(path, what, value);
  };

export const integer =
  (min: number, max: number): Check<number> =>
  (value, path) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? ok(value)
      : unwanted(path, `a whole number from ${min} to ${max}`, value);

export const number =
  (min: number, max: number): Check<number> =>
  (value, path) =>
    typeof value === 'number' && value >= min && value <= max
      ? ok(value)
      : unwanted(path, `a number from ${min} to ${max}`, value);

export const oneOf =
  <Value extends string>(allowed: readonly Value[], wanted = `one of ${allowed.join(', ')}`): Check<Value> =>
  (value, path) => {
    const found = allowed.find((candidate) => candidate === value);
    return found === undefined ? unwanted(path, wanted, value) : ok(found);
  };

export const list =
  <Value>(item: Check<Value>, max: number): Check<Value[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return unwanted(path, 'a list', value);
    if (value.length > max) return err(`"${path}" has ${value.length} entries, over the limit of ${max}`);
    const items: Value[] = [];
    for (const [index, each] of value.entries()) {
      const checked = item(each, `${path}[${index}]`);
      if (!checked.ok) return checked;
      items.push(checked.value);
    }
    return ok(items);
  };

/** An object with any keys that match the pattern, up to `max` of them. */
export const dictionary =
  <Value>(keys: RegExp, item: Check<Value>, max: number): Check<Record<string, Value>> =>
  (value, path) => {
    if (!isObject(value)) return unwanted(path, 'an object', value);
    const names = Object.keys(value);
    if (names.length > max) return err(`"${path}" has ${names.length} entries, over the limit of ${max}`);
    const entries: [string, Value][] = [];
    for (const name of names) {
      if (!keys.test(name))
        return err(`"${path}" has an entry named ${shown(name)}, which is no name that it may have`);
      const checked = item(value[name], `${path}.${name}`);
      if (!checked.ok) return checked;
      entries.push([name, checked.value]);
    }
    return ok(Object.fromEntries(entries));
  };

type Checked<Shape> = { readonly [Key in keyof Shape]: Shape[Key] extends Check<infer Value> ? Value : never };

/** An object with exactly the required fields and any of the optional ones: one too many is a mistake as well. */
export const object =
  <Required extends Record<string, Check<unknown>>, Optional extends Record<string, Check<unknown>>>(
    required: Required,
    optional: Optional,
  ): Check<Checked<Required> & Partial<Checked<Optional>>> =>
  (value, path) => {
    if (!isObject(value)) return unwanted(path, 'an object', value);
    const prefix = path === '' ? '' : `${path}.`;
    const entries: [string, unknown][] = [];
    for (const name of Object.keys(value)) {
      const check = own(required, name) ?? own(optional, name);
      if (check === undefined) return err(`"${prefix}${name.slice(0, 40)}" is a field that it does not have`);
      const checked = check(value[name], prefix + name);
      if (!checked.ok) return checked;
      entries.push([name, checked.value]);
    }
    const missing = Object.keys(required).find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) return err(`"${prefix}${missing}" is missing`);
    return ok(Object.fromEntries(entries) as Checked<Required> & Partial<Checked<Optional>>);
  };

const own = (checks: Record<string, Check<unknown>>, name: string): Check<unknown> | undefined =>
  Object.hasOwn(checks, name) ? checks[name] : undefined;
