import {
  type InitialEntry,
  isMapType,
  MAP_CREATE_FLAGS,
  MAP_TYPES,
  type MapDefinition,
  type MapTypeFacts,
  type MapTypeName,
  mapTypeFacts,
  type SizeRule,
  type ValueFormat,
} from '@skep/abi';
import type { TextRange } from '@skep/base';
import { evaluate, type Scope } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import type { LiteralEntry, MapStatement, SizeOption } from '../source/statement.ts';
import { type Problems, quote } from '../text/problems.ts';
import { LiteralEncoder } from './literal.ts';
import type { FieldReader } from './numbers.ts';
import { FORMAT_BYTES } from './value-format.ts';

/** Bytes of initial values in one source, so that a short text cannot ask for endless memory. */
const MOST_INITIAL_BYTES = 16 << 20;
const LARGEST_SIZE = 0x7fff_ffff;
const LARGEST_COUNT = 0xffff_ffff;
const TYPE_PREFIX = /^bpf_map_type_/;
const FLAG_PREFIX = 'BPF_F_';

interface Size {
  readonly size: number;
  readonly format?: ValueFormat;
}

/** The one size that a rule allows, or the plain descriptor where it allows that or a larger one. */
const onlySize = ({ min, max }: SizeRule): number | undefined =>
  min === max || (min === 4 && max === 8) ? min : undefined;

const flagsOf = (names: readonly string[]): number =>
  MAP_CREATE_FLAGS.reduce((flags, { name, value }) => (names.includes(name) ? flags | Number(value) : flags), 0);

/** The flags that a map of the type gets when the source gives none: those it cannot be created without. */
export function defaultMapFlags(type: MapTypeName): number {
  return flagsOf(mapTypeFacts(type)?.requiredFlags ?? []);
}

/** Sizes and entries that a source may leave out because the type leaves no choice. */
interface MapDefaults {
  readonly keySize: number | undefined;
  readonly valueSize: number | undefined;
  readonly maxEntries: number | undefined;
}

function mapDefaults(type: MapTypeName): MapDefaults {
  const facts = mapTypeFacts(type);
  if (facts === undefined) return { keySize: undefined, valueSize: undefined, maxEntries: undefined };
  return {
    keySize: onlySize(facts.keySize),
    valueSize: onlySize(facts.valueSize),
    maxEntries: facts.maxEntries === 'zero' ? 0 : undefined,
  };
}

/** Turns `.map` directives into definitions; `undefined` after reporting. */
export class MapBuilder {
  readonly #scope: Scope;
  readonly #numbers: FieldReader;
  readonly #problems: Problems;
  readonly #literals: LiteralEncoder;
  #initialBytes = 0;

  constructor(scope: Scope, numbers: FieldReader, programs: ReadonlySet<string>, problems: Problems) {
    this.#scope = scope;
    this.#numbers = numbers;
    this.#problems = problems;
    this.#literals = new LiteralEncoder(scope, programs, problems);
  }

  build(statement: MapStatement): MapDefinition | undefined {
    const type = this.#type(statement);
    if (type === undefined) return undefined;
    const defaults = mapDefaults(type);
    const missing = this.#missing(statement, defaults);
    const key = this.#size(statement.key, defaults.keySize);
    const value = this.#size(statement.value, defaults.valueSize);
    const maxEntries = this.#entries(statement.entries, defaults.maxEntries);
    const flags = this.#flags(statement.flags, type);
    if (missing || key === undefined || value === undefined || maxEntries === undefined || flags === undefined) {
      return undefined;
    }
    const initial = this.#initial(statement.initial, key, value, type, statement.range);
    if (initial === undefined) return undefined;
    return {
      name: statement.map.name,
      type,
      keySize: key.size,
      valueSize: value.size,
      maxEntries,
      flags,
      ...(initial.length === 0 ? {} : { initial }),
      ...(key.format === undefined ? {} : { keyFormat: key.format }),
      ...(value.format === undefined ? {} : { valueFormat: value.format }),
      origin: statement.range,
    };
  }

