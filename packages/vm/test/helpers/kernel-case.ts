import { bytesToHex } from '@skep/base';
import { type HelperCase, type HelperOutcome, mapsOf, REFUSED, RESULTS } from './helper-case.ts';
import { encodeSlots } from './slots.ts';

/** A BTF that names `main` and a static function `callback` of four 64-bit arguments, which callbacks must have. */
function btfWithCallback(): string {
  const strings = '\0main\0callback\0u64\0a\0b\0c\0d\0';
  const name = (text: string): number => strings.indexOf(`\0${text}\0`) + 1;
  const info = (kind: number, count: number): number => (kind << 24) | count;
  const INT = 1;
  const FUNC = 12;
  const FUNC_PROTO = 13;
  const types = [
    [name('u64'), info(INT, 0), 8, 64],
    [0, info(FUNC_PROTO, 4), 1, ...['a', 'b', 'c', 'd'].flatMap((argument) => [name(argument), 1])],
    [0, info(FUNC_PROTO, 1), 1, name('a'), 1],
    [name('main'), info(FUNC, 1), 3],
    [name('callback'), info(FUNC, 0), 2],
  ].flat();
  const header = [0x0001eb9f, 24, 0, 4 * types.length, 4 * types.length, strings.length];
  const words = Uint32Array.from([...header, ...types]);
  return bytesToHex(new Uint8Array(words.buffer)) + bytesToHex(new TextEncoder().encode(strings));
}

export function kernelRequest(one: HelperCase): object {
  const maps = mapsOf(one).map(({ type, keySize, valueSize, maxEntries, flags = 0, constant, unlisted }, index) => ({
    name: `m${index}`,
    type,
    key_size: keySize,
    value_size: valueSize,
    max_entries: maxEntries,
    flags,
    dump: unlisted !== true,
    dump_limit: 100000,
    ...(constant === undefined
      ? {}
      : { values: [['00'.repeat(keySize), constant.padEnd(2 * valueSize, '0')]], freeze: true }),
  }));
  const functions =
    one.callback === undefined
      ? {}
      : { btf: btfWithCallback(), func_info: bytesToHex(new Uint8Array(Uint32Array.of(0, 4, one.callback, 5).buffer)) };
  return {
    id: one.name,
    prog_type: one.type,
    insns: bytesToHex(encodeSlots(one.slots)),
    xlated: false,
    maps,
    run: { data_in: one.data, data_size_out: 65536 },
    ...functions,
  };
}

interface Answer {
  readonly load?: { readonly ok: boolean };
  readonly run?: { readonly ok: boolean; readonly retval: number; readonly data_out?: string };
  readonly maps?: Record<string, { readonly entries?: readonly (readonly [string, string] | string)[] }>;
  readonly trace?: string;
}

/** The kernel's answer in the words of `runCase`; a text says why there is none. */
export function kernelOutcome(one: HelperCase, answer: Answer): HelperOutcome | string {
  if (answer.load?.ok === true && answer.run?.ok === false) return REFUSED;
  if (answer.load?.ok !== true || answer.run?.ok !== true) return JSON.stringify(answer).slice(0, 3000);
  const maps = mapsOf(one);
  const entries = (index: number) =>
    (answer.maps![`m${index}`]!.entries ?? []).map((entry) =>
      typeof entry === 'string'
        ? (['', entry] as const)
        : ([entry[0], entry[1].slice(0, 2 * maps[index]!.valueSize)] as const),
    );
  const lines = (answer.trace ?? '').split('\n').filter((line) => line.includes('bpf_trace_printk: '));
  return {
    returned: answer.run.retval,
    results: entries(RESULTS)[0]![1],
    data: answer.run.data_out ?? '',
    printed: lines.map((line) => line.slice(line.indexOf('bpf_trace_printk: ') + 18)),
    elements: maps.flatMap(({ unlisted }, i) => (i === RESULTS || unlisted === true ? [] : [entries(i)])),
  };
}
