import { checkMapDefinition, type MapDefinition, type MapTypeName, mapFlagNames, mapTypeFacts } from '@skep/abi';
import type { Diagnostic } from '@skep/base';
import { E2BIG, EINVAL, ENOMEM, ENOTSUPP } from './errno.ts';
import { BPF_F_NO_PREALLOC, BPF_F_RDONLY, BPF_F_RDONLY_PROG, BPF_F_WRONLY, BPF_F_WRONLY_PROG } from './map-flags.ts';
import type { Errno } from './map-instance.ts';
import { isHash, isLru } from './map-types.ts';

/** Why Linux would not create the map. `errno` is what `BPF_MAP_CREATE` returns, for example -22 (EINVAL). */
export interface MapDiagnostic extends Diagnostic {
  readonly errno: Errno;
}

/** `KMALLOC_MAX_SIZE` on x86-64: an element passes through one such buffer in the system call. */
const KMALLOC_MAX_SIZE = 4 << 20;
/** `sizeof(struct htab_elem)`. */
const HTAB_ELEM_SIZE = 48;
/** Buckets are a power of two, and all of them, at 16 bytes each, must fit in `U32_MAX` bytes. */
const MOST_BUCKETS = 2 ** 27;
/** `NR_CPUS` of Debian's kernel: a CPU map may not be larger. */
const NR_CPUS = 8192;
/** More than any machine's memory may take. */
const LARGEST_MAP = 2 ** 31;

/** The first breach of the rules of `BPF_MAP_CREATE`. */
export function checkDefinition(definition: MapDefinition): MapDiagnostic | undefined {
  const exclusive = [BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG, BPF_F_RDONLY | BPF_F_WRONLY].find(
    (both) => (definition.flags & both) === both,
  );
  if (exclusive !== undefined) {
    const names = mapFlagNames(exclusive).join(' and ');
    return breach(definition, 'bad-map-flags', EINVAL, `${names} exclude each other`);
  }
  const problems = checkMapDefinition(definition).map((problem) => ({
    ...problem,
    errno: errnoOf(problem, definition),
  }));
  return problems.find(({ errno }) => errno !== E2BIG) ?? problems[0] ?? checkLimits(definition);
}

/** Refuses a map that no memory of Skep's can hold. */
export function checkMemory(definition: MapDefinition, byteLength: number): MapDiagnostic | undefined {
  if (byteLength <= LARGEST_MAP) return undefined;
  return breach(definition, 'too-big', ENOMEM, `it takes ${byteLength} bytes, and at most ${LARGEST_MAP} are possible`);
}

/** For a type that Skep has no code for. */
export function unsupportedType(definition: MapDefinition): MapDiagnostic {
  return breach(definition, 'unsupported-type', EINVAL, `Skep does not run maps of type ${definition.type} yet`);
}

/** Types whose elements are memory of the kernel's, and so can be too big for it. */
const SIZED_TYPES: ReadonlySet<MapTypeName> = new Set([
  'array',
  'percpu_array',
  'hash',
  'percpu_hash',
  'lru_hash',
  'lru_percpu_hash',
  'queue',
  'stack',
]);

/** Linux says EINVAL, save for elements that are too big, and for one flag. */
function errnoOf({ code }: Diagnostic, { type, keySize, valueSize, flags }: MapDefinition): Errno {
  if (code === 'abi/bad-map-flags') return isLru(type) && flags === BPF_F_NO_PREALLOC ? ENOTSUPP : EINVAL;
  const facts = mapTypeFacts(type);
  if (facts === undefined || !SIZED_TYPES.has(type)) return EINVAL;
  if (code === 'abi/bad-value-size' && valueSize > facts.valueSize.max) return E2BIG;
  return code === 'abi/bad-key-size' && keySize > facts.keySize.max && isHash(type) ? E2BIG : EINVAL;
}

function checkLimits(definition: MapDefinition): MapDiagnostic | undefined {
  const { type, keySize, valueSize, maxEntries } = definition;
  const hashed = isHash(type);
  if (hashed && keySize + valueSize >= KMALLOC_MAX_SIZE - HTAB_ELEM_SIZE) {
    const most = KMALLOC_MAX_SIZE - HTAB_ELEM_SIZE - 1;
    return breach(
      definition,
      'too-big',
      E2BIG,
      `key and value take ${keySize + valueSize} bytes; at most ${most} are allowed`,
    );
  }
  const most = hashed ? MOST_BUCKETS : type === 'cpumap' ? NR_CPUS : Number.POSITIVE_INFINITY;
  if (maxEntries <= most) return undefined;
  return breach(definition, 'too-big', E2BIG, `a ${type} map has at most ${most} entries, not ${maxEntries}`);
}

function breach({ name, origin }: MapDefinition, code: string, errno: Errno, text: string): MapDiagnostic {
  const diagnostic = { code: `map/${code}`, severity: 'error', message: `Map ${name}: ${text}.`, errno } as const;
  return origin === undefined ? diagnostic : { ...diagnostic, position: { kind: 'text', range: origin } };
}