  #type({ type }: MapStatement): MapTypeName | undefined {
    const name = type.name.toLowerCase().replace(TYPE_PREFIX, '');
    if (isMapType(name)) return name;
    const message = `There is no map type ${quote(type.name)}.`;
    this.#problems.unknownName('unknown-map-type', type.range, name, message, () => MAP_TYPES.slice(1));
    return undefined;
  }

  #missing(statement: MapStatement, defaults: MapDefaults): boolean {
    const missing = [
      statement.key === undefined && defaults.keySize === undefined ? 'key=' : undefined,
      statement.value === undefined && defaults.valueSize === undefined ? 'value=' : undefined,
      statement.entries === undefined && defaults.maxEntries === undefined ? 'entries=' : undefined,
    ].filter((option) => option !== undefined);
    if (missing.length === 0) return false;
    const message = `The map ${quote(statement.map.name)} of type ${statement.type.name} needs ${missing.join(', ')}.`;
    this.#problems.report('incomplete-map', statement.range, message);
    return true;
  }

  #size(option: SizeOption | undefined, fallback: number | undefined): Size | undefined {
    if (option === undefined) return fallback === undefined ? undefined : { size: fallback };
    const count = option.count === undefined ? 1 : this.#numbers.count(option.count, LARGEST_SIZE, 'A size in bytes');
    if (count === undefined) return undefined;
    if (option.format === undefined) return { size: count };
    const format = option.format.name as ValueFormat;
    const size = count * FORMAT_BYTES[format];
    if (size <= LARGEST_SIZE) return { size, format };
    this.#problems.report('count-range', option.range, `A size lies between 0 and ${LARGEST_SIZE}; ${size} does not.`);
    return undefined;
  }

  #entries(expression: Expression | undefined, fallback: number | undefined): number | undefined {
    if (expression === undefined) return fallback;
    return this.#numbers.count(expression, LARGEST_COUNT, 'The number of entries');
  }

  #flags(expression: Expression | undefined, type: MapTypeName): number | undefined {
    if (expression === undefined) return defaultMapFlags(type);
    const scope = new FlagScope(this.#scope, mapTypeFacts(type), this.#problems);
    const value = evaluate(expression, scope, this.#problems);
    if (value === undefined) return undefined;
    if (value >= 0n && value <= BigInt(LARGEST_COUNT)) return Number(value);
    this.#problems.report('count-range', expression.range, `Flags fill 32 bits; ${value} does not fit.`);
    return undefined;
  }

  #initial(
    entries: readonly LiteralEntry[],
    key: Size,
    value: Size,
    type: MapTypeName,
    range: TextRange,
  ): readonly InitialEntry[] | undefined {
    this.#initialBytes += entries.length * (key.size + value.size);
    if (this.#initialBytes > MOST_INITIAL_BYTES) {
      const message = `The initial values of this source take more than ${MOST_INITIAL_BYTES} bytes.`;
      this.#problems.report('too-much-data', range, message);
      return undefined;
    }
    const encoded = entries.map((entry): InitialEntry | undefined => {
      const keyBytes = this.#literals.encode(entry.key, key.size, key.format);
      const valueBytes =
        type === 'prog_array'
          ? this.#literals.program(entry.value)
          : this.#literals.encode(entry.value, value.size, value.format);
      return keyBytes === undefined || valueBytes === undefined ? undefined : { key: keyBytes, value: valueBytes };
    });
    return encoded.includes(undefined) ? undefined : (encoded as InitialEntry[]);
  }
}

/** Flags may be written without their prefix and in lower case: `no_prealloc`. */
class FlagScope implements Scope {
  readonly #outer: Scope;
  readonly #facts: MapTypeFacts | undefined;
  readonly #problems: Problems;

  constructor(outer: Scope, facts: MapTypeFacts | undefined, problems: Problems) {
    this.#outer = outer;
    this.#facts = facts;
    this.#problems = problems;
  }

  lookUp(name: string, range: TextRange): bigint | undefined {
    const long = FLAG_PREFIX + name.toUpperCase();
    const flag = MAP_CREATE_FLAGS.find((candidate) => candidate.name === long);
    if (flag !== undefined) return flag.value;
    if (name !== name.toLowerCase() || name.includes('.')) return this.#outer.lookUp(name, range);
    const short = (this.#facts?.flags ?? []).map((found) => found.slice(FLAG_PREFIX.length).toLowerCase());
    const message = `There is no flag ${quote(name)} for this map.`;
    this.#problems.unknownName('unknown-flag', range, name, message, () => short);
    return undefined;
  }
}
